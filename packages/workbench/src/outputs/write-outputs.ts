// Writes an analysis as files that other programs read: one record a line, in a fixed order, the same bytes every time.
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type FactStore,
  type ItemFacts,
  type MentionId,
  type Need,
  type RejectedRow,
  readItem,
} from "@heed/core";
import type { Analysis } from "../analysis/analyse.ts";
import { type GatheredQuote, gatherQuotes } from "../needs/gather-quotes.ts";
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
  facts: Pick<FactStore, "items" | "itemFacts">,
  { themes, needs, summary }: Pick<Analysis, "themes" | "needs" | "summary">,
  rejected: readonly RejectedRow[],
  run: RunRecord,
  { folder, report, language }: OutputOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFacts(folder, facts);
  await writeFile(join(folder, "rejected.jsonl"), rejected.map(asLine).join(""));
  const quotes = await gatherQuotes(facts, [
    ...themes.flatMap((theme) => theme.representatives),
    ...needs.flatMap((need) => need.quotes),
  ]);
  const quoteOf = (id: MentionId) => quoteRecord(quotes.get(id)!);
  await writeJson(
    join(folder, "themes.json"),
    themes.map(({ representatives, ...theme }) => ({
      ...theme,
      statement: report.statementsOf(theme.id).theme,
      mentions: summary.themeSizes[theme.id] ?? 0,
      representatives: representatives.map(quoteOf),
    })),
  );
  await writeJson(
    join(folder, "needs.json"),
    needs.map((need) => ({
      ...(roundDeep(need) as Need),
      statement: report.statementsOf(need.themeId).need,
      quotes: need.quotes.map(quoteOf),
    })),
  );
  await writeFile(join(folder, "report.html"), renderReport(report, { language }));
  await writeJson(join(folder, "run.json"), run);
}

function quoteRecord({ mentionId, itemId, text }: GatheredQuote) {
  return { mentionId, itemId, quote: text };
}

function itemRecord({ item, mentions }: ItemFacts) {
  const reading = readItem(
    mentions.map((one) => one.reading!),
    item.rating,
  );
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

function mentionRecords({ mentions }: ItemFacts) {
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

/** Both files in one pass over the facts, which may be millions. */
async function writeFacts(folder: string, facts: Pick<FactStore, "itemFacts">): Promise<void> {
  await using items = await open(join(folder, "items.jsonl"), "w");
  await using mentions = await open(join(folder, "mentions.jsonl"), "w");
  for await (const page of facts.itemFacts())
    await Promise.all([
      items.appendFile(page.map((one) => asLine(itemRecord(one))).join("")),
      mentions.appendFile(page.flatMap(mentionRecords).map(asLine).join("")),
    ]);
}

function asLine(record: object): string {
  return `${JSON.stringify(record)}\n`;
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
