// The whole path in one call: exports go into a workspace, which is analysed and written out.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Import,
  type ImportCounts,
  InvalidInput,
  type MentionId,
  type RejectedRow,
} from "@heed/core";
import { withModelNames } from "@heed/text";
import { homeFolder } from "../config.ts";
import { chosenEncoding, type EmbedderWish, wantsEncoder } from "../encoder/chosen-encoding.ts";
import type { EncodingEstimate } from "../encoder/encode-mentions.ts";
import { openReaderAtWork } from "../gold/readers-at-work.ts";
import { importFile } from "../imports/run/import-file.ts";
import { NO_COUNTS } from "../imports/run/number-items.ts";
import { openModels } from "../models/open-models.ts";
import {
  type PricedEstimate,
  type ReaderAgreement,
  readerAgreement,
  readWithModel,
} from "../models/read-with-model.ts";
import { type GatheredQuote, gatherQuotes } from "../needs/gather-quotes.ts";
import { type HeadedNeed, headNeeds } from "../needs/headed-needs.ts";
import { savePlanWeights } from "../needs/plan-weights.ts";
import type { RunRecord } from "../outputs/run-record.ts";
import { writeOutputs } from "../outputs/write-outputs.ts";
import type { Progress, Stage } from "../progress.ts";
import { type Release, saveReleases } from "../report/releases.ts";
import { loadReport } from "../report/report-model.ts";
import type { ReportLanguage } from "../report/words.ts";
import { openTextWorkers } from "../worker/open-text-workers.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { type Analysis, analyse } from "./analyse.ts";

