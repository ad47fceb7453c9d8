// A count is a question that a program can ask again: what is counted, and of which feedback. Its text form is what claims keep.
import { InvalidInput } from "../errors.ts";
import { KINDS, type Kind, SENTIMENTS, type Sentiment } from "../readings/reading.ts";
import type { ThemeId } from "../themes/theme.ts";

export const COUNT_MEASURES = ["people", "mentions", "items", "share"] as const;
/** `share` is people within the filters per person heard, in [0, 1]. */
export type CountMeasure = (typeof COUNT_MEASURES)[number];

/** Which feedback; each field narrows, values of one field are alternatives. */
export interface CountFilter {
  readonly kind?: readonly Kind[];
  readonly sentiment?: readonly Sentiment[];
  readonly theme?: readonly ThemeId[];
  readonly language?: readonly string[];
  readonly source?: readonly string[];
  readonly channel?: readonly string[];
  readonly version?: readonly string[];
  /** Whole stars, 1 to 5. */
  readonly rating?: readonly number[];
  /** Days in the workspace's zone, both included. */
  readonly from?: string;
  readonly to?: string;
  /** `own` for our product, else names of rivals. */
  readonly rival?: readonly string[];
  /** Found by search with these words, by words and meaning. */
  readonly about?: string;
}

export interface CountQuery {
  readonly measure: CountMeasure;
  readonly filter: CountFilter;
}

/** How a need's voices are counted: who voices a lack of our own product. */
export const NEED_VOICES = {
  kind: ["bug", "complaint", "request", "question"],
  rival: ["own"],
} as const satisfies CountFilter;

const LISTS = [
  "kind",
  "sentiment",
  "theme",
  "language",
  "source",
  "channel",
  "version",
  "rating",
  "rival",
] as const;
const SINGLES = ["from", "to", "about"] as const;
const MOST_VALUES = 20;
const LONGEST = 600;

/** `people kind=bug,request theme=theme_3 about="dark mode"`: fields in one order, values as they are given. */
export function writeCount({ measure, filter }: CountQuery): string {
  const lists = LISTS.flatMap((field) => {
    const values = filter[field];
    return values === undefined
      ? []
      : [`${field}=${values.map((value) => written(String(value))).join(",")}`];
  });
  const singles = SINGLES.flatMap((field) => {
    const value = filter[field];
    return value === undefined ? [] : [`${field}=${written(value)}`];
  });
  return [measure, ...lists, ...singles].join(" ");
}

function written(value: string): string {
  return /^[\p{L}\p{N}._:-]+$/u.test(value) ? value : JSON.stringify(value);
}

const FIELD =
  /^\s+([a-z]+)=((?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}._:-]+)(?:,(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}._:-]+))*)/u;
const VALUE = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}._:-]+/gu;

/** Reads the text form. @throws `count-not-valid` for an unknown measure, field or value, a field said twice, or anything left over. */
export function readCount(text: string): CountQuery {
  const measure = COUNT_MEASURES.find((known) =>
    new RegExp(`^${known}(?=\\s|$)`).test(text.trim()),
  );
  if (measure === undefined || text.length > LONGEST)
    throw notValid(text, `one of ${COUNT_MEASURES.join(", ")} first`);
  const filter: Record<string, unknown> = {};
  let rest = text.trim().slice(measure.length).trimEnd();
  while (rest !== "") {
    const match = FIELD.exec(rest);
    if (match === null) throw notValid(text, "fields as name=value");
    const [all, field, values] = match as unknown as [string, string, string];
    if (field in filter) throw notValid(text, `${field} once`);
    filter[field] = readValues(field, (values.match(VALUE) ?? []).map(unwritten), text);
    rest = rest.slice(all.length);
  }
  return { measure, filter };
}

function unwritten(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return JSON.parse(value) as string;
  } catch {
    return "";
  }
}

const CHECKS: Readonly<Record<string, (value: string) => boolean>> = {
  kind: (value) => (KINDS as readonly string[]).includes(value),
  sentiment: (value) => (SENTIMENTS as readonly string[]).includes(value),
  theme: (value) => /^theme_\d{1,15}$/.test(value),
  rating: (value) => /^[1-5]$/.test(value),
  from: isDay,
  to: isDay,
};

function readValues(field: string, values: readonly string[], text: string): unknown {
  const isList = (LISTS as readonly string[]).includes(field);
  if (!isList && !(SINGLES as readonly string[]).includes(field))
    throw notValid(text, `no field ${field.slice(0, 30)}`);
  if (values.length > (isList ? MOST_VALUES : 1)) throw notValid(text, `fewer values of ${field}`);
  const isKnown = CHECKS[field] ?? ((value: string) => value.trim() !== "" && value.length <= 200);
  if (!values.every(isKnown)) throw notValid(text, `other values of ${field}`);
  if (!isList) return values[0];
  return field === "rating" ? values.map(Number) : values;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function notValid(text: string, expected: string): InvalidInput {
  return new InvalidInput(
    "count-not-valid",
    `The count cannot be read: received ${JSON.stringify(text.slice(0, 80))}, expected ${expected}.`,
    {
      hint: "Write it like: people kind=bug,complaint theme=theme_3 language=zh",
      zh: {
        message: "这个计数查询无法读取。",
        hint: "写法示例：people kind=bug,complaint theme=theme_3 language=zh",
      },
    },
  );
}
