// What can be exported, as tables: needs, themes, mentions and items, in the order in which the workspace keeps them.
import { type FeedbackItem, quote, readItem, type Theme, type ThemeId } from "@heed/core";
import { gatherQuotes } from "../needs/gather-quotes.ts";
import { readStatements } from "../themes/keep-statements.ts";
import { listThemes } from "../themes/list-themes.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { Cell, ExportTable } from "./cells.ts";

export const EXPORTS = ["needs", "themes", "mentions", "items"] as const;
export type ExportName = (typeof EXPORTS)[number];

/** Makes a table of a workspace; rows are read from the stores as they are taken. */
export const EXPORT_TABLES: Readonly<
  Record<ExportName, (workspace: Workspace) => Promise<ExportTable>>
> = { needs: needTable, themes: themeTable, mentions: mentionTable, items: itemTable };

async function needTable({ records, facts }: Workspace): Promise<ExportTable> {
  const needs = await records.needs();
  const statementsOf = await readStatements(records, facts);
  const words = await gatherQuotes(
    facts,
    needs.flatMap(({ quotes }) => quotes),
  );
  return {
    columns: [
      "rank",
      "best rank",
      "worst rank",
      "id",
      "theme id",
      "need (en)",
      "need (zh)",
      "statement (en)",
      "statement (zh)",
      "score",
      "score low",
      "score high",
      "people",
      "people without an author",
      "mentions",
      "share",
      "share low",
      "share high",
      "severity",
      "severity low",
      "severity high",
      "reach",
      "growth",
      "trend",
      "trend ratio",
      "account value",
      "quotes",
    ],
    rows: needs.map((need): Cell[] => [
      need.rank,
      need.rankRange.best,
      need.rankRange.worst,
      need.id,
      need.themeId,
      need.name.en,
      need.name.zh,
      statementsOf(need.themeId).need.en?.text ?? null,
      statementsOf(need.themeId).need.zh?.text ?? null,
      ...estimate(need.score),
      need.people,
      need.anonymous,
      need.mentions,
      ...estimate(need.share),
      ...estimate(need.severity),
      round(need.parts.reach),
      round(need.parts.growth),
      need.trend.ok ? need.trend.direction : `cannot tell: ${need.trend.reason}`,
      need.trend.ok && need.trend.ratio.value !== null ? round(need.trend.ratio.value) : null,
      need.value.ok ? need.value.total : null,
      need.quotes.flatMap((id) => words.get(id)?.text ?? []).join("\n"),
    ]),
  };
}

async function themeTable(workspace: Workspace): Promise<ExportTable> {
  const { themes } = await listThemes(workspace);
  const statementsOf = await readStatements(workspace.records, workspace.facts);
  const words = await gatherQuotes(
    workspace.facts,
    themes.flatMap(({ representatives }) => representatives),
  );
  return {
    columns: [
      "id",
      "parent id",
      "level",
      "theme (en)",
      "theme (zh)",
      "statement (en)",
      "statement (zh)",
      "mentions",
      "items",
      "hidden",
      "keyphrases (en)",
      "keyphrases (zh)",
      "quotes",
    ],
    rows: themes.map((theme): Cell[] => [
      theme.id,
      theme.parentId,
      theme.isGroup ? "group" : "leaf",
      theme.name.en,
      theme.name.zh,
      statementsOf(theme.id).theme.en?.text ?? null,
      statementsOf(theme.id).theme.zh?.text ?? null,
      theme.mentions,
      theme.items,
      theme.hidden === true,
      theme.keyphrases.en.join(", "),
      theme.keyphrases.zh.join("、"),
      theme.representatives.flatMap((id) => words.get(id)?.text ?? []).join("\n"),
    ]),
  };
}

const ITEM_COLUMNS = [
  "date",
  "rating",
  "language",
  "source",
  "channel",
  "version",
  "rival",
  "duplicate of",
  "spam",
];

async function mentionTable({ facts, records }: Workspace): Promise<ExportTable> {
  const themes = themesById(await records.themes());
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const page of facts.itemFacts()) {
      for (const { item, mentions } of page) {
        for (const { mention, reading, assignment } of mentions) {
          yield [
            mention.id,
            item.id,
            mention.start,
            mention.end,
            quote(item.text, mention),
            reading?.kind ?? null,
            reading?.sentiment ?? null,
            reading === null ? null : round(reading.sentimentScore),
            ...themeCells(assignment?.themeId ?? null, themes),
            assignment?.unclear ?? null,
            ...itemCells(item),
          ];
        }
      }
    }
  }
  return {
    columns: [
      "id",
      "item id",
      "start",
      "end",
      "text",
      "kind",
      "sentiment",
      "sentiment score",
      "theme id",
      "theme (en)",
      "theme (zh)",
      "unclear",
      ...ITEM_COLUMNS,
    ],
    rows: rows(),
  };
}

async function itemTable({ facts, records }: Workspace): Promise<ExportTable> {
  const themes = themesById(await records.themes());
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const page of facts.itemFacts()) {
      for (const { item, mentions } of page) {
        const readings = mentions.flatMap(({ reading }) => reading ?? []);
        const reading = readItem(readings, item.rating);
        const deciding = reading === null ? undefined : mentions[reading.decidingMention];
        yield [
          item.id,
          item.revision,
          item.text,
          reading?.kind ?? null,
          reading?.sentiment ?? null,
          ...themeCells(deciding?.assignment?.themeId ?? null, themes),
          ...itemCells(item),
        ];
      }
    }
  }
  return {
    columns: [
      "id",
      "revision",
      "text",
      "kind",
      "sentiment",
      "theme id",
      "theme (en)",
      "theme (zh)",
      ...ITEM_COLUMNS,
    ],
    rows: rows(),
  };
}

function itemCells(item: FeedbackItem): Cell[] {
  return [
    item.writtenAt,
    item.rating,
    item.language,
    item.source,
    item.channel,
    item.appVersion,
    item.rival,
    item.duplicateOf,
    item.spam,
  ];
}

function themeCells(id: ThemeId | null, themes: ReadonlyMap<ThemeId, Theme>): Cell[] {
  const theme = id === null ? undefined : themes.get(id);
  return [id, theme?.name.en ?? null, theme?.name.zh ?? null];
}

function themesById(themes: readonly Theme[]): ReadonlyMap<ThemeId, Theme> {
  return new Map(themes.map((theme) => [theme.id, theme]));
}

function estimate({ value, low, high }: { value: number; low: number; high: number }): Cell[] {
  return [round(value), round(low), round(high)];
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
