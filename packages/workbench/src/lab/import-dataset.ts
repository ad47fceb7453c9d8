// Brings a table in as a data set: texts or rows, their classes, groups, times, and what several labelers said.
import { basename } from "node:path";
import {
  type Dataset,
  type Example,
  type ExampleLabel,
  type FeatureColumn,
  GIVEN_LABELER,
  InvalidInput,
  type LabTask,
} from "@heed/core";
import { redact } from "@heed/text";
import { readInstant } from "../imports/door/read-date.ts";
import { openReader } from "../imports/readers/open-reader.ts";
import { isFault } from "../imports/readers/reader.ts";
import { textSlices, timeSlice } from "./example-slices.ts";
import { keepListed } from "./keep-media.ts";
import { keepDataset, type LabContext } from "./lab-context.ts";
import { numberIn } from "./table-recipes.ts";

export interface DatasetRequest {
  /** Default: told by what the file holds. */
  readonly task?: LabTask | undefined;
  /** Column of the class; none for data that is still to be labelled. */
  readonly target?: string | undefined;
  readonly name?: string | undefined;
  /** Column of the words, or of the files' names; default: the one with the most words. */
  readonly content?: string | undefined;
  /** Columns of a table to learn from; default: all others. */
  readonly columns?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly time?: string | undefined;
  /** Columns whose values results are looked at by. */
  readonly slices?: readonly string[] | undefined;
  /** Columns in which further people gave the class. */
  readonly labelers?: readonly string[] | undefined;
  /** Classes to label with, where the data names none. */
  readonly classes?: readonly string[] | undefined;
  /** Classes with fewer examples are left out. */
  readonly least?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Examples that a data set may have. */
const MOST_EXAMPLES = 200_000;
const SAMPLE = 400;
/** A column whose cells differ this often, beyond numbers, names its rows and teaches nothing. */
const LIKE_AN_ID = 0.95;
const MOST_CLASSES = 500;

interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly broken: number;
}

export async function importTable(
  context: LabContext,
  path: string,
  request: DatasetRequest,
): Promise<Dataset> {
  const table = await readTable(path, request.signal);
  const target = request.target === undefined ? null : columnAt(table, request.target, "target");
  const content = chooseContent(table, target, request);
  const task = request.task ?? (content === null ? "tabular" : "text");
  const at = (name: string | undefined, what: string) =>
    name === undefined ? null : columnAt(table, name, what);
  const places = {
    ...{ target, content },
    group: at(request.group, "group"),
    time: at(request.time, "time"),
    slices: (request.slices ?? []).map((name) => columnAt(table, name, "slice")),
    labelers: (request.labelers ?? []).map((name) => columnAt(table, name, "labeler")),
  };
  const features = task === "tabular" ? chooseFeatures(table, places, request.columns) : [];
  const built = await buildExamples(context, path, table, task, places, features, request);
  const { examples, leftOut } = leaveOutRare(built.examples, built.leftOut, request.least ?? 1);
  refuseEmpty(path, examples, leftOut);
  const labels = labelsOf(context, table, examples, places.labelers);
  const classes = new Set(examples.flatMap(({ label }) => (label === null ? [] : [label])));
  for (const { label } of labels) if (label !== null) classes.add(label);
  if (classes.size > MOST_CLASSES) throw tooManyClasses(request.target ?? "", classes.size);
  for (const name of request.classes ?? []) classes.add(name);
  const numbered = examples.map(({ row: _, ...example }, number) => ({ ...example, number }));
  return keepDataset(
    context,
    {
      ...{ task, target: request.target ?? "label" },
      classes: [...classes].sort(),
      columns: features.map(({ name, kind }) => ({ name, kind })),
      origin: { kind: "file", name: basename(path) },
      leftOut,
    },
    { asked: request.name, wish: nameOf(path) },
    numbered,
    labels,
  );
}

/** Name of a file without its ending. */
function nameOf(path: string): string {
  return basename(path).replace(/\.[a-z0-9]{1,5}(\.gz)?$/i, "");
}

