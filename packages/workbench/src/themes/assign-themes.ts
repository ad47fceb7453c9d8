// Gives every mention its theme: groups are found, keep the ids they had, and people's decisions are laid over them.
import {
  type FoundThemes,
  type MentionId,
  MentionTextList,
  type MentionTexts,
  type ModelName,
  mentionText,
  type Theme,
  type ThemeAssignment,
  type ThemeDecisions,
  type ThemeFinder,
  type ThemeId,
  themeDecisions,
  themeNumber,
} from "@heed/core";
import type { EncodedMentions } from "../encoder/encode-mentions.ts";
import type { Progress } from "../progress.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import {
  keepThemeIds,
  type Lineage,
  outlivingThemes,
  readLineage,
  type ThemeIds,
  wholesOfParts,
} from "./continue-themes.ts";
import { nearestParts } from "./nearest-part.ts";
import { type ThemeChanges, themeChanges } from "./theme-changes.ts";

export interface ThemeOptions {
  readonly themeFinder: ThemeFinder;
  /** Vectors of all mentions by the encoder that the user chose; null where the built-in embedder is at work. */
  readonly encoded?: EncodedMentions | null;
  /** Number of leaf themes; chosen from the data when absent. */
  readonly themeCount?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/** All mentions of a workspace, with where the run before put them. */
interface Spoken {
  readonly texts: MentionTexts;
  readonly ids: readonly MentionId[];
  readonly before: readonly (ThemeAssignment | null)[];
}

const ASSIGNMENTS_AT_ONCE = 50_000;
/** Under this setting a workspace keeps what its last run changed. */
const CHANGES = "theme-changes";
/** Under this one, whose vectors its themes were found with; none for the built-in embedder's. */
const ENCODER = "theme-encoder";

/** Finds themes over all mentions, writes them, every mention's assignment and what changed down; returns all themes that stand. */
export async function assignThemes(
  workspace: Workspace,
  options: ThemeOptions,
): Promise<readonly Theme[]> {
  const { records } = workspace;
  const spoken = await gatherMentions(workspace);
  const decisions = themeDecisions(await records.themeEdits());
  const [before, currentBefore] = [await records.foundThemes(), await records.themes()];
  const lineage = readLineage(spoken.before, decisions);
  const encoder = await encoderChange(workspace, options);
  const found = await findThemes(spoken, options, lineage, encoder.isOther);
  const ids = await keepThemeIds(workspace, found, lineage, before);
  const outliving = outlivingThemes(before, ids, decisions);
  const themes = [...describeThemes(found, ids, spoken.ids), ...outliving];
  const assignments = decideAssignments(spoken, found, ids, { lineage, outliving, decisions });
  const current = decisions.applyTo(themes);
  const changes = themeChanges(
    currentBefore.map(({ id }) => id),
    current.map(({ id }) => id),
    spoken.before,
    assignments,
  );
  for (let at = 0; at < assignments.length; at += ASSIGNMENTS_AT_ONCE)
    await workspace.facts.appendAssignments(assignments.slice(at, at + ASSIGNMENTS_AT_ONCE));
  await records.replaceThemes({ found: themes, current });
  const { before: encoderBefore, now, isOther } = encoder;
  const hasChanged = isOther && lineage.leaves.length > 0;
  const told = { ...changes, ...(hasChanged ? { encoder: { before: encoderBefore, now } } : {}) };
  await records.saveSetting(CHANGES, JSON.stringify(told));
  await records.saveSetting(ENCODER, JSON.stringify(now));
  return current;
}

/** Whose vectors the themes were found with, and are to be found with now. */
async function encoderChange({ records }: Workspace, { encoded }: ThemeOptions) {
  const saved = await records.setting(ENCODER);
  const before = saved === null ? null : (JSON.parse(saved) as ModelName | null);
  const now = encoded?.encoder.model ?? null;
  const isOther = before?.name !== now?.name || before?.version !== now?.version;
  return { before, now, isOther };
}

/** With vectors of another encoder the finder begins anew: what it finds is matched to the themes that were by their members. */
async function findThemes(
  { texts }: Spoken,
  options: ThemeOptions,
  lineage: Lineage,
  isOtherEncoder: boolean,
): Promise<FoundThemes> {
  const vectors = options.encoded?.vectorsOf(texts);
  try {
    return await options.themeFinder.find(texts, {
      ...finderOptions(options, isOtherEncoder ? null : lineage),
      ...(vectors === undefined ? {} : { vectors }),
    });
  } finally {
    vectors?.close();
  }
}

/** What the last run changed, null when there was none. */
export async function lastThemeChanges({ records }: Workspace): Promise<ThemeChanges | null> {
  const saved = await records.setting(CHANGES);
  return saved === null ? null : (JSON.parse(saved) as ThemeChanges);
}

/** The assignment that stands once people's decisions are laid over what a run found. */
export function decideAssignment(
  found: Pick<ThemeAssignment, "mentionId" | "score" | "foundThemeId"> & {
    readonly unclear: ThemeAssignment["unclear"];
  },
  decisions: ThemeDecisions,
): ThemeAssignment {
  const { mentionId, score, foundThemeId } = found;
  const themeId = decisions.themeOf(mentionId, foundThemeId);
  if (themeId !== null) return { mentionId, score, foundThemeId, themeId, unclear: null };
  const unclear = decisions.isPlaced(mentionId) ? "set-aside" : (found.unclear ?? "far-from-all");
  return { mentionId, score, foundThemeId, themeId, unclear };
}

async function gatherMentions({ facts }: Workspace): Promise<Spoken> {
  const list = new MentionTextList();
  const ids: MentionId[] = [];
  const before: (ThemeAssignment | null)[] = [];
  for await (const page of facts.itemFacts()) {
    for (const { item, mentions } of page) {
      list.add(
        item.text,
        mentions.map(({ mention }) => mention),
      );
      for (const { mention, assignment } of mentions) {
        ids.push(mention.id);
        before.push(assignment);
      }
    }
  }
  return { texts: list.texts(), ids, before };
}

interface Continuation {
  readonly lineage: Lineage;
  readonly outliving: readonly Theme[];
  readonly decisions: ThemeDecisions;
}

function decideAssignments(
  spoken: Spoken,
  found: FoundThemes,
  ids: ThemeIds,
  { lineage, outliving, decisions }: Continuation,
): ThemeAssignment[] {
  const staying = new Set([...outliving.map(({ id }) => id), ...wholesOfParts(decisions).keys()]);
  for (const id of ids.leaves) staying.delete(id);
  const foundIds = spoken.before.map((assignment, index) => {
    const leaf = found.assignment[index]!;
    const previous = assignment?.foundThemeId ?? null;
    if (previous !== null && staying.has(previous)) return previous;
    return leaf < 0 ? null : ids.leaves[leaf]!;
  });
  giveToParts(spoken.texts, foundIds, lineage, decisions);
  return spoken.ids.map((mentionId, index) =>
    decideAssignment(
      {
        mentionId,
        score: round(found.scores[index]!),
        foundThemeId: foundIds[index]!,
        unclear: foundIds[index] === null ? (found.unclear.get(index) ?? "far-from-all") : null,
      },
      decisions,
    ),
  );
}

/** Mentions found in a theme that a person took apart go to the part they are nearest to, in place. */
function giveToParts(
  texts: MentionTexts,
  foundIds: (ThemeId | null)[],
  lineage: Lineage,
  decisions: ThemeDecisions,
): void {
  const families = new Map<ThemeId, number[]>();
  for (const [index, id] of foundIds.entries()) {
    if (id === null || decisions.partsOf(id).length === 0) continue;
    const family = families.get(id);
    if (family === undefined) families.set(id, [index]);
    else family.push(index);
  }
  // Older themes first: a part that was taken apart itself comes after the whole.
  for (const whole of [...families.keys()].sort(byNumber)) {
    const members = families.get(whole)!;
    const parts = new Set([whole, ...decisions.partsOf(whole)]);
    const nearest = nearestParts(
      whole,
      members.map((index) => {
        const before = lineage.themes[index]!;
        return {
          text: mentionText(texts, index),
          part: before !== null && parts.has(before) ? before : null,
        };
      }),
    );
    for (const [at, index] of members.entries()) foundIds[index] = nearest[at]!;
  }
}

function describeThemes(
  found: FoundThemes,
  ids: ThemeIds,
  mentionIds: readonly MentionId[],
): Theme[] {
  const describe = (
    theme: FoundThemes["groups"][number],
    id: ThemeId,
    parentId: ThemeId | null,
  ): Theme => ({
    id,
    parentId,
    name: theme.name,
    ...(theme.namedBy === undefined ? {} : { namedBy: theme.namedBy }),
    keyphrases: theme.keyphrases,
    representatives: theme.representatives.map((index) => mentionIds[index]!),
  });
  return [
    ...found.groups.map((group, index) => describe(group, ids.groups[index]!, null)),
    ...found.themes.map((theme, index) =>
      describe(theme, ids.leaves[index]!, ids.groups[theme.group]!),
    ),
  ];
}

function finderOptions(
  { themeCount, seed, signal, onProgress }: ThemeOptions,
  lineage: Lineage | null,
) {
  return {
    seed: seed ?? 1,
    ...(themeCount === undefined ? {} : { themeCount }),
    ...(lineage === null || lineage.leaves.length === 0 ? {} : { previous: lineage.previous }),
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done: number, total: number) => onProgress?.("themes", done, total),
  };
}

function byNumber(a: ThemeId, b: ThemeId): number {
  return themeNumber(a) - themeNumber(b);
}

/** Four decimals: the same on every engine that stores it. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
