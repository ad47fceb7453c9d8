// Themes as people look at them, and their decisions about them.
import {
  Conflict,
  type LoggedThemeEdit,
  NotFound,
  namedByOf,
  type Theme,
  type ThemeEdit,
  type ThemeId,
  type ThemeTally,
  themeNumber,
} from "@heed/core";
import type { ThemeDetail, ThemeEditView, ThemeList, ThemeLog, ThemeView } from "@heed/core/api";
import { concludeAgain } from "../analysis/conclude.ts";
import { editThemes as carryOutEdit, nextThemeId } from "../themes/edit-themes.ts";
import { splitTheme } from "../themes/split-theme.ts";
import { markEdits } from "./analysis-mark.ts";
import { statementsFor, themesOf } from "./browse-feedback.ts";
import { describeMentions } from "./describe-feedback.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";
import { keptCount } from "./kept-counts.ts";

export async function listThemes(
  context: DeskContext,
  { hidden = false }: { hidden?: boolean | undefined },
): Promise<ThemeList> {
  const all = await allThemes(context);
  const rows = all.rows.filter((theme) => hidden || !theme.hidden);
  return { ...all, rows };
}

export async function getTheme(context: DeskContext, id: ThemeId): Promise<ThemeDetail> {
  const { rows } = await allThemes(context);
  const theme = rows.find((known) => known.id === id);
  if (theme === undefined) throw noTheme(id);
  const records = await themesOf(context);
  const leaves = records.filter(({ parentId }) => parentId === id).map((leaf) => leaf.id);
  const filter = { themeIds: [id, ...leaves] };
  const { browser } = context.workspace.facts;
  const [weekly, versions, log] = await Promise.all([
    browser.weekly(filter, null, 1),
    browser.facet("version", filter),
    listThemeEdits(context),
  ]);
  const everyone = await context.changes.remember("heard by week", () =>
    browser.weekly({}, null, 1),
  );
  const heard = new Map(everyone.weeks.map((week, index) => [week, everyone.heard[index]!]));
  const representatives = records.find((known) => known.id === id)?.representatives ?? [];
  return {
    ...theme,
    representatives: await describeMentions(context, representatives),
    weeks: weekly.weeks.map((weekDate, index) => ({
      weekDate,
      people: weekly.heard[index]!,
      allPeople: heard.get(weekDate) ?? 0,
    })),
    versions,
    edits: log.rows.filter(({ edit }) => JSON.stringify(edit).includes(`"${id}"`)),
  };
}

/** A split comes without the new theme's id: the desk gives one. Taking apart becomes as many splits as parts are found. */
export type ThemeDecision =
  | Exclude<ThemeEdit, { type: "split" }>
  | { readonly type: "split-into"; readonly themeId: ThemeId; readonly parts: number }
  | Omit<Extract<ThemeEdit, { type: "split" }>, "newThemeId">;

/** Decisions are carried out one after another, so that two pages cannot both be the next. */
let deciding: Promise<unknown> = Promise.resolve();

/** Carries out a decision; refuses it when `after` is not the last decision, since the page was read before that. */
export function decide(
  context: DeskContext,
  decision: ThemeDecision,
  after: number | undefined,
): Promise<ThemeEditView> {
  const next = deciding.then(async () => {
    const last = (await context.workspace.records.themeEdits()).at(-1)?.number ?? 0;
    if (after !== undefined && after !== last) {
      throw new Conflict(
        "themes-changed",
        `The themes changed since they were read: the last decision is ${last}, expected ${after}.`,
        { hint: "Read the themes again, then decide." },
      );
    }
    const logged = await carryOut(context, decision);
    await concludeAgain(context.workspace);
    await markEdits(context);
    await showChanges(context);
    return describeEdit(logged, []);
  });
  deciding = next.catch(() => undefined);
  return next;
}

/** What was logged last of a decision. */
async function carryOut(context: DeskContext, decision: ThemeDecision): Promise<LoggedThemeEdit> {
  const { workspace, workers } = context;
  const at = context.now();
  if (decision.type === "split-into") {
    const { themeId, parts: into } = decision;
    const { themeFinder } = workers;
    return (await splitTheme(workspace, { themeId, by: { into }, themeFinder, at })).at(-1)!;
  }
  const edit: ThemeEdit =
    decision.type === "split"
      ? { ...decision, newThemeId: await nextThemeId(workspace) }
      : decision;
  return carryOutEdit(workspace, edit, at);
}

export async function listThemeEdits(context: DeskContext): Promise<ThemeLog> {
  const log = await context.workspace.records.themeEdits();
  return {
    rows: log.map((entry) => describeEdit(entry, log)).reverse(),
    lastEdit: log.at(-1)?.number ?? 0,
  };
}