async function readTable(path: string, signal: AbortSignal | undefined): Promise<TableRows> {
  const reader = await openReader(path);
  const rows: (readonly string[])[] = [];
  let broken = 0;
  for await (const records of reader.read()) {
    signal?.throwIfAborted();
    for (const record of records) {
      if (isFault(record)) broken += 1;
      else rows.push(record.cells);
    }
    if (rows.length > MOST_EXAMPLES)
      throw new InvalidInput(
        "too-many-examples",
        `${path} holds more than ${MOST_EXAMPLES.toLocaleString("en")} rows.`,
        {
          hint: "Draw a part of it: a model hardly learns more from further rows.",
          zh: {
            message: `${path} 超过 ${MOST_EXAMPLES} 行。`,
            hint: "请抽取一部分；更多的行几乎不会让模型更好。",
          },
        },
      );
  }
  return { columns: reader.columns, rows, broken };
}

function columnAt({ columns }: TableRows, name: string, what: string): number {
  const at = columns.indexOf(name);
  if (at >= 0) return at;
  const folded = columns.findIndex((one) => one.toLowerCase() === name.toLowerCase());
  if (folded >= 0) return folded;
  throw new InvalidInput(
    "no-such-column",
    `There is no column “${name}” for the ${what}; the file has ${columns.slice(0, 20).join(", ")}.`,
    {
      hint: "Name one of these.",
      zh: {
        message: `没有“${name}”列；文件中的列：${columns.slice(0, 20).join("、")}。`,
        hint: "请从中选择。",
      },
    },
  );
}

/** The column with the most letters a row, if its cells are words and not one of a few values. */
function chooseContent(
  table: TableRows,
  target: number | null,
  { task, content, labelers = [] }: DatasetRequest,
): number | null {
  if (task === "tabular") return null;
  if (content !== undefined) return columnAt(table, content, "text");
  const sample = table.rows.slice(0, SAMPLE);
  const labelled = new Set(labelers);
  const rated = table.columns.map((name, at) => {
    if (at === target || labelled.has(name)) return 0;
    const cells = sample.map((row) => row[at] ?? "");
    const letters = cells.reduce((sum, cell) => sum + (cell.match(/\p{L}/gu)?.length ?? 0), 0);
    const distinct = new Set(cells).size / Math.max(1, cells.length);
    return distinct < 0.2 ? 0 : letters / Math.max(1, cells.length);
  });
  const best = rated.indexOf(Math.max(...rated));
  const isProse = rated[best] >= (task === undefined ? 8 : 1);
  if (isProse) return best;
  if (task === undefined) return null;
  throw new InvalidInput(
    "no-content",
    `No column of the file holds ${task === "text" ? "texts" : "names of files"}.`,
    {
      hint: "Name it: --text COLUMN",
      zh: { message: "文件中没有可作为内容的列。", hint: "请指定：--text 列名" },
    },
  );
}

interface Places {
  readonly target: number | null;
  readonly content: number | null;
  readonly group: number | null;
  readonly time: number | null;
  readonly slices: readonly number[];
  readonly labelers: readonly number[];
}

function chooseFeatures(
  table: TableRows,
  { target, group, labelers }: Places,
  wanted: readonly string[] | undefined,
): (FeatureColumn & { readonly at: number })[] {
  const at =
    wanted?.map((name) => columnAt(table, name, "feature")) ??
    table.columns.map((_, place) => place);
  const left = at.filter(
    (place) => place !== target && place !== group && !labelers.includes(place),
  );
  return left.flatMap((place) => {
    const filled = table.rows.map((row) => (row[place] ?? "").trim()).filter((cell) => cell !== "");
    const numbers = filled.filter((cell) => numberIn(cell) !== null).length;
    const kind = filled.length > 0 && numbers >= 0.95 * filled.length ? "number" : "category";
    const distinct = new Set(filled).size;
    const isId = kind === "category" && distinct > LIKE_AN_ID * filled.length && distinct > 20;
    return wanted === undefined && (isId || distinct < 2)
      ? []
      : [{ name: table.columns[place], kind, at: place }];
  });
}

type Built = Omit<Example, "number"> & { readonly row: number };

