// Themes as a person looks at them: with how much stands in each, and with their quotes.
import {
  groupIds,
  type LoggedThemeEdit,
  type MentionHit,
  NotFound,
  quote,
  type Theme,
  type ThemeCount,
  type ThemeId,
  themeNumber,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import { readStatements, type SpokenStatements } from "./keep-statements.ts";

export interface ListedTheme extends Theme {
  /** Null in both languages of a group, which holds several matters. */
  readonly statement: SpokenStatements;
  readonly isGroup: boolean;
  /** Of a group: those of its leaves together, items in two leaves counting twice. */
  readonly mentions: number;
  readonly items: number;
}

export interface ThemeList {
  /** Groups by falling size, each followed by its leaves by falling size; leaves at the top stand among the groups. */
  readonly themes: readonly ListedTheme[];
  /** Mentions that stand in no theme. */
  readonly unclear: number;
}

/** All themes with their sizes, hidden ones included. */
export async function listThemes({ records, facts }: Workspace): Promise<ThemeList> {
  const themes = await records.themes();
  const counts = await facts.themeCounts();
  const statementsOf = await readStatements(records, facts);
  const sizes = new Map(counts.map((count) => [count.themeId, count]));
  const groups = groupIds(themes);
  const listed = themes.map((theme): ListedTheme => {
    const isGroup = groups.has(theme.id);
    const parts = isGroup ? themes.filter(({ parentId }) => parentId === theme.id) : [theme];
    return {
      ...theme,
      statement: statementsOf(theme.id).theme,
      isGroup,
      mentions: sum(parts, sizes, "mentions"),
      items: sum(parts, sizes, "items"),
    };
  });
  const top = listed.filter(({ parentId }) => parentId === null).sort(bySize);
  return {
    themes: top.flatMap((theme) => [
      theme,
      ...listed.filter(({ parentId }) => parentId === theme.id).sort(bySize),
    ]),
    unclear: sizes.get(null)?.mentions ?? 0,
  };
}

export interface ShownTheme {
  readonly theme: ListedTheme;
  readonly parent: ListedTheme | null;
  /** Leaves under it. */
  readonly leaves: readonly ListedTheme[];
  readonly quotes: readonly (MentionHit & { readonly quote: string })[];
  /** Decisions that name it. */
  readonly edits: readonly LoggedThemeEdit[];
}

/** One theme with some of its mentions, the latest to arrive first. */
export async function showTheme(
  workspace: Workspace,
  id: ThemeId,
  quoteCount = 10,
): Promise<ShownTheme> {
  const { themes } = await listThemes(workspace);
  const theme = themes.find((one) => one.id === id);
  if (theme === undefined) {
    throw new NotFound("theme-not-found", `There is no theme ${id}.`, {
      hint: "List the themes with: heed themes list --all",
    });
  }
  const leaves = themes.filter(({ parentId }) => parentId === id);
  const { hits } = await workspace.facts.search.find({
    words: null,
    meaning: null,
    filter: { themeIds: theme.isGroup ? leaves.map((leaf) => leaf.id) : [id] },
    after: null,
    limit: quoteCount,
  });
  const edits = (await workspace.records.themeEdits()).filter(({ edit }) => names(edit, id));
  return {
    theme,
    parent: themes.find((one) => one.id === theme.parentId) ?? null,
    leaves,
    quotes: hits.map((hit) => ({ ...hit, quote: quote(hit.item.text, hit.mention) })),
    edits,
  };
}

function names(edit: LoggedThemeEdit["edit"], id: ThemeId): boolean {
  return JSON.stringify(edit).includes(`"${id}"`);
}

function sum(
  themes: readonly Theme[],
  sizes: ReadonlyMap<ThemeId | null, ThemeCount>,
  field: "mentions" | "items",
): number {
  return themes.reduce((total, { id }) => total + (sizes.get(id)?.[field] ?? 0), 0);
}

function bySize(a: ListedTheme, b: ListedTheme): number {
  return b.mentions - a.mentions || themeNumber(a.id) - themeNumber(b.id);
}