function describeEdit(
  { number, at, edit }: LoggedThemeEdit,
  log: readonly LoggedThemeEdit[],
): ThemeEditView {
  const isUndone = (id: number): boolean => undoerOf(id, log) !== null;
  const undoer = undoerOf(number, log);
  return {
    number,
    at,
    edit: { ...edit },
    undoneBy: undoer !== null && !isUndone(undoer) ? undoer : null,
  };
}

function undoerOf(number: number, log: readonly LoggedThemeEdit[]): number | null {
  const undo = log.findLast(({ edit }) => edit.type === "undo" && edit.edit === number);
  return undo?.number ?? null;
}

function allThemes(context: DeskContext): Promise<ThemeList> {
  return context.changes.remember("themes", async () => {
    const { records, facts } = context.workspace;
    const { browser } = facts;
    const [themes, tallies, needs, log, reasons, totals, statementsOf] = await Promise.all([
      themesOf(context),
      keptCount(context, "themes", () => browser.themes({})),
      records.needs(),
      listThemeEdits(context),
      keptCount(context, "unclear reasons", () => browser.facet("unclear", {})),
      keptCount(context, "unclear", () => browser.totals({ unclear: true })),
      statementsFor(context),
    ]);
    const byTheme = new Map(tallies.map((tally) => [tally.themeId, tally]));
    const needOf = new Map(needs.map((need) => [need.themeId, need.id]));
    const groupPeople = await peopleOfGroups(context, themes);
    const inForce = log.rows.filter(({ undoneBy }) => undoneBy === null);
    const touched = JSON.stringify(inForce.map(({ edit }) => edit));
    const rows = themes.map(
      (theme): ThemeView => ({
        id: theme.id,
        parentId: theme.parentId,
        name: theme.name,
        statement: statementsOf(theme.id).theme,
        namedBy: namedByOf(theme),
        keyphrases: { en: [...theme.keyphrases.en], zh: [...theme.keyphrases.zh] },
        hidden: theme.hidden === true,
        ...tallyOf(theme, themes, byTheme),
        ...(groupPeople.has(theme.id) ? { people: groupPeople.get(theme.id)! } : {}),
        needId: needOf.get(theme.id) ?? null,
        isEdited: touched.includes(`"${theme.id}"`),
      }),
    );
    rows.sort(
      (a, b) =>
        Number(a.parentId !== null) - Number(b.parentId !== null) ||
        b.people - a.people ||
        b.mentions - a.mentions ||
        themeNumber(a.id) - themeNumber(b.id),
    );
    return { rows, unclear: { mentions: totals.unclear, reasons }, lastEdit: log.lastEdit };
  });
}

/** People of a group are counted once, however many of its leaves they speak of. */
async function peopleOfGroups(
  context: DeskContext,
  themes: readonly Theme[],
): Promise<Map<ThemeId, number>> {
  const { browser } = context.workspace.facts;
  const groups = themes
    .filter(({ parentId }) => parentId === null)
    .map(({ id }) => {
      const leaves = themes.filter(({ parentId }) => parentId === id).map((leaf) => leaf.id);
      return [id, ...leaves] as const;
    });
  const count = () =>
    Promise.all(
      groups.map(async (themeIds) => {
        const { people } = await browser.totals({ themeIds });
        return [themeIds[0], people] as const;
      }),
    );
  return new Map(await keptCount(context, "people of groups", count, groups));
}

function tallyOf(
  theme: Theme,
  themes: readonly Theme[],
  byTheme: ReadonlyMap<ThemeId, ThemeTally>,
): Pick<ThemeView, "mentions" | "people" | "kinds" | "sentiments"> {
  const leaves = themes.filter(({ parentId }) => parentId === theme.id).map(({ id }) => id);
  const tallies = [theme.id, ...leaves].flatMap((id) => byTheme.get(id) ?? []);
  const sum = (counts: readonly Readonly<Record<string, number>>[]) => {
    const total: Record<string, number> = {};
    for (const count of counts)
      for (const [name, n] of Object.entries(count)) total[name] = (total[name] ?? 0) + n;
    return total;
  };
  return {
    mentions: tallies.reduce((total, { mentions }) => total + mentions, 0),
    people: tallies.reduce((total, { people }) => total + people, 0),
    kinds: sum(tallies.map(({ kinds }) => kinds)),
    sentiments: sum(tallies.map(({ sentiments }) => sentiments)),
  };
}

function noTheme(id: ThemeId): NotFound {
  return new NotFound("theme-not-found", `There is no theme ${id}.`, {
    hint: "It may have been merged into another; list the themes to see those of today.",
  });
}
