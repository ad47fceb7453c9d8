// The reader at work: what was promoted for kind and for sentiment, joined into one; the one built in until somebody promotes another.
import {
  choiceAtWork,
  type GoldTask,
  goBack,
  InvalidInput,
  type MentionReader,
  NotFound,
  promote,
  type ReaderChoice,
  type ReaderName,
  type ReaderPromotion,
  type RecordStore,
} from "@heed/core";
import {
  createLexiconReader,
  createLlmReader,
  READING_PROMPTS,
  type ReadingPrompt,
} from "@heed/text";
import { findLabModel, openModelByName } from "../lab/public.ts";
import { chosenFor } from "../models/model-door.ts";
import { openModels } from "../models/open-models.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import { asReading, mostLikely, taskOf } from "./open-contestants.ts";

type Kept = Pick<Workspace, "records" | "folder">;

/** All promotions, the first one first. */
export async function listPromoted(records: RecordStore): Promise<ReaderPromotion[]> {
  const kept = await records.kept.list("reader-promotion");
  return kept.map(({ record }) => record as ReaderPromotion).sort((a, b) => a.number - b.number);
}

/**
 * Puts a reader to work from the next analysis on, for the tasks given or for all that it can do.
 *
 * @throws `reader-not-found`, `reader-cannot` when it does not know a task
 */
export async function promoteReader(
  workspace: Kept,
  name: string,
  {
    tasks,
    at,
    grounds,
  }: { tasks?: readonly GoldTask[] | undefined; at: string; grounds?: string | null },
): Promise<ReaderPromotion> {
  const able = await tasksOf(workspace, name);
  const cannot = (tasks ?? []).find((task) => !able.includes(task));
  if (cannot !== undefined)
    throw new InvalidInput(
      "reader-cannot",
      `${name} does not read ${cannot}; it reads ${able.join(", ")}.`,
      {
        hint: `Promote it for ${able.join(", ")} alone.`,
        zh: {
          message: `${name} 不能判断 ${cannot}，只能判断 ${able.join("、")}。`,
          hint: "请只为其能判断的任务启用。",
        },
      },
    );
  const log = await listPromoted(workspace.records);
  const entry = promote(log, name as ReaderName, tasks ?? able, at, grounds ?? null);
  return keep(workspace.records, entry);
}

/** Restores what was at work before the last change. @throws `nothing-to-go-back-to` */
export async function goBackToReader(records: RecordStore, at: string): Promise<ReaderPromotion> {
  const entry = goBack(await listPromoted(records), at);
  if (entry !== null) return keep(records, entry);
  throw new NotFound("nothing-to-go-back-to", "No reader was at work before this one.", {
    hint: "Promote one: heed eval promote NAME",
    zh: { message: "此前没有其他阅读器在用。", hint: "可启用一个：heed eval promote 名称" },
  });
}

async function keep(records: RecordStore, entry: ReaderPromotion): Promise<ReaderPromotion> {
  await records.kept.put("reader-promotion", `promotion_${entry.number}`, entry);
  return entry;
}

async function tasksOf({ records }: Kept, name: string): Promise<readonly GoldTask[]> {
  if (name === "built-in" || name === "rules" || promptOf(name) !== null)
    return ["kind", "sentiment"];
  if (name.startsWith("lab:")) {
    const task = taskOf((await findLabModel({ records }, name.slice(4))).classes);
    if (task !== null) return [task];
  }
  const prompts = READING_PROMPTS.map((version) => `llm:read-mentions.v${version}`).join(", ");
  throw new NotFound("reader-not-found", `There is no reader ${name}.`, {
    hint: `Name built-in, rules, lab:NAME@VERSION, or one of ${prompts}.`,
    zh: {
      message: `没有阅读器 ${name}。`,
      hint: `可用：built-in、rules、lab:名称@版本，或 ${prompts}。`,
    },
  });
}

function promptOf(name: string): ReadingPrompt | null {
  return READING_PROMPTS.find((version) => name === `llm:read-mentions.v${version}`) ?? null;
}

export interface ReaderAtWork {
  readonly reader: MentionReader;
  readonly choice: ReaderChoice;
  readonly close: () => Promise<void>;
}

/** Opens the reader at work in a workspace; `builtIn` reads where nothing else was promoted, and what a model cannot answer for. */
export async function openReaderAtWork(
  workspace: Kept,
  builtIn: MentionReader,
  signal?: AbortSignal,
): Promise<ReaderAtWork> {
  const choice = choiceAtWork(await listPromoted(workspace.records));
  const closing: (() => Promise<void>)[] = [];
  const opened = new Map<ReaderName, MentionReader>();
  const open = async (name: ReaderName) => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const reader = await openReader(workspace, name, builtIn, closing, signal);
    opened.set(name, reader);
    return reader;
  };
  const [kind, sentiment] = [await open(choice.kind), await open(choice.sentiment)];
  return {
    choice,
    reader: kind === sentiment ? kind : joined(kind, sentiment),
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

async function openReader(
  workspace: Kept,
  name: ReaderName,
  builtIn: MentionReader,
  closing: (() => Promise<void>)[],
  signal: AbortSignal | undefined,
): Promise<MentionReader> {
  if (name === "built-in") return builtIn;
  if (name === "rules") return createLexiconReader();
  const prompt = promptOf(name);
  if (prompt === null) return openLabReader(workspace, name.slice(4), builtIn);
  const models = await openModels({ workspace });
  closing.push(() => models.close());
  chosenFor("classify", models.caller);
  return createLlmReader({
    ...{ model: models.languageModel("classify"), instead: builtIn, prompt },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** A model of the lab reads its task, the reader built in the other one. */
async function openLabReader(
  workspace: Kept,
  id: string,
  builtIn: MentionReader,
): Promise<MentionReader> {
  const model = await openModelByName(workspace, id);
  const task = taskOf(model.header.classes)!;
  return {
    model: { name: `lab:${model.header.name}`, version: String(model.header.version) },
    read: async (texts) => {
      const [others, shares] = await Promise.all([
        builtIn.read(texts),
        model.predict(texts.map(({ text }) => ({ text }))),
      ]);
      const own = mostLikely(shares, model.header.classes);
      return others.map((reading, at) => scored({ ...reading, ...asReading(task, own[at]!) }));
    },
  };
}

/** A score whose sign is not the sentiment's is set to the nearest that is. */
function scored<Read extends { sentiment: string; sentimentScore: number }>(reading: Read): Read {
  const { sentiment, sentimentScore } = reading;
  if (sentiment === "positive" && sentimentScore <= 0) return { ...reading, sentimentScore: 0.5 };
  if (sentiment === "negative" && sentimentScore >= 0) return { ...reading, sentimentScore: -0.5 };
  return reading;
}

function joined(kind: MentionReader, sentiment: MentionReader): MentionReader {
  return {
    model: {
      name: `${kind.model.name} + ${sentiment.model.name}`,
      version: `${kind.model.version} + ${sentiment.model.version}`,
    },
    read: async (texts) => {
      const [kinds, sentiments] = await Promise.all([kind.read(texts), sentiment.read(texts)]);
      return kinds.map((reading, at) => ({
        kind: reading.kind,
        sentiment: sentiments[at]!.sentiment,
        sentimentScore: sentiments[at]!.sentimentScore,
      }));
    },
  };
}
