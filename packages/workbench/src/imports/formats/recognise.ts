// Says what export a file is and which of its columns hold what, with a confidence; people can overrule all of it.
import { type ColumnMapping, InvalidInput } from "@heed/core";
import { findDateOrder } from "../door/read-date.ts";
import { type FileRecord, isFault, type Reader, type RecordFault } from "../readers/reader.ts";
import { type ColumnSample, cellsOf, sampleColumns, sampleRecords } from "./column-sample.ts";
import { foldName } from "./fold-name.ts";
import type { ColumnEvidence, ImportPlan } from "./import-plan.ts";
import { ambiguousDates, unreadCells } from "./plan-notes.ts";
import { ENOUGH_EVIDENCE, rankColumns } from "./rank-columns.ts";
import { askingColumns, openQuestions } from "./survey-questions.ts";
import { KNOWN_EXPORTS, type KnownExport } from "./tables/known-exports.ts";
import { ROLE_NAMES } from "./tables/role-names.ts";

/** Columns that a person named; they stand over everything that was recognised. */
export type MappingOverride = Partial<Omit<ColumnMapping, "text">> & {
  readonly text?: readonly string[];
};

/** Below this the file is taken for a plain table. */
const SURE_ENOUGH = 0.6;

/** The plan for a file, from its columns and first rows. */
export async function recognise(
  reader: Reader,
  override: MappingOverride = {},
  file = "The file",
): Promise<ImportPlan> {
  const { records, first } = await sampleRecords(reader);
  if (records.length === 0) throw noRecords(file, first.find(isFault));
  const samples = sampleColumns(reader.columns, records);
  const evidence = rankColumns(samples);
  const plan = planFor(reader, samples, records, evidence, override.text !== undefined);
  const mapping = overrule(plan.mapping, override, reader.columns);
  const hasWords = mapping.text.length > 0 || (plan.shape !== "row" && plan.shape !== "questions");
  if (!hasWords && mapping.rating === undefined) throw noWords(file, reader, plan.format);
  const dateOrder =
    mapping.date === undefined ? null : findDateOrder(cellsOf(samples, mapping.date));
  return {
    ...plan,
    mapping,
    dateOrder,
    notes: [
      ...reader.notes,
      ...plan.notes,
      ...ambiguousDates(samples, mapping.date, dateOrder),
      ...unreadCells(samples, mapping, dateOrder),
    ],
    evidence,
  };
}

/**
 * The plan before a person overrules it. A known export stays known when the words are told to stand elsewhere: its source and its
 * ids are what the next import of it is recognised by.
 */
function planFor(
  reader: Reader,
  samples: readonly ColumnSample[],
  records: readonly FileRecord[],
  evidence: readonly ColumnEvidence[],
  areWordsTold: boolean,
): PlanCore {
  const known = bestKnown(reader, samples);
  if (!areWordsTold) {
    if (known !== null) return planKnown(known, samples, records);
    return planSurvey(reader, samples, evidence) ?? planByEvidence(reader, samples, evidence);
  }
  if (known === null) return planByEvidence(reader, samples, evidence);
  const plan = planKnown(known, samples, records);
  if (plan.shape === "row" || plan.shape === "questions") return plan;
  return { ...planByEvidence(reader, samples, evidence), source: plan.source };
}

type PlanCore = Omit<ImportPlan, "dateOrder" | "evidence">;

interface KnownMatch {
  readonly known: KnownExport;
  readonly confidence: number;
}

function bestKnown(reader: Reader, samples: readonly ColumnSample[]): KnownMatch | null {
  if (["text", "markdown", "transcript", "subtitles"].includes(reader.format)) return null;
  const names = new Set(samples.map(({ column }) => foldName(column)));
  let best: KnownMatch | null = null;
  for (const known of KNOWN_EXPORTS) {
    const confidence = confidenceOf(known, names, samples);
    if (confidence > (best?.confidence ?? SURE_ENOUGH - 0.001)) best = { known, confidence };
  }
  return best;
}

