// The gold set's use cases as the desk offers them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Conflict,
  choiceAtWork,
  chosenModels,
  type GoldTask,
  hasEnded,
  LEAST_GOLD,
  labelledFor,
  tableAsCsv,
} from "@heed/core";
import type { GoldView, JobView } from "@heed/core/api";
import { homeFolder } from "../config.ts";
import { lastEvaluation } from "../gold/evaluate-readers.ts";
import { drawForLabelling, importGold, readGoldItems } from "../gold/gold-set.ts";
import { goBackToReader, listPromoted, promoteReader } from "../gold/readers-at-work.ts";
import { loadModelSettings } from "../models/model-settings-file.ts";
import type { DeskContext } from "./desk-context.ts";
import { EVALUATE } from "./gold-jobs.ts";
import { JobWatch } from "./watch-jobs.ts";

type Promotion = { reader: string; task?: GoldTask | undefined } | { back: true };

function isComparing(id: string): Conflict {
  return new Conflict("readers-are-compared", `Readers are being compared already (${id}).`, {
    hint: "Wait for it, or stop it first.",
    zh: { message: `正在比较阅读器（${id}）。`, hint: "请等待其结束，或先停止它。" },
  });
}

export function goldDesk(context: DeskContext) {
  const { workspace, now } = context;
  const view = () => viewOf(context);
  return {
    getGold: view,
    /** Starts a comparison, one at a time: a second would ask, and pay for, the same again. */
    evaluateReaders: async ({ llm = false }: { llm?: boolean | undefined }): Promise<JobView> => {
      const jobs = await context.jobs().list();
      const running = jobs.find((job) => job.kind === EVALUATE && !hasEnded(job));
      if (running !== undefined) throw isComparing(running.id);
      return new JobWatch(() => 0).describe(await context.jobs().start(EVALUATE, { llm }));
    },
    promoteReader: async (asked: Promotion) => {
      const at = now().toISOString();
      if ("back" in asked) await goBackToReader(workspace.records, at);
      else {
        const tasks = asked.task === undefined ? undefined : [asked.task];
        const grounds = (await lastEvaluation(workspace.records)) === null ? null : "compared";
        await promoteReader(workspace, asked.reader, { tasks, at, grounds });
      }
      context.changes.note();
      return view();
    },
    importGold: async (csv: string) => {
      const folder = await mkdtemp(join(tmpdir(), "heed-gold-"));
      try {
        const path = join(folder, "labels.csv");
        await writeFile(path, csv);
        const found = await importGold(workspace.records, path, now().toISOString());
        context.changes.note();
        return found;
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    sampleGold: async (count = 100, seed = 1) => {
      const drawn = await drawForLabelling(workspace, count, seed);
      const rows = drawn.map(({ id, text, rating }) => [id, text, rating ?? "", "", ""]);
      return `\ufeff${tableAsCsv([["id", "text", "rating", "kind", "sentiment"], ...rows])}`;
    },
  };
}

async function viewOf({ workspace }: DeskContext): Promise<GoldView> {
  const [items, evaluation, log, settings] = await Promise.all([
    readGoldItems(workspace),
    lastEvaluation(workspace.records),
    listPromoted(workspace.records),
    loadModelSettings(homeFolder()),
  ]);
  const [chosen] = chosenModels(settings, "classify");
  const count = (task: GoldTask) => {
    const own = labelledFor(items, task);
    const from = (origin: string) => own.filter((item) => item.from === origin).length;
    return {
      total: own.length,
      ...{ correction: from("correction"), drawn: from("drawn"), import: from("import") },
    };
  };
  const labels = { kind: count("kind"), sentiment: count("sentiment") };
  const isStale = (task: GoldTask) => {
    const told = evaluation?.tasks[task];
    return told !== undefined && told.comparison.labels + told.seen !== labels[task].total;
  };
  return {
    ...{ labels, needed: LEAST_GOLD },
    evaluation: evaluation as GoldView["evaluation"],
    isStale: isStale("kind") || isStale("sentiment"),
    choice: choiceAtWork(log),
    log: [...log],
    model: chosen === undefined ? null : `${chosen.provider.id}/${chosen.model}`,
  };
}
