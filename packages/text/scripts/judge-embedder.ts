// Judges a table of vectors by matters that it was not trained on: do texts of one matter fall together, in either language?
import { groupingFigures } from "../../../bench/evaluate/grouping-figures.ts";
import { sphericalKMeans } from "../src/cluster/spherical-kmeans.ts";
import { embedTexts } from "../src/embed/create-embedder.ts";
import { TABLE_ROWS } from "../src/embed/embedder-features.ts";
import type { Matter } from "./training-pairs.ts";

const STARTS = 3;

/** One line of figures: k-means on the vectors alone with the true number of matters, mean of three starts. */
export function groupingOfMatters(
  matters: readonly Matter[],
  vectors: Float32Array,
  dimensions: number,
): string {
  const labels = matters.flatMap(({ texts }, matter) => texts.map(() => matter));
  const rows = embedTexts(
    matters.flatMap(({ texts }) => texts),
    { rowCount: TABLE_ROWS, dimensions, vectors },
  );
  let [accuracy, nmi] = [0, 0];
  for (let seed = 1; seed <= STARTS; seed++) {
    const { groups } = sphericalKMeans(rows, dimensions, { count: matters.length, seed });
    const figures = groupingFigures(labels, groups);
    accuracy += figures.accuracy / STARTS;
    nmi += figures.nmi / STARTS;
  }
  const percent = (share: number) => (100 * share).toFixed(1);
  return `held out: ${matters.length} matters, ${labels.length} texts, accuracy ${percent(accuracy)}, NMI ${percent(nmi)}`;
}