/** All that it needs makes .65; the usual columns fill up the rest. */
function confidenceOf(
  known: KnownExport,
  names: ReadonlySet<string>,
  samples: readonly ColumnSample[],
): number {
  if (!known.needs.every((anyOf) => anyOf.some((name) => names.has(name)))) return 0;
  if (known.never?.some((name) => names.has(name)) === true) return 0;
  const usual = known.usual.filter((name) => names.has(name)).length;
  // Of some survey tools hardly more than one column is their own: then questions tell the rest.
  const asked = askingColumns(samples).length;
  const isAsking = QUESTIONS_ONLY.has(known.id) && asked > 0;
  const share =
    isAsking && usual === 0
      ? 0.75
      : Math.min(1, usual / Math.max(1, Math.min(known.enough ?? 4, known.usual.length)));
  // These are told by few names of their own, so that there must be questions too.
  if (QUESTIONS_ONLY.has(known.id) && openQuestions(samples).length === 0) return 0;
  return Math.round((0.65 + 0.34 * share) * 100) / 100;
}

const QUESTIONS_ONLY = new Set(["google-forms", "microsoft-forms", "surveymonkey"]);

function planKnown(
  { known, confidence }: KnownMatch,
  samples: readonly ColumnSample[],
  records: readonly FileRecord[],
): PlanCore {
  const columnOf = (names: readonly string[] | undefined) =>
    names
      ?.map((name) => samples.find(({ column }) => foldName(column) === name)?.column)
      .find((column) => column !== undefined);
  const { text, ...roles } = known.mapping;
  const shape = known.shape ?? "row";
  const words =
    shape === "questions"
      ? openQuestions(samples)
      : text.map(columnOf).filter((column) => column !== undefined);
  const mapping: ColumnMapping = {
    text: words,
    ...Object.fromEntries(
      Object.entries(roles)
        .map(([role, names]) => [role, columnOf(names)] as const)
        .filter(([, column]) => column !== undefined),
    ),
  };
  return {
    format: known.id,
    confidence,
    shape,
    mapping: isUnique(samples, mapping.id, shape) ? mapping : without(mapping, "id"),
    isHtml: known.isHtml ?? false,
    source: sourceOf(known, columnOf, samples, records),
    notes: known.note === undefined ? [] : [known.note],
  };
}

function sourceOf(
  known: KnownExport,
  columnOf: (names: readonly string[]) => string | undefined,
  samples: readonly ColumnSample[],
  records: readonly FileRecord[],
): string | null {
  if (known.source === undefined) return null;
  if (known.shape === "github-issue") return repositoryOf(records);
  const column = known.source.column === undefined ? undefined : columnOf([known.source.column]);
  const value =
    column === undefined ? undefined : cellsOf(samples, column).find((cell) => cell !== "");
  if (known.source.column !== undefined)
    return value === undefined ? null : known.source.prefix + value;
  return known.source.prefix;
}

/**
 * `github/OWNER/REPO` out of the address of an issue. Without one it is null: the numbers of two repositories must
 * not stand for each other.
 */
function repositoryOf(records: readonly FileRecord[]): string | null {
  for (const { value } of records) {
    const { html_url: address, url } = (value ?? {}) as { html_url?: unknown; url?: unknown };
    const match = /github\.com\/(?:repos\/)?([^/\s]+\/[^/\s]+)\/issues\//.exec(`${address} ${url}`);
    if (match !== null) return `github/${match[1]}`;
  }
  return null;
}

function planByEvidence(
  reader: Reader,
  samples: readonly ColumnSample[],
  evidence: readonly ColumnEvidence[],
): PlanCore {
  const taken = new Set<string>();
  const mapping: { text: string[] } & Record<string, string | string[]> = { text: [] };
  const best = (role: ColumnEvidence["role"], least: number) =>
    evidence.find(
      (entry) => entry.role === role && entry.score >= least && !taken.has(entry.column),
    );
  const words = best("text", ENOUGH_EVIDENCE);
  for (const role of ["email", "rating", "date", "id", "author", "version", "channel"] as const) {
    if (words !== undefined) taken.add(words.column);
    const found = best(role, role === "rating" ? 0.5 : ENOUGH_EVIDENCE);
    if (found === undefined) continue;
    mapping[role] = found.column;
    taken.add(found.column);
  }
  const title = samples.find(
    ({ column }) =>
      ROLE_NAMES.title.includes(foldName(column)) && !taken.has(column) && column !== words?.column,
  );
  mapping.text = [title?.column, words?.column].filter((column) => column !== undefined);
  if (mapping.author === undefined && mapping.email !== undefined) mapping.author = mapping.email;
  return {
    format: PROSE[reader.format] ?? "columns",
    confidence: words?.score ?? 0,
    shape: "row",
    mapping: prose(reader) ?? mapping,
    isHtml: false,
    source: null,
    notes: [],
  };
}

