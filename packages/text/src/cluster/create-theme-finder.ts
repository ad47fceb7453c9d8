// Finds themes in texts of any language: the same texts, options and seed give the same themes.
import {
  type FoundThemes,
  type MentionTexts,
  mentionContext,
  mentionCount,
  mentionText,
  type ThemeFinder,
  type ThemeFinderOptions,
  type UnclearReason,
} from "@heed/core";
import { describeThemes } from "../name/describe-themes.ts";
import { type AssignedTexts, assignLeaves, type TextSource } from "./assign-leaves.ts";
import { chooseBalance } from "./choose-balance.ts";
import { mostThemes } from "./choose-count.ts";
import { continueLeaves } from "./continue-leaves.ts";
import { drawByLeaf, drawSample, withoutFloods } from "./draw-sample.ts";
import { findLeaves } from "./find-leaves.ts";
import { createPause, type Pause } from "./pause.ts";
import { learnThemeSpace } from "./theme-space.ts";
import { triage } from "./triage.ts";
import { vectorsInContext } from "./vectors-in-context.ts";

const MODEL = { name: "heed-themes", version: "2" } as const;
/** Texts that the space and the leaves are learnt from, at most; all others are assigned to them. */
const LARGEST_SAMPLE = 20_000;
/** The same where the number of themes shows itself: what more texts would show are themes that nobody could survey. */
const LARGEST_OPEN_SAMPLE = 12_000;

/**
 * The built-in theme finder. `themeCount` fixes the number of leaf themes (fewer come back when fewer texts can be
 * grouped); without it the number is chosen from the data. Every text has a theme or a reason. Cost grows with the
 * number of texts only through assignment, since themes are learnt from at most 20,000 of them.
 */
export function createThemeFinder(): ThemeFinder {
  return { model: MODEL, find };
}

async function find(texts: MentionTexts, options: ThemeFinderOptions): Promise<FoundThemes> {
  refuseBadCount(options.themeCount);
  const pause = createPause(options.onProgress, options.signal);
  await pause(0);
  const unclear = new Map<number, UnclearReason>();
  const usable: number[] = [];
  const count = mentionCount(texts);
  for (let index = 0; index < count; index++) {
    const reason = triage(mentionText(texts, index));
    if (reason === null) usable.push(index);
    else unclear.set(index, reason);
  }
  await pause(5);
  if (usable.length === 0) return nothing(count, unclear);
  const { vectors } = options;
  const spoken: TextSource = {
    count: usable.length,
    take: (places) => {
      const mentions = Int32Array.from(places, (place) => usable[place]!);
      return {
        texts: Array.from(mentions, (mention) => inContext(texts, mention)),
        vectors: vectors === undefined ? null : vectorsInContext(texts, vectors, mentions),
      };
    },
    items: Int32Array.from(usable, (index) => texts.itemOf[index]!),
  };
  const lineage = lineageOf(usable, options);
  const found =
    lineage === null
      ? await beginAnew(spoken, options, pause)
      : await goOn(spoken, lineage, options, pause);
  const assignment = new Int32Array(count).fill(-1);
  const scores = new Float32Array(count);
  for (let i = 0; i < usable.length; i++) {
    assignment[usable[i]!] = found.groups[i]!;
    scores[usable[i]!] = found.scores[i]!;
    const reason = found.reasons.get(i);
    if (reason !== undefined) unclear.set(usable[i]!, reason);
  }
  const described = describeThemes({
    textAt: (place) => mentionText(texts, usable[place]!),
    groups: found.groups,
    themeCount: found.themeCount,
    rows: found.rows,
    rowIndexes: found.rowIndexes,
    width: found.width,
  });
  await pause(100);
  return {
    themes: described.themes.map((theme, index) => ({
      ...theme,
      ...(lineage === null ? {} : { previous: lineage.leaves[found.leafOf[index]!] ?? null }),
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
function inContext(texts: MentionTexts, place: number): string {
  const text = mentionText(texts, place);
  const context = mentionContext(texts, place);
  return context === "" ? text : `${text}\n${text}\n${context}`;
}

async function beginAnew(
  texts: TextSource,
  options: ThemeFinderOptions,
  pause: Pause,
): Promise<AssignedTexts> {
  const most = options.themeCount === undefined ? LARGEST_OPEN_SAMPLE : LARGEST_SAMPLE;
  const places = withoutFloods(texts.items, options.seed);
  const sampled = drawSample(places.length, most, options.seed);
  const sample = texts.take(sampled.map((at) => places[at]!));
  const learnt = learnThemeSpace(sample, { seed: options.seed });
  await pause(20);
  const count = options.themeCount ?? mostThemes(sampled.length);
  const balanced = chooseBalance(learnt, sample, count, options.seed);
  await pause(25);
  const leaves = await findLeaves(balanced, options, pause);
  return assignLeaves(balanced.space, leaves, texts, pause);
}

/** Leaves of an earlier run that hold usable texts. */
interface Lineage {
  /** For each usable text its place in `leaves`, or -1. */
  readonly places: Int32Array;
  /** Their numbers in `ThemeFinderOptions.previous`, rising. */
  readonly leaves: readonly number[];
}

/** What to go on from; null on a first run, and where another number of themes is asked for. */
function lineageOf(
  usable: readonly number[],
  { previous, themeCount }: ThemeFinderOptions,
): Lineage | null {
  if (previous === undefined) return null;
  const own = Int32Array.from(usable, (index) => previous[index]!);
  const leaves = [...new Set(own)].filter((leaf) => leaf >= 0).sort((a, b) => a - b);
  if (leaves.length === 0 || (themeCount !== undefined && themeCount !== leaves.length))
    return null;
  const places = new Map(leaves.map((leaf, place) => [leaf, place]));
  return { leaves, places: own.map((leaf) => places.get(leaf) ?? -1) };
}

async function goOn(
  texts: TextSource,
  { places, leaves }: Lineage,
  options: ThemeFinderOptions,
  pause: Pause,
): Promise<AssignedTexts> {
  const { seed, themeCount } = options;
  const most = themeCount === undefined ? LARGEST_OPEN_SAMPLE : LARGEST_SAMPLE;
  const sampled = drawByLeaf(places, leaves.length, most, seed);
  const sample = texts.take(sampled);
  const learnt = learnThemeSpace(sample, { seed });
  await pause(20);
  const balanced = chooseBalance(learnt, sample, leaves.length, seed);
  await pause(25);
  const { model } = await continueLeaves(
    balanced,
    sampled.map((index) => places[index]!),
    leaves.length,
    { seed, textCount: texts.count, mayOpen: themeCount === undefined },
    pause,
  );
  return assignLeaves(balanced.space, model, texts, pause, {
    leaves: places,
    count: leaves.length,
  });
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
