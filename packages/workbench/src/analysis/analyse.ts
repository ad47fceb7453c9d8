// Reads everything in a workspace: items to mentions, readings, themes and ranked needs, each written down as a fact.
import {
  type FeedbackItem,
  type Mention,
  type MentionReader,
  type MentionSplitter,
  type ModelName,
  mentionAt,
  type Need,
  PERSON_MODEL,
  quote,
  type ReadableText,
  type Theme,
} from "@heed/core";
import type { EncodedMentions, Encoding } from "../encoder/encode-mentions.ts";
import type { AnalysisSummary } from "../needs/summary.ts";
import { type IndexOptions, indexMentions } from "../search/index-mentions.ts";
import { assignThemes, type ThemeOptions } from "../themes/assign-themes.ts";
import { carryOutSince } from "../themes/edit-themes.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { type ConcludeOptions, conclude } from "./conclude.ts";

export interface AnalysisOptions
  extends Omit<ThemeOptions, "encoded">,
    Pick<ConcludeOptions, "timeZone">,
    Omit<IndexOptions, "encoded"> {
  readonly splitter: MentionSplitter;
  readonly reader: MentionReader;
  /** Makes the vectors of themes and search by the encoder that the user chose; null or absent: the built-in embedder does. */
  readonly encoding?: Encoding | null;
  /** Called when all mentions are read and before themes are sought: the moment to let go of readers. */
  readonly onRead?: () => Promise<void>;
  /** Sees all that the reader will be asked, before it is asked anything; what it throws stops the analysis. */
  readonly beforeReading?: (unread: AsyncIterable<readonly ReadableText[]>) => Promise<void>;
}

export interface Analysis {
  readonly themes: readonly Theme[];
  readonly needs: readonly Need[];
  readonly summary: AnalysisSummary;
  readonly models: Readonly<Record<"reader" | "themes", ModelName>> & {
    /** Whose vectors themes and search go by; absent where search goes by words alone. */
    readonly embedder?: ModelName;
  };
}

const READ_BATCH = 10_000;

/** Analyses a workspace; what was read before by the same model is not read again. */
export async function analyse(workspace: Workspace, options: AnalysisOptions): Promise<Analysis> {
  await workspace.turn?.();
  await splitItems(workspace, options);
  await options.encoding?.estimate(workspace);
  await options.beforeReading?.(unreadTexts(workspace, options.reader));
  await readMentions(workspace, options);
  await options.onRead?.();
  // All vectors are here before anything is changed: an encoder that does not answer leaves themes and search as they are.
  const encoded = (await options.encoding?.encode(workspace, options)) ?? null;
  const lastEdit = (await workspace.records.themeEdits()).at(-1)?.number ?? 0;
  await findAndIndex(workspace, options, encoded).finally(() => encoded?.close());
  const themes = await carryOutSince(workspace, lastEdit);
  options.onProgress?.("rank", 0, themes.length);
  const embedder = encoded?.encoder.model ?? options.embedder?.model;
  const models = {
    ...{ reader: options.reader.model, themes: options.themeFinder.model },
    ...(embedder === undefined ? {} : { embedder }),
  };
  const pages = () => workspace.facts.itemFacts();
  const { needs, summary } = await conclude(workspace, pages, themes, { ...options, models });
  options.onProgress?.("rank", themes.length, themes.length);
  return { themes, needs, summary, models };
}

/** Search asks nothing of themes, so both go on side by side; should one fail, the other is waited for first. */
async function findAndIndex(
  workspace: Workspace,
  options: AnalysisOptions,
  encoded: EncodedMentions | null,
): Promise<void> {
  const [found, indexed] = await Promise.allSettled([
    assignThemes(workspace, { ...options, encoded }),
    indexMentions(workspace, { ...options, encoded }),
  ]);
  if (found.status === "rejected") throw found.reason;
  if (indexed.status === "rejected") throw indexed.reason;
}

async function splitItems(workspace: Workspace, options: AnalysisOptions): Promise<void> {
  const total = await workspace.facts.countItems();
  let done = 0;
  options.onProgress?.("split", 0, total);
  for await (const page of workspace.facts.itemFacts()) {
    options.signal?.throwIfAborted();
    const unsplit = page.filter(({ mentions }) => mentions.length === 0);
    const spans = await options.splitter.split(
      unsplit.map(({ item: { text, language } }) => ({ text, language })),
    );
    await workspace.facts.appendMentions(
      unsplit.flatMap(({ item }, index) => spans[index]!.map((span) => mentionAt(item, span))),
    );
    done += page.length;
    options.onProgress?.("split", done, total);
  }
}

interface UnreadMention {
  readonly mention: Mention;
  readonly text: ReadableText;
}

async function readMentions(workspace: Workspace, options: AnalysisOptions): Promise<void> {
  const { reader } = options;
  const total = await workspace.facts.countItems();
  let done = 0;
  options.onProgress?.("understand", 0, total);
  for await (const { unread, items } of unreadPages(workspace, reader)) {
    for (let at = 0; at < unread.length; at += READ_BATCH) {
      options.signal?.throwIfAborted();
      const batch = unread.slice(at, at + READ_BATCH);
      const answers = await reader.read(batch.map(({ text }) => text));
      const readings = answers.map((answer, index) => ({
        ...answer,
        mentionId: batch[index]!.mention.id,
        model: answer.model ?? reader.model,
      }));
      // What a person corrected while the model read stands.
      const corrected = await correctedMentions(workspace);
      await workspace.facts.appendReadings(
        readings.filter(({ mentionId }) => !corrected.has(mentionId)),
      );
    }
    done += items;
    options.onProgress?.("understand", done, total);
  }
}

async function correctedMentions({ records }: Workspace): Promise<ReadonlySet<string>> {
  if ((await records.kept.count("label")) === 0) return new Set();
  return new Set((await records.kept.list("label")).map(({ id }) => id));
}

/** Mentions that neither this reader nor a person has read, in pages of items. */
async function* unreadPages(
  { facts }: Workspace,
  { model }: MentionReader,
): AsyncGenerator<{ unread: UnreadMention[]; items: number }> {
  for await (const page of facts.itemFacts()) {
    const unread = page.flatMap(({ item, mentions }) =>
      mentions
        .filter(
          ({ reading }) => !isBy(reading?.model, model) && !isBy(reading?.model, PERSON_MODEL),
        )
        .map(({ mention }) => ({ mention, text: readableText(item, mention) })),
    );
    yield { unread, items: page.length };
  }
}

async function* unreadTexts(
  workspace: Workspace,
  reader: MentionReader,
): AsyncGenerator<ReadableText[]> {
  for await (const { unread } of unreadPages(workspace, reader))
    yield unread.map(({ text }) => text);
}

/** A mention as readers are shown it. */
export function readableText(item: FeedbackItem, mention: Mention): ReadableText {
  return { text: quote(item.text, mention), language: item.language, rating: item.rating };
}

function isBy(model: ModelName | undefined, wanted: ModelName): boolean {
  return model?.name === wanted.name && model.version === wanted.version;
}