async function buildExamples(
  context: LabContext,
  path: string,
  table: TableRows,
  task: LabTask,
  { target, content, group, time, slices }: Places,
  features: readonly { readonly at: number }[],
  { signal }: DatasetRequest,
): Promise<{ examples: Built[]; leftOut: Record<string, number> }> {
  const examples: Built[] = [];
  const leftOut: Record<string, number> = {};
  const leave = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  };
  if (table.broken > 0) leftOut["broken-row"] = table.broken;
  const cell = (row: readonly string[], at: number | null) =>
    at === null ? "" : (row[at] ?? "").trim();
  for (const [row, cells] of table.rows.entries()) {
    const label = cell(cells, target);
    const when = time === null ? null : readInstant(cell(cells, time));
    const given = Object.fromEntries(
      slices.flatMap((at) =>
        cell(cells, at) === "" ? [] : [[table.columns[at], cell(cells, at)]],
      ),
    );
    const base = {
      ...{ row, label: label === "" ? null : label },
      group: cell(cells, group) === "" ? null : cell(cells, group),
      time: when,
      slices: { ...timeSlice(when), ...given },
    };
    if (task === "tabular")
      examples.push({ ...base, cells: features.map(({ at }) => cell(cells, at)) });
    else if (task === "text") {
      // What a person wrote is kept without what is private, like all feedback.
      const { text } = redact(cell(cells, content).normalize("NFC"));
      if (!/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(text)) leave("empty");
      else examples.push({ ...base, text, slices: textSlices(text, when, given) });
    } else {
      signal?.throwIfAborted();
      const kept = await keepListed(context, task, cell(cells, content), path);
      if (typeof kept === "string") leave(kept);
      else examples.push({ ...base, ...kept });
    }
  }
  return { examples, leftOut };
}

function leaveOutRare(
  examples: readonly Built[],
  leftOut: Record<string, number>,
  least: number,
): { examples: Built[]; leftOut: Record<string, number> } {
  const counts = new Map<string, number>();
  for (const { label } of examples)
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  const kept = examples.filter(({ label }) => label === null || counts.get(label)! >= least);
  const rare = examples.length - kept.length;
  return { examples: kept, leftOut: rare === 0 ? leftOut : { ...leftOut, "rare-class": rare } };
}

function refuseEmpty(
  path: string,
  examples: readonly unknown[],
  leftOut: Readonly<Record<string, number>>,
): void {
  if (examples.length > 0) return;
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${reason}: ${count}`);
  throw new InvalidInput(
    "no-examples",
    `${path} gives no example${reasons.length === 0 ? "" : ` (left out: ${reasons.join(", ")})`}.`,
    {
      hint: "Check the file and the columns that were named.",
      zh: {
        message: `${path} 中没有可用样本${reasons.length === 0 ? "" : `（略去：${reasons.join("，")}）`}。`,
        hint: "请检查文件与所指定的列。",
      },
    },
  );
}

/** Answers of further labelers; the target's own stand beside them. */
function labelsOf(
  { now }: LabContext,
  table: TableRows,
  examples: readonly Built[],
  labelers: readonly number[],
): ExampleLabel[] {
  if (labelers.length === 0) return [];
  const at = now().toISOString();
  return examples.flatMap(({ row, label }, example) => {
    const given = label === null ? [] : [{ example, labeler: GIVEN_LABELER, label, at }];
    const others = labelers.flatMap((place) => {
      const said = (table.rows[row][place] ?? "").trim();
      return said === "" ? [] : [{ example, labeler: table.columns[place], label: said, at }];
    });
    return [...given, ...others];
  });
}

function tooManyClasses(target: string, classes: number): InvalidInput {
  return new InvalidInput(
    "too-many-classes",
    `${target} holds ${classes} different values, expected at most ${MOST_CLASSES} classes.`,
    {
      hint: "It looks like an id or free text: name another column with --target.",
      zh: {
        message: `${target} 有 ${classes} 种取值，最多 ${MOST_CLASSES} 类。`,
        hint: "它像编号或自由文本：请用 --target 指定其他列。",
      },
    },
  );
}