const FEWEST_QUESTIONS = 2;

/** An unknown sheet whose columns are questions is a survey: each answer in words is an item of its own. */
function planSurvey(
  reader: Reader,
  samples: readonly ColumnSample[],
  evidence: readonly ColumnEvidence[],
): PlanCore | null {
  if (reader.format !== "table" && reader.format !== "sheet") return null;
  const asked = askingColumns(samples);
  const open = openQuestions(asked);
  if (asked.length < FEWEST_QUESTIONS || open.length === 0) return null;
  const facts = evidence.filter(({ column }) => !asked.some((sample) => sample.column === column));
  const { text: _words, ...roles } = planByEvidence(reader, samples, facts).mapping;
  return {
    format: "survey",
    confidence: Math.round(100 * Math.min(0.95, 0.6 + 0.1 * asked.length)) / 100,
    shape: "questions",
    mapping: { ...roles, text: open },
    isHtml: false,
    source: null,
    notes: [],
  };
}

const PROSE: Readonly<Record<string, string>> = {
  text: "text",
  markdown: "markdown",
  subtitles: "subtitles",
  transcript: "transcript",
};

function prose(reader: Reader): ColumnMapping | null {
  if (reader.format === "text" || reader.format === "markdown") return { text: ["text"] };
  if (reader.format === "transcript" || reader.format === "subtitles")
    return { text: ["text"], author: "speaker" };
  return null;
}

/** An id that two rows share is none: rows would replace each other. */
function isUnique(
  samples: readonly ColumnSample[],
  column: string | undefined,
  shape: ImportPlan["shape"],
): boolean {
  const sample = samples.find((candidate) => candidate.column === column);
  if (sample === undefined || shape === "slack-message") return true;
  return sample.distinct >= 0.9;
}

function without(mapping: ColumnMapping, role: "id"): ColumnMapping {
  const { [role]: _left, ...rest } = mapping;
  return rest;
}

function overrule(
  mapping: ColumnMapping,
  override: MappingOverride,
  columns: readonly string[],
): ColumnMapping {
  for (const column of Object.values(override).flat()) {
    if (column !== undefined && !columns.includes(column)) {
      throw new InvalidInput("no-such-column", `There is no column "${column}".`, {
        hint: `Choose one of: ${columns.join(", ")}.`,
        zh: { message: `没有“${column}”这一列。`, hint: `可选：${columns.join("、")}。` },
      });
    }
  }
  return { ...mapping, ...override, text: override.text ?? mapping.text };
}

function noRecords(file: string, fault: RecordFault | undefined): InvalidInput {
  const seen = fault === undefined ? "" : ` Line ${fault.line}: ${fault.message}`;
  return new InvalidInput(
    "no-records",
    fault === undefined
      ? `${file} holds no records: no row below the header, no object, no paragraph.`
      : `${file} holds no record that can be read.${seen}`,
    {
      hint: "Export it again and check that the export holds feedback.",
      zh: {
        message:
          fault === undefined
            ? `${file} 中没有记录：表头下没有行，没有对象，也没有段落。`
            : `${file} 中没有可读的记录；第 ${fault.line} 行即出错（${fault.fault}）。`,
        hint: "请重新导出，并确认其中含有反馈。",
      },
    },
  );
}

/** Columns that a refusal names, and units of each name. */
const [MOST_SHOWN, LONGEST_SHOWN] = [40, 80];

function noWords(file: string, reader: Reader, format: string): InvalidInput {
  const shown = reader.columns.slice(0, MOST_SHOWN).map((column) => column.slice(0, LONGEST_SHOWN));
  const columns = [...shown, ...(reader.columns.length > MOST_SHOWN ? ["…"] : [])].join(", ");
  const what = format === "columns" ? "" : ` (recognised as ${format})`;
  return new InvalidInput(
    "no-text-column",
    `No column of ${file} is known to hold the words${what}: received ${columns === "" ? "no columns" : columns}.`,
    {
      hint: "Name it with --text COLUMN.",
      zh: {
        message: `无法判断 ${file} 的哪一列是文字${format === "columns" ? "" : `（识别为 ${format}）`}：现有列为 ${columns === "" ? "无" : columns}。`,
        hint: "请用 --text 列名 指定。",
      },
    },
  );
}
