// Writes an analysis as files that other programs read: one record a line, in a fixed order, the same bytes every time.
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Mention, type Need, quote, type RejectedRow } from "@heed/core";
import type { AnalysedItem, Analysis } from "../analysis/analyse.ts";
import { renderReport } from "../report/render-report.ts";
import type { ReportModel } from "../report/report-model.ts";
import type { ReportLanguage } from "../report/words.ts";
import type { RunRecord } from "./run-record.ts";

export interface OutputOptions {
  readonly folder: string;
  readonly report: ReportModel;
  readonly language: ReportLanguage;
}

/** Writes `items.jsonl`, `mentions.jsonl`, `themes.json`, `needs.json`, `rejected.jsonl`, `report.html` and `run.json`. */
export async function writeOutputs(
  analysis: Analysis,
  rejected: readonly RejectedRow[],
  run: RunRecord,
  { folder, report, language }: OutputOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeLines(join(folder, "items.jsonl"), analysis.items.map(itemRecord));
  await writeLines(join(folder, "mentions.jsonl"), analysis.items.flatMap(mentionRecords));
  await writeLines(join(folder, "rejected.jsonl"), rejected);
  await writeJson(join(folder, "themes.json"), themeRecords(analysis));
  await writeJson(join(folder, "needs.json"), needRecords(analysis));
  await writeFile(join(folder, "report.html"), renderReport(report, { language }));
  await writeJson(join(folder, "run.json"), run);
}

function itemRecord({ item, mentions, reading }: AnalysedItem) {
  return {
    id: item.id,
    sourceId: item.sourceId,
    row: item.row,
    text: item.text,
    language: item.language,
    sentiment: reading?.sentiment ?? null,
    sentimentScore: reading === null ? null : round(reading.sentimentScore),
    kind: reading?.kind ?? null,
    themeId:
      reading === null ? null : (mentions[reading.decidingMention]!.assignment?.themeId ?? null),
    duplicateOf: item.duplicateOf,
    redactions: item.redactions.map(({ kind, start, end }) => ({ kind, start, end })),
  };
}

function mentionRecords({ mentions }: AnalysedItem) {
  return mentions.map(({ mention, reading, assignment }) => ({
    id: mention.id,
    itemId: mention.itemId,
    start: mention.start,
    end: mention.end,
    sentiment: reading!.sentiment,
    sentimentScore: round(reading!.sentimentScore),
    kind: reading!.kind,
    themeId: assignment?.themeId ?? null,
    unclear: assignment?.unclear ?? null,
  }));
}

function themeRecords(analysis: Analysis) {
  const quoteOf = quoter(analysis);
  const parentOf = new Map(analysis.themes.map((theme) => [theme.id, theme.parentId]));
  const counts = new Map<string, number>();
  for (const { mentions } of analysis.items) {
    for (const { assignment } of mentions) {
      const leaf = assignment?.themeId;
      if (leaf === undefined || leaf === null) continue;
      for (const id of [leaf, parentOf.get(leaf)]) {
        if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }
  return analysis.themes.map(({ representatives, ...theme }) => ({
    ...theme,
    mentions: counts.get(theme.id) ?? 0,
    representatives: representatives.map(quoteOf),
  }));
}

function needRecords(analysis: Analysis) {
  const quoteOf = quoter(analysis);
  return analysis.needs.map((need) => ({
    ...(roundDeep(need) as Need),
    quotes: need.quotes.map(quoteOf),
  }));
}

/** The words behind a mention id, with the item they stand in. */
export function quoter(
  analysis: Analysis,
): (mentionId: Mention["id"]) => { mentionId: string; itemId: string; quote: string } {
  const mentions = new Map(
    analysis.items.flatMap(({ item, mentions }) =>
      mentions.map(({ mention }) => [mention.id, { item, mention }] as const),
    ),
  );
  return (mentionId) => {
    const { item, mention } = mentions.get(mentionId)!;
    return { mentionId, itemId: item.id, quote: quote(item.text, mention) };
  };
}

async function writeLines(path: string, records: readonly object[]): Promise<void> {
  await pipeline(function* () {
    for (const record of records) yield `${JSON.stringify(record)}\n`;
  }, createWriteStream(path));
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Every number in a record, rounded: figures are estimates, and short numbers are read. */
function roundDeep(value: unknown): unknown {
  if (typeof value === "number") return round(value);
  if (Array.isArray(value)) return value.map(roundDeep);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, roundDeep(part)]));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
