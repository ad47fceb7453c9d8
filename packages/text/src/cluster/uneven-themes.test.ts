// Many themes of uneven size, out of few texts: the large ones stay in one piece.
import { wholeTexts } from "@heed/core";
import { expect, test } from "vitest";
import { createThemeFinder } from "./create-theme-finder.ts";
import { createRandom } from "./random.ts";

const THEMES = 44;
const LARGEST = 120;
const OWN_WORDS = 14;
const SHARED_WORDS = 60;

/** Texts of four words of their theme's own and four that all themes share; theme t has a t-th of the first theme's texts. */
function unevenTexts(): { texts: string[]; labels: number[] } {
  const random = createRandom(5);
  const word = () =>
    Array.from(
      { length: 3 },
      () => `${"bdfgklmnprstvz"[random.below(14)]}${"aeiou"[random.below(5)]}`,
    ).join("");
  const words = (count: number) => Array.from({ length: count }, word);
  const shared = words(SHARED_WORDS);
  const pick = (from: readonly string[], count: number) =>
    Array.from({ length: count }, () => from[random.below(from.length)]!);
  const texts: string[] = [];
  const labels: number[] = [];
  for (let theme = 0; theme < THEMES; theme++) {
    const own = words(OWN_WORDS);
    for (let i = 0; i < Math.max(4, LARGEST / (theme + 1)); i++) {
      texts.push([...pick(own, 4), ...pick(shared, 4)].join(" "));
      labels.push(theme);
    }
  }
  return { texts, labels };
}

test("of many themes of uneven size the large ones stay in one piece, the same on every run", async () => {
  const { texts, labels } = unevenTexts();
  const options = { seed: 1, themeCount: THEMES };
  const found = await createThemeFinder().find(wholeTexts(texts), options);
  const shareInOne = (theme: number) => {
    const leaves = found.assignment.filter((_, i) => labels[i] === theme);
    const most = Math.max(
      ...[...new Set(leaves)].map((leaf) => leaves.filter((own) => own === leaf).length),
    );
    return most / leaves.length;
  };
  for (const theme of [0, 1, 2]) expect(shareInOne(theme), `theme ${theme}`).toBeGreaterThan(0.8);
  const again = await createThemeFinder().find(wholeTexts(texts), options);
  expect(again.assignment).toEqual(found.assignment);
});
