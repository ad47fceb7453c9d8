// Suggests which themes a release may have been meant to help, by what its notes say.
import { type Embedder, leafThemes, type RecordStore, type Theme, type ThemeId } from "@heed/core";
import type { Release } from "../report/releases.ts";
import { currentReleases } from "./edit-releases.ts";
import { linkRelease } from "./release-aims.ts";

/** Cosine between a clause of the notes and a theme's name and keyphrases from which on the clause speaks of the theme. */
const LEAST_LIKENESS = 0.55;
/** Notes name few matters; more would only share the level of the verdicts. */
const MOST_THEMES = 3;
const CLAUSE_ENDS = /[.;,:!?。；，：！？、\n]+\s*/;

/**
 * For each release with notes, the shown leaf themes that a clause of them speaks of, in either language, the likest first, at
 * most 3. A suggestion says nothing of what the release did: a person decides whether it was an aim.
 */
export async function suggestAims(
  embedder: Embedder,
  releases: readonly Release[],
  themes: readonly Theme[],
): Promise<Map<string, ThemeId[]>> {
  const leaves = leafThemes(themes).filter(({ hidden }) => hidden !== true);
  const wordsOf = ({ name, keyphrases }: Theme) => [
    [name.en, ...keyphrases.en].join(" "),
    [name.zh, ...keyphrases.zh].join(" "),
  ];
  const ofThemes = await embedRows(embedder, leaves.flatMap(wordsOf));
  const suggested = new Map<string, ThemeId[]>();
  for (const { version, notes } of releases) {
    const texts = [...new Set([notes?.en ?? "", notes?.zh ?? ""])].flatMap(clausesOf);
    const clauses = await embedRows(embedder, texts);
    const near = leaves
      .map(({ id }, at) => ({
        id,
        likeness: likest(clauses, [ofThemes[2 * at]!, ofThemes[2 * at + 1]!]),
      }))
      .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
      .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
    if (near.length > 0)
      suggested.set(
        version,
        near.slice(0, MOST_THEMES).map(({ id }) => id),
      );
  }
  return suggested;
}

/** Links a release to what its notes suggest; answers the themes that were linked, none where they name none. */
export async function linkSuggested(
  records: RecordStore,
  embedder: Embedder,
  version: string,
): Promise<readonly ThemeId[]> {
  const { releases } = await currentReleases(records);
  const wanted = releases.filter((release) => release.version === version);
  const ids = (await suggestAims(embedder, wanted, await records.themes())).get(version) ?? [];
  if (ids.length > 0) await linkRelease(records, version, ids);
  return ids;
}

function clausesOf(notes: string): string[] {
  return notes
    .split(CLAUSE_ENDS)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

async function embedRows(embedder: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
  if (texts.length === 0) return [];
  const { dimensions } = embedder;
  const rows = await embedder.embed(texts);
  return texts.map((_, at) => rows.subarray(at * dimensions, (at + 1) * dimensions));
}

function likest(some: readonly Float32Array[], others: readonly Float32Array[]): number {
  return Math.max(0, ...some.flatMap((a) => others.map((b) => product(a, b))));
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
