// Says what export a file is and which of its columns hold what, with a confidence; people can overrule all of it.
import { type ColumnMapping, InvalidInput } from "@heed/core";
import { findDateOrder } from "../door/read-date.ts";
import type { FileRecord, Reader } from "../readers/reader.ts";
import { type ColumnSample, sampleColumns, sampleRecords } from "./column-sample.ts";
import { foldName } from "./fold-name.ts";
import type { ColumnEvidence, ImportPlan } from "./import-plan.ts";
import { ENOUGH_EVIDENCE, rankColumns } from "./rank-columns.ts";
import {
  KNOWN_EXPORTS,
  type KnownExport,
  NO_ANSWER,
  SURVEY_FACTS,
} from "./tables/known-exports.ts";
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
): Promise<ImportPlan> {
  const { records, first } = await sampleRecords(reader);
  if (first.length === 0) throw noRecords();
  const samples = sampleColumns(reader.columns, records);
  const evidence = rankColumns(samples);
  const known = override.text === undefined ? bestKnown(reader, samples) : null;
  const plan =
    known !== null
      ? planKnown(known, samples, records)
      : ((override.text === undefined ? planSurvey(reader, samples, evidence) : null) ??
        planByEvidence(reader, samples, evidence));
  const mapping = overrule(plan.mapping, override, reader.columns);
  const hasWords = mapping.text.length > 0 || (plan.shape !== "row" && plan.shape !== "questions");
  if (!hasWords && mapping.rating === undefined) throw noWords(reader, plan.format);
  const dateOrder =
    mapping.date === undefined ? null : findDateOrder(cellsOf(samples, mapping.date));
  return {
    ...plan,
    mapping,
    dateOrder,
    notes: [...reader.notes, ...plan.notes, ...ambiguousDates(samples, mapping.date, dateOrder)],
    evidence,
  };
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
  const asked = samples.filter(({ column }) => QUESTION.test(column.trim())).length;
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

/** Words of questions that ask for words. */
const ASKS_FOR_WORDS =
  /建议|意见|原因|为什么|为何|说明|补充|其他想|评论|反馈|改进|怎么样|请描述|想对|\b(?:suggest\w*|improve\w*|why|explain|comments?|feedback|anything else|tell us|describe|missing|in your own words|share)\b/i;
/** Answers from which a few values that repeat are a choice. */
const ENOUGH_ANSWERS = 6;

/** Questions answered in words: neither facts of the survey nor choices that repeat. */
function openQuestions(samples: readonly ColumnSample[]): string[] {
  return samples.filter(isOpenQuestion).map(({ column }) => column);
}

function isOpenQuestion({ column, cells, dates, emails, ratings }: ColumnSample): boolean {
  if (SURVEY_FACTS.test(foldName(column)) || dates > 0.5 || emails > 0.5 || ratings > 0.9)
    return false;
  const answers = cells.filter((cell) => cell !== "" && !NO_ANSWER.test(cell));
  if (answers.length === 0 || answers.every((answer) => /^[\d\s.,;|-]*$/.test(answer)))
    return false;
  const share = (count: number) => count / answers.length;
  const sentences = share(
    answers.filter((cell) => /\S\s+\S+\s+\S/.test(cell) || /[\u4e00-\u9fff]{4}/.test(cell)).length,
  );
  const length = share(answers.reduce((sum, cell) => sum + cell.length, 0));
  const isVaried = answers.length < ENOUGH_ANSWERS || share(new Set(answers).size) >= 0.5;
  return ASKS_FOR_WORDS.test(column)
    ? sentences >= 0.1 || length >= 8
    : isVaried && (sentences >= 0.25 || length >= 16);
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

/** A heading that asks something of the person, whichever tool made the sheet. */
const QUESTION =
  /[?？]\s*(?:\([^)]*\)|（[^）]*）)?$|^(?:Q\d+|\d{1,3})\s*[.、:：)）]\s*\S|^(?:请|您|你(?:觉得|认为|希望))/;
const FEWEST_QUESTIONS = 2;

/** An unknown sheet whose columns are questions is a survey: each answer in words is an item of its own. */
function planSurvey(
  reader: Reader,
  samples: readonly ColumnSample[],
  evidence: readonly ColumnEvidence[],
): PlanCore | null {
  if (reader.format !== "table" && reader.format !== "sheet") return null;
  const asked = samples.filter(({ column }) => QUESTION.test(column.trim()));
  const open = asked.filter(isOpenQuestion).map(({ column }) => column);
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

function cellsOf(samples: readonly ColumnSample[], column: string): readonly string[] {
  return samples.find((sample) => sample.column === column)?.cells ?? [];
}

/** Dates such as 03/04/2026 in a column that never shows which number is the month are left out, and it is said. */
function ambiguousDates(
  samples: readonly ColumnSample[],
  column: string | undefined,
  order: string | null,
) {
  if (column === undefined || order !== null) return [];
  const isAmbiguous = cellsOf(samples, column).some((cell) => {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b/.exec(cell) ?? [];
    return first !== undefined && first !== second && Number(first) <= 12 && Number(second) <= 12;
  });
  if (!isAmbiguous) return [];
  return [
    {
      code: "ambiguous-dates",
      en: `The dates of "${column}" do not show which number is the month (03/04); those that could be either are left out. Export them as 2026-04-03.`,
      zh: `“${column}”列的日期分不清月和日（如 03/04），无法确定的日期不予采用；请导出为 2026-04-03 的形式。`,
    },
  ];
}

function noRecords(): InvalidInput {
  return new InvalidInput(
    "no-records",
    "The file holds no records: no row below the header, no object, no paragraph.",
    {
      hint: "Export it again and check that the export holds feedback.",
      zh: {
        message: "文件中没有记录：表头下没有行，没有对象，也没有段落。",
        hint: "请重新导出，并确认其中含有反馈。",
      },
    },
  );
}

function noWords(reader: Reader, format: string): InvalidInput {
  const columns = reader.columns.join(", ");
  const what = format === "columns" ? "" : ` (recognised as ${format})`;
  return new InvalidInput(
    "no-text-column",
    `No column is known to hold the words${what}: received ${columns === "" ? "no columns" : columns}.`,
    {
      hint: "Name it with --text COLUMN.",
      zh: {
        message: `无法判断哪一列是文字${format === "columns" ? "" : `（识别为 ${format}）`}：现有列为 ${columns === "" ? "无" : columns}。`,
        hint: "请用 --text 列名 指定。",
      },
    },
  );
}
