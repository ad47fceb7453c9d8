// Readings by a large model in place of the built-in reader: what it will cost is said before, and how far both agree after.
import {
  costOf,
  KINDS,
  type MentionReader,
  NO_USAGE,
  priceOf,
  type ReadableText,
  SENTIMENTS,
  type TextReading,
} from "@heed/core";
import { type CohensKappa, cohensKappa, type Outcome } from "@heed/stats";
import {
  createLlmReader,
  estimateReading,
  llmReaderName,
  NOTHING_TO_READ,
  type ReadingEstimate,
} from "@heed/text";
import { readableText } from "../analysis/analyse.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { refuseBeyondBudget } from "./budget-left.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";

/** What reading will likely cost; null without a price. */
export interface PricedEstimate extends ReadingEstimate {
  readonly model: string;
  /** In 10^-12 of `currency`. */
  readonly cost: bigint | null;
  readonly currency: string | null;
}

export interface ModelReading {
  readonly reader: MentionReader;
  /** Adds up what unread texts will cost. @throws `budget-too-small` when it would not fit what is left this month. */
  readonly estimate: (unread: AsyncIterable<readonly ReadableText[]>) => Promise<PricedEstimate>;
  /** Mentions read so far, and how many of them by the built-in reader instead. */
  readonly counts: { mentions: number; instead: number };
}

/** The model chosen for `classify` as a reader; `instead` reads what it cannot answer for. */
export function readWithModel(
  models: Models,
  instead: MentionReader,
  signal?: AbortSignal,
): ModelReading {
  const { provider, model } = chosenFor("classify", models.caller)[0]!;
  const counts = { mentions: 0, instead: 0 };
  const reader = createLlmReader({
    model: models.languageModel("classify"),
    instead,
    ...(signal === undefined ? {} : { signal }),
    onRead: (read) => {
      counts.mentions += read.mentions;
      counts.instead += read.instead;
    },
  });
  return {
    reader,
    counts,
    estimate: async (unread) => {
      let sum = NOTHING_TO_READ;
      for await (const texts of unread) sum = estimateReading(sum, texts);
      const price = priceOf(provider, model);
      const { inputTokens, outputTokens } = sum;
      const estimate = {
        ...sum,
        model: `${provider.id}/${model}`,
        cost: price === null ? null : costOf({ ...NO_USAGE, inputTokens, outputTokens }, price),
        currency: price?.currency ?? null,
      };
      await refuseBeyondBudget(models, estimate);
      return estimate;
    },
  };
}

/** Agreement of two readers on the same mentions. */
export interface ReaderAgreement {
  readonly mentions: number;
  readonly sentiment: Outcome<CohensKappa>;
  readonly kind: Outcome<CohensKappa>;
  /** `kinds[i][j]`: mentions that the model put in kind i and the built-in reader in kind j. */
  readonly kinds: readonly (readonly number[])[];
}

/** Has the built-in reader read what a model read in a workspace, and compares; nothing is written down. */
export async function readerAgreement(
  { facts }: Pick<Workspace, "facts">,
  model: Parameters<typeof llmReaderName>[0],
  builtIn: MentionReader,
): Promise<ReaderAgreement> {
  const name = llmReaderName(model);
  const kinds = squareTable(KINDS.length);
  const sentiments = squareTable(SENTIMENTS.length);
  let mentions = 0;
  for await (const page of facts.itemFacts()) {
    const read = page.flatMap(({ item, mentions: spoken }) =>
      spoken.flatMap(({ mention, reading }) =>
        reading?.model.name === name.name && reading.model.version === name.version
          ? [{ text: readableText(item, mention), reading }]
          : [],
      ),
    );
    const others: readonly TextReading[] = await builtIn.read(read.map(({ text }) => text));
    read.forEach(({ reading }, index) => {
      const other = others[index]!;
      kinds[KINDS.indexOf(reading.kind)]![KINDS.indexOf(other.kind)]! += 1;
      sentiments[SENTIMENTS.indexOf(reading.sentiment)]![SENTIMENTS.indexOf(other.sentiment)]! += 1;
    });
    mentions += read.length;
  }
  return {
    mentions,
    sentiment: cohensKappa({ table: sentiments, weights: "linear" }),
    kind: cohensKappa({ table: kinds }),
    kinds,
  };
}

function squareTable(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
