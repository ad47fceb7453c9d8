// Finds themes in texts of any language: the same texts, options and seed give the same themes.
import type {
  FoundThemes,
  ThemeFinder,
  ThemeFinderOptions,
  ThemeText,
  UnclearReason,
} from "@heed/core";
import { describeThemes } from "../name/describe-themes.ts";
import { assignLeaves } from "./assign-leaves.ts";
import { findLeaves } from "./find-leaves.ts";
import { createPause, type Pause } from "./pause.ts";
import { createRandom } from "./random.ts";
import { learnThemeSpace } from "./theme-space.ts";
import { triage } from "./triage.ts";

const MODEL = { name: "heed-themes", version: "1" } as const;
/** Texts that the space and the leaves are learnt from, at most; all others are assigned to them. */
const LARGEST_SAMPLE = 20_000;

/**
 * The built-in theme finder. `themeCount` fixes the number of leaf themes (fewer come back when fewer texts can be
 * grouped); without it the number is chosen from the data. Every text has a theme or a reason. Cost grows with the
 * number of texts only through assignment, since themes are learnt from at most 20,000 of them.
 */
export function createThemeFinder(): ThemeFinder {
  return { model: MODEL, find };
}

async function find(
  texts: readonly ThemeText[],
  options: ThemeFinderOptions,
): Promise<FoundThemes> {
  refuseBadCount(options.themeCount);
  const pause = createPause(options.onProgress, options.signal);
  await pause(0);
  const unclear = new Map<number, UnclearReason>();
  const usable: number[] = [];
  for (let index = 0; index < texts.length; index++) {
    const reason = triage(texts[index]!.text);
    if (reason === null) usable.push(index);
    else unclear.set(index, reason);
  }
  const words = usable.map((index) => texts[index]!.text);
  await pause(5);
  if (words.length === 0) return nothing(texts.length, unclear);
  const found = await group(
    usable.map((index) => inContext(texts[index]!)),
    options,
    pause,
  );
  const assignment = new Int32Array(texts.length).fill(-1);
  const scores = new Float32Array(texts.length);
  for (let i = 0; i < usable.length; i++) {
    assignment[usable[i]!] = found.groups[i]!;
    scores[usable[i]!] = found.scores[i]!;
    const reason = found.reasons.get(i);
    if (reason !== undefined) unclear.set(usable[i]!, reason);
  }
  const described = describeThemes({
    texts: words,
    groups: found.groups,
    themeCount: found.themeCount,
    rows: found.rows,
    rowIndexes: found.rowIndexes,
    width: found.width,
  });
  await pause(100);
  return {
    themes: described.themes.map((theme) => ({
      ...theme,
      representatives: theme.representatives.map((i) => usable[i]!),
    })),
    groups: described.groups.map((theme) => ({
      ...theme,
      representatives: theme.representatives.map((i) => usable[i]!),
    })),
    assignment,
    scores,
    unclear,
  };
}

/** A text counts twice beside its context, so that the claim leads and its surroundings decide where it says little. */
function inContext({ text, context }: ThemeText): string {
  return context === undefined || context === "" ? text : `${text}\n${text}\n${context}`;
}

async function group(words: readonly string[], options: ThemeFinderOptions, pause: Pause) {
  const sampled = drawSample(words.length, LARGEST_SAMPLE, options.seed);
  const sample = Array.from(sampled, (index) => words[index]!);
  const space = learnThemeSpace(sample, { seed: options.seed });
  await pause(25);
  const leaves = await findLeaves(space, sample, options, pause);
  return assignLeaves(space, leaves, words, pause);
}

/** Indexes of at most `most` texts, each equally likely, in rising order. */
function drawSample(count: number, most: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  const random = createRandom(seed ^ 0x5a17);
  for (let i = 0; i < most; i++) {
    const j = i + random.below(count - i);
    const kept = all[i]!;
    all[i] = all[j]!;
    all[j] = kept;
  }
  return all.slice(0, most).sort();
}

function refuseBadCount(count: number | undefined): void {
  if (count === undefined || (Number.isInteger(count) && count >= 1)) return;
  throw new RangeError(
    `The number of themes is not usable: received ${count}, expected a whole number of at least 1; leave it out to have it chosen from the data.`,
  );
}

function nothing(count: number, unclear: ReadonlyMap<number, UnclearReason>): FoundThemes {
  return {
    themes: [],
    groups: [],
    assignment: new Int32Array(count).fill(-1),
    scores: new Float32Array(count),
    unclear,
  };
}
