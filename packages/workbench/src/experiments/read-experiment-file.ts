// Reads an experiment out of files: rows of people, sessions or days, or sums; what each column was taken for is told.
import { basename } from "node:path";
import {
  ColumnLearner,
  type ColumnProfile,
  columnDoubts,
  type ExperimentEvidence,
  HeedError,
  InvalidInput,
  RowReader,
  recogniseTable,
  SumReader,
  type TableAsk,
  type TablePlan,
  unitEvidence,
} from "@heed/core";
import { openReader } from "../imports/readers/open-reader.ts";
import { type FileRecord, isFault, type Reader } from "../imports/readers/reader.ts";

export interface ExperimentFileAsk extends TableAsk {
  /** Names of arms that mean another: from the one to the other. */
  readonly rename?: ReadonlyMap<string, string>;
}

/** What a file was read as. */
export interface ExperimentFile {
  readonly plan: TablePlan;
  readonly evidence: ExperimentEvidence;
  readonly rows: number;
  /** Rows that could not be read at all: line and what is wrong. */
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

const SHOWN_FAULTS = 20;

/** Reads one file, or several of which each is an arm; refuses files in which no arm or no metric is found. */
export async function readExperimentFiles(
  paths: readonly string[],
  ask: ExperimentFileAsk = {},
): Promise<ExperimentFile> {
  const files = await Promise.all(
    paths.map(async (path) => ({ path, reader: await openReader(path) })),
  );
  const seen = await learn(files);
  const isFileArm = ask.arm === undefined && (files.length > 1 || seen.parts.size > 1);
  const plan = planOf(seen.columns, ask, isFileArm, seen.parts.size > 1);
  const names = armNames(paths);
  const doubts = columnDoubts(plan, seen.columns);
  const columns = seen.columns.map(({ name }) => name);
  const reader =
    plan.form === "units"
      ? new RowReader(plan, columns, ask.rename)
      : new SumReader(plan, columns, ask.rename);
  for (const [at, file] of files.entries()) {
    const place = file.reader.columns.map((name) => columns.indexOf(name));
    for await (const record of recordsOf(file.reader)) {
      if (isFault(record)) continue;
      const arm = files.length > 1 ? names[at]! : (record.part ?? null);
      reader.add(arrange(record, place, columns.length), arm);
    }
  }
  const asked = { control: ask.control, arms: ask.arms, unitDoubts: doubts };
  const evidence =
    reader instanceof RowReader ? unitEvidence(reader.finish(), asked) : reader.evidence(asked);
  return { plan, evidence, rows: seen.rows, faults: seen.faults };
}

async function learn(files: readonly { readonly reader: Reader }[]) {
  const learners = new Map<string, ColumnLearner>();
  const faults: { line: number; message: string }[] = [];
  const parts = new Set<string>();
  let rows = 0;
  for (const { reader } of files) {
    for await (const record of recordsOf(reader)) {
      if (isFault(record)) {
        if (faults.length < SHOWN_FAULTS)
          faults.push({ line: record.line, message: record.message });
        continue;
      }
      rows += 1;
      if (record.part !== undefined) parts.add(record.part);
      for (const [at, name] of reader.columns.entries()) {
        let learner = learners.get(name);
        if (learner === undefined) {
          learner = new ColumnLearner(name);
          learners.set(name, learner);
        }
        learner.add(record.cells[at] ?? "", record.line);
      }
    }
  }
  const columns = [...learners.values()].map((learner) => learner.profile());
  if (rows === 0) {
    throw new InvalidInput("experiment-empty", "The file holds no rows.", {
      hint: "Export the experiment again, with a row for each person or day.",
      zh: { message: "文件中没有任何数据行。", hint: "请重新导出，每个用户或每天一行。" },
    });
  }
  return { columns, rows, faults, parts };
}

/** Sheets are arms only where no column is. */
function planOf(
  columns: readonly ColumnProfile[],
  ask: TableAsk,
  isFileArm: boolean,
  hasParts: boolean,
): TablePlan {
  if (!hasParts) return recogniseTable(columns, ask, isFileArm);
  try {
    return recogniseTable(columns, ask, false);
  } catch (error) {
    if (!HeedError.is(error) || error.code !== "experiment-without-arm") throw error;
    return recogniseTable(columns, ask, true);
  }
}

async function* recordsOf(reader: Reader) {
  for await (const records of reader.read()) yield* records;
}

/** Cells in the order of the columns of all files together. */
function arrange({ cells }: FileRecord, place: readonly number[], width: number): string[] {
  const out = new Array<string>(width).fill("");
  for (const [at, to] of place.entries()) out[to] = cells[at] ?? "";
  return out;
}

/** What tells the files' names apart: `control_data.csv` and `experiment_data.csv` are control and experiment. */
function armNames(paths: readonly string[]): string[] {
  const words = paths.map((path) =>
    basename(path)
      .replace(/(?:\.(?:csv|tsv|json|jsonl|xlsx?|parquet|gz|txt))+$/i, "")
      .split(/[\s_.-]+/),
  );
  const common = words[0]!.filter((word) => words.every((own) => own.includes(word)));
  return words.map((own, at) => {
    const kept = own.filter((word) => !common.includes(word));
    return kept.length > 0 ? kept.join(" ") : `file ${at + 1}`;
  });
}