export interface AnalyseFilesOptions {
  /** Folder of the workspace; a fresh temporary one when absent. */
  readonly workspace?: string;
  /** Folder for the output files; none are written when absent. */
  readonly out?: string;
  readonly themeCount?: number;
  readonly textColumn?: string;
  readonly language: ReportLanguage;
  /** Default 1. */
  readonly seed?: number;
  /** Releases to mark on trends; the last ones given, or versions as they were first heard of, when absent. */
  readonly releases?: readonly Release[];
  /** Worth of an account by its plan (in lower case), for exports that name no revenue. */
  readonly planWeights?: Readonly<Record<string, number>>;
  /**
   * Reads with the model chosen for `classify` in place of the built-in reader; what it will likely cost is told before
   * anything is sent, and what this throws stops the analysis.
   */
  readonly readWithModel?: { readonly onEstimate: (estimate: PricedEstimate) => void };
  /** Names themes with the model chosen for `generate`, each name resting on checked quotes. Default false. */
  readonly nameWithModel?: boolean;
  /** Whose vectors themes and search go by. Default `chosen`. */
  readonly embedder?: EmbedderWish;
  /** Told what the chosen embedder will likely cost, before anything is sent; what this throws stops the analysis. */
  readonly onEncodingEstimate?: (estimate: EncodingEstimate) => void;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/** What a large model read, and how far the built-in reader agrees with it. */
export interface ModelReadings {
  readonly model: string;
  readonly mentions: number;
  /** Mentions that the built-in reader read, since the model gave no usable answer. */
  readonly instead: number;
  readonly agreement: ReaderAgreement;
}

export interface FilesAnalysis {
  readonly analysis: Analysis;
  /** The needs with the words that head them. */
  readonly headed: readonly HeadedNeed[];
  /** The first quote of every need that has one. */
  readonly quotes: ReadonlyMap<MentionId, GatheredQuote>;
  /** Null where the built-in reader read. */
  readonly modelReadings: ModelReadings | null;
  readonly run: RunRecord;
  readonly workspaceFolder: string;
}

/** Imports `paths` in order, and analyses the workspace they went into with all that it held before. */
export async function analyseFiles(
  paths: readonly string[],
  options: AnalyseFilesOptions,
): Promise<FilesAnalysis> {
  const folder = options.workspace ?? (await mkdtemp(join(tmpdir(), "heed-")));
  const clock = startStageClock(options.onProgress);
  const shared = {
    onProgress: clock.onProgress,
    ...(options.signal ? { signal: options.signal } : {}),
  };
  const seed = options.seed ?? 1;
  const isEncoded = await wantsEncoder(homeFolder(), options.embedder ?? "chosen");
  const workspace = await openWorkspace(folder);
  const workers = openTextWorkers();
  const { readWithModel: wantsReadings, nameWithModel, onEncodingEstimate } = options;
  const wantsModels = wantsReadings !== undefined || nameWithModel === true || isEncoded;
  const models = wantsModels ? await openModels({ workspace }) : null;
  const atWork = await openReaderAtWork(workspace, workers.reader, options.signal);
  try {
    const reading =
      models !== null && wantsReadings !== undefined
        ? readWithModel(models, workers.reader, options.signal)
        : null;
    if (options.releases !== undefined) await saveReleases(workspace.records, options.releases);
    if (options.planWeights !== undefined)
      await savePlanWeights(workspace.records, options.planWeights);
    const imports: Import[] = [];
    for (const path of paths) {
      const outcome = await importFile(workspace, path, {
        ...shared,
        ...(options.textColumn === undefined ? {} : { mapping: { text: [options.textColumn] } }),
      });
      imports.push(outcome.import);
    }
    if ((await workspace.facts.countItems()) === 0) throw nothingToAnalyse(folder);
    const analysis = await analyse(workspace, {
      ...shared,
      seed,
      splitter: workers.splitter,
      reader: reading?.reader ?? atWork.reader,
      onRead: workers.rest,
      ...(reading === null
        ? {}
        : {
            beforeReading: async (unread) =>
              wantsReadings!.onEstimate(await reading.estimate(unread)),
          }),
      themeFinder:
        models !== null && nameWithModel === true
          ? withModelNames(workers.themeFinder, models.languageModel("generate"))
          : workers.themeFinder,
      embedder: workers.embedder,
      encoding:
        models === null || !isEncoded
          ? null
          : chosenEncoding(
              models,
              onEncodingEstimate === undefined ? {} : { onEstimate: onEncodingEstimate },
            ),
      ...(options.themeCount === undefined ? {} : { themeCount: options.themeCount }),
    });
    const rejected: RejectedRow[] = [];
    for (const { id } of imports) rejected.push(...(await workspace.records.rejectedRows(id)));
    clock.onProgress("write", 0, null);
    const describe = () => describeRun(imports, seed, analysis, clock.timings());
    if (options.out !== undefined) {
      await writeOutputs(workspace.facts, analysis, rejected, describe(), {
        folder: options.out,
        report: await loadReport(workspace.records, workspace.facts),
        language: options.language,
      });
    }
    const modelReadings = reading && {
      model: reading.reader.model.name,
      ...reading.counts,
      agreement: await readerAgreement(workspace, reading.reader.model, workers.reader),
    };
    const quotes = await gatherQuotes(
      workspace.facts,
      analysis.needs.flatMap((need) => need.quotes.slice(0, 1)),
    );
    const { needs: headed } = await headNeeds(workspace.records, workspace.facts, analysis);
    return { analysis, headed, quotes, modelReadings, run: describe(), workspaceFolder: folder };
  } finally {
    await atWork.close();
    await models?.close();
    await workers.close();
    await workspace.close();
  }
}

function describeRun(
  imports: readonly Import[],
  seed: number,
  { themes, needs, summary, models }: Analysis,
  timings: RunRecord["timings"],
): RunRecord {
  const { items, mentions, duplicates, unclear, languages } = summary.counts;
  return {
    files: imports.map(({ file }) => file),
    seed,
    models,
    counts: {
      ...sumCounts(imports),
      ...{ items, mentions, duplicates },
      themes: themes.filter((theme) => theme.parentId !== null).length,
      needs: needs.length,
      ...{ unclear, languages },
    },
    timings,
  };
}

function nothingToAnalyse(folder: string): InvalidInput {
  return new InvalidInput("nothing-to-analyse", `The workspace ${folder} holds no feedback yet.`, {
    hint: "Name an export to read: heed analyze FILE, or bring files in first: heed import FILE.",
  });
}

function sumCounts(imports: readonly Import[]): ImportCounts {
  const names = Object.keys(NO_COUNTS) as (keyof ImportCounts)[];
  const sum = (name: keyof ImportCounts) =>
    imports.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as unknown as ImportCounts;
}

/** Times the stages by the moments at which they first report. */
function startStageClock(onProgress: Progress | undefined) {
  const startedAt = performance.now();
  const stagesMs: Partial<Record<Stage, number>> = {};
  let current: Stage = "read";
  let since = startedAt;
  const settle = () => {
    const now = performance.now();
    stagesMs[current] = Math.round((stagesMs[current] ?? 0) + now - since);
    since = now;
  };
  return {
    onProgress: ((stage, done, total) => {
      settle();
      current = stage;
      onProgress?.(stage, done, total);
    }) satisfies Progress,
    timings: (): RunRecord["timings"] => {
      settle();
      return {
        stagesMs: { ...stagesMs },
        totalMs: Math.round(performance.now() - startedAt),
        // `maxRSS` is in KiB on every platform that Node reports it for.
        peakMemoryMib: Math.round(process.resourceUsage().maxRSS / 1024),
      };
    },
  };
}
