// Takes a theme apart by mentions, by words, or by letting the theme finder look for parts within it.
import {
  Conflict,
  checkLevels,
  type LoggedThemeEdit,
  type MentionHit,
  type MentionId,
  NotFound,
  parseSearchWords,
  quote,
  type ThemeFinder,
  type ThemeId,
  type ThemeName,
  wholeTexts,
} from "@heed/core";
import { createThemeFinder } from "@heed/text";
import type { Workspace } from "../workspace/open-workspace.ts";
import { editThemes, nextThemeId } from "./edit-themes.ts";

export interface SplitRequest {
  readonly themeId: ThemeId;
  /** These mentions; or those that hold these words; or as many parts as the finder is to look for (2 to 20). */
  readonly by:
    | { readonly mentionIds: readonly MentionId[] }
    | { readonly words: string }
    | { readonly into: number };
  /** Name of the part; a language left out is named by the finder. Not with `into`, where each part is named by its words. */
  readonly name?: Partial<ThemeName>;
  /** Finds parts and names them. */
  readonly themeFinder: ThemeFinder;
  readonly at?: Date;
}

interface Part {
  readonly name: ThemeName;
  readonly isUnnamed?: true;
  readonly mentionIds: readonly MentionId[];
}

const ALL = 1_000_000;
const NO_NAME: ThemeName = { en: "", zh: "" };

/** The built-in finder, which takes themes apart and names the parts. */
export function createSplitFinder(): ThemeFinder {
  return createThemeFinder();
}

/** Splits a theme; the largest of `into` parts stays the theme itself. Returns one decision for each part split off. */
export async function splitTheme(
  workspace: Workspace,
  request: SplitRequest,
): Promise<LoggedThemeEdit[]> {
  const { themeId, at } = request;
  const logged: LoggedThemeEdit[] = [];
  for (const part of await findParts(workspace, request)) {
    const newThemeId = await nextThemeId(workspace);
    logged.push(await editThemes(workspace, { type: "split", themeId, newThemeId, ...part }, at));
  }
  return logged;
}

async function findParts(workspace: Workspace, request: SplitRequest): Promise<Part[]> {
  const { by, name } = request;
  if ("into" in by) return partsWithin(await mentionsOf(workspace, request, ""), by.into, request);
  if ("words" in by) {
    const hits = await mentionsOf(workspace, request, by.words);
    if (hits.length === 0) {
      throw new NotFound(
        "no-such-mentions",
        `No mention of ${request.themeId} holds these words.`,
        { hint: "Try other words, or see its quotes with: heed themes show ID" },
      );
    }
    return [await namedPart(hits, request)];
  }
  if (name?.en !== undefined && name.zh !== undefined) {
    return [{ name: { en: name.en, zh: name.zh }, mentionIds: by.mentionIds }];
  }
  const wanted = new Set<string>(by.mentionIds);
  const hits = (await mentionsOf(workspace, request, "")).filter(({ mention }) =>
    wanted.has(mention.id),
  );
  return [{ ...(await namedPart(hits, request)), mentionIds: by.mentionIds }];
}

async function mentionsOf(
  { facts, records }: Workspace,
  { themeId }: SplitRequest,
  typed: string,
): Promise<readonly MentionHit[]> {
  const themes = await records.themes();
  if (!themes.some(({ id }) => id === themeId)) {
    throw new NotFound("theme-not-found", `There is no theme ${themeId}.`, {
      hint: "List the themes with: heed themes list",
    });
  }
  checkLevels(
    { type: "split", themeId, newThemeId: themeId, mentionIds: [], name: NO_NAME },
    themes,
  );
  const words = parseSearchWords(typed);
  const { hits } = await facts.search.find({
    words:
      words.wanted.length === 0
        ? null
        : { ...words, weights: words.wanted.map(() => 1), match: "all" },
    meaning: null,
    filter: { themeIds: [themeId] },
    after: null,
    limit: ALL,
  });
  return hits;
}

async function namedPart(hits: readonly MentionHit[], request: SplitRequest): Promise<Part> {
  const found = await findWithin(hits, 1, request);
  const own = found.themes[0]?.name ?? { en: "Part", zh: "部分" };
  const isNamed = Object.values(request.name ?? {}).length > 0;
  return {
    name: { ...own, ...request.name },
    ...(isNamed ? {} : { isUnnamed: true as const }),
    mentionIds: hits.map(({ mention }) => mention.id),
  };
}

async function partsWithin(
  hits: readonly MentionHit[],
  count: number,
  request: SplitRequest,
): Promise<Part[]> {
  const inOrder = hits.toReversed();
  const { themes, assignment } = await findWithin(inOrder, count, request);
  const members = themes.map((theme, index) => ({
    name: theme.name,
    isUnnamed: true as const,
    mentionIds: inOrder
      .filter((_, at) => assignment[at] === index)
      .map(({ mention }) => mention.id),
  }));
  const parts = members
    .filter(({ mentionIds }) => mentionIds.length > 0)
    .toSorted((a, b) => b.mentionIds.length - a.mentionIds.length);
  if (parts.length > 1) return parts.slice(1);
  throw new Conflict(
    "no-parts-found",
    `${request.themeId} could not be taken apart into ${count}: its ${hits.length} mentions look like one matter.`,
    { hint: "Name the mentions or the words that belong to the part." },
  );
}

function findWithin(hits: readonly MentionHit[], themeCount: number, request: SplitRequest) {
  return request.themeFinder.find(
    wholeTexts(hits.map(({ item, mention }) => quote(item.text, mention))),
    { themeCount, seed: 1 },
  );
}
