// Answers a question over the workspace: with a model when one is asked for, and plainly when none is, fails, or keeps to no rule.
import {
  type AnswerSentence,
  type CountQuery,
  type DraftPart,
  HeedError,
  type MentionId,
  type SentenceFault,
  Unavailable,
  writeCount,
} from "@heed/core";
import type { AnswerSentenceView, AnswerView } from "@heed/core/api";
import { answerModel, writeAnswer } from "@heed/text";
import { labelCount, runCount } from "../counts/run-count.ts";
import { describeMentions } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { openModels } from "../models/open-models.ts";
import { supportOf } from "../specs/support-check.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { countableBy, type Found, retrieve } from "./retrieve.ts";

export interface AnswerAsk {
  readonly question: string;
  /** Default: the language of the question. */
  readonly language?: "en" | "zh" | undefined;
  /** True: put into sentences by the model chosen for `generate`. Default false. */
  readonly model?: boolean | undefined;
  readonly signal?: AbortSignal;
  /** Told of each sentence as soon as it is checked and filled in. */
  readonly onSentence?: (sentence: AnswerSentenceView) => void;
}

/** @throws `no-model` when a model is asked for and none was chosen. */
export async function answerQuestion(context: DeskContext, ask: AnswerAsk): Promise<AnswerView> {
  const found = await retrieve(context, ask.question);
  const language = ask.language ?? found.asked.language;
  const teller = new Teller(context, ask.onSentence);
  const written =
    ask.model === true && found.retrieval.mentions.length > 0
      ? await askModel(context, found, { ...ask, language }, teller)
      : null;
  const isSaid = written?.isNotSaid !== true && found.groups.length > 0;
  if (teller.sentences.length === 0 && isSaid)
    for (const sentence of answerPlainly(found, language)) await teller.tell(sentence);
  return {
    question: ask.question,
    language,
    outcome: isSaid ? "answered" : "not-said",
    model: written !== null && written.told > 0 ? written.model : null,
    sentences: teller.sentences,
    groups: await groupViews(context, found),
    cited: await describeMentions(context, [...teller.cited]),
    dropped: written?.dropped ?? {},
    modelFailure: written?.failure ?? null,
    withheld: found.withheld,
    gap: found.gap === null ? null : { ...found.gap },
  };
}

interface Written {
  readonly model: { readonly name: string; readonly version: string };
  readonly dropped: Partial<Record<SentenceFault, number>>;
  readonly told: number;
  readonly isNotSaid: boolean;
  /** Why the model did not come to an end of its own. */
  readonly failure: string | null;
}

async function askModel(
  context: DeskContext,
  { retrieval }: Found,
  { language, signal }: AnswerAsk & { readonly language: "en" | "zh" },
  teller: Teller,
): Promise<Written> {
  const isCountable = await countableBy(context);
  const models = await openModels({ workspace: context.workspace });
  try {
    const model = models.languageModel("generate");
    const dropped: Partial<Record<SentenceFault, number>> = {};
    let [told, isNotSaid] = [0, false];
    const options = { language, isCountable, ...(signal === undefined ? {} : { signal }) };
    let failure: string | null = null;
    const judged = untilFailure(writeAnswer(model, retrieval, options), (code) => {
      failure = code;
    });
    for await (const sentence of judged) {
      if (sentence.ok === "not-said") isNotSaid = told === 0;
      else if (sentence.ok) {
        const { parts, cited, own } = sentence;
        const quotes = cited.map(({ text }) => text);
        const support = quotes.length === 0 ? null : await supportOf(context, own, quotes);
        await teller.tell({ parts: await filled(context, parts), support });
        told += 1;
      } else dropped[sentence.fault] = (dropped[sentence.fault] ?? 0) + 1;
    }
    return {
      model: answerModel(model),
      dropped,
      told,
      isNotSaid: isNotSaid && told === 0,
      failure,
    };
  } finally {
    await models.close();
  }
}

/** What came before a model broke off is kept; what it cannot do at all (no model, no budget) is the caller's matter. */
async function* untilFailure<Value>(
  stream: AsyncIterable<Value>,
  onFailure: (code: string) => void,
): AsyncGenerator<Value> {
  try {
    yield* stream;
  } catch (error) {
    if (!(HeedError.is(error) && error instanceof Unavailable)) throw error;
    onFailure(error.code);
  }
}

/** The one place where a figure gets its value. */
function filled(
  context: DeskContext,
  parts: readonly DraftPart[],
): Promise<AnswerSentence["parts"]> {
  return Promise.all(
    parts.map(async (part) =>
      part.type === "figure" ? { ...part, value: await runCount(context, part.query) } : part,
    ),
  );
}

/** Gathers sentences as they are told, with what they cite. */
class Teller {
  readonly sentences: AnswerSentenceView[] = [];
  readonly cited = new Set<MentionId>();
  readonly #context: DeskContext;
  readonly #onSentence: AnswerAsk["onSentence"];

  constructor(context: DeskContext, onSentence: AnswerAsk["onSentence"]) {
    this.#context = context;
    this.#onSentence = onSentence;
  }

  async tell(sentence: AnswerSentence): Promise<void> {
    for (const part of sentence.parts)
      if (part.type === "quote" || part.type === "citation") this.cited.add(part.mentionId);
    const view = await sentenceView(this.#context, sentence);
    this.sentences.push(view);
    this.#onSentence?.(view);
  }
}

async function sentenceView(
  context: DeskContext,
  { parts, support }: AnswerSentence,
): Promise<AnswerSentenceView> {
  return {
    support,
    parts: await Promise.all(
      parts.map(async (part) =>
        part.type === "figure"
          ? { type: part.type, ...(await figureView(context, part)) }
          : { ...part },
      ),
    ),
  };
}

async function figureView(
  context: DeskContext,
  { query, value }: { readonly query: CountQuery; readonly value: number },
) {
  const label = await labelCount(context, query);
  return { query: writeCount(query), measure: query.measure, value, label };
}

async function groupViews(context: DeskContext, { groups }: Found): Promise<AnswerView["groups"]> {
  return Promise.all(
    groups.map(async ({ theme, figures, mentionIds }) => ({
      theme: theme === null ? null : { id: theme.id, name: { ...theme.name } },
      figures: await Promise.all(figures.map((figure) => figureView(context, figure))),
      rows: await describeMentions(context, mentionIds),
    })),
  );
}
