// Reads instants out of the many ways in which exports write them; what is ambiguous stays null unless the column tells.

/** How a column writes days and months given as two numbers. */
export type DateOrder = "day-first" | "month-first";

// Year first, as ISO 8601, Chinese sheets and most exports write it; a time without a zone is UTC.
const YEAR_FIRST =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s,]*(上午|下午|中午|凌晨|晚上)?\s*(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})(?:[.,](\d{1,9}))?)?[分秒]?)?\s*(.*)$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const NUMBERS =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/;
const CHINESE_DAY_NAME = /\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?\s*/;
const DAY_NAME = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const MONTH_NAMED =
  /^(?:([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})|(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+([a-z]{3,9})\.?,?[\s/.-]+(\d{4}|\d{2}(?=\s|$)))(?:(?:,|\s|at)+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)$/i;
const EPOCH = /^\d{10}(?:\d{3}|\.\d{1,6})?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

interface Parts {
  readonly year: string;
  readonly month: string | number;
  readonly day: string;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
  readonly second?: string | undefined;
  readonly fraction?: string | undefined;
  /** What follows the time: AM or PM, a zone, or nothing. */
  readonly rest: string;
}

/** Longer cells hold words, not an instant. */
const LONGEST = 200;

/**
 * A UTC instant with milliseconds, or null. Reads ISO 8601 and its relatives, Chinese dates, named months, epoch
 * seconds and milliseconds; day and month as two numbers only in the `order` that the column is known to have.
 */
export function readInstant(cell: string, order?: DateOrder): string | null {
  const text = cell.trim();
  if (text === "" || text.length > LONGEST) return null;
  if (EPOCH.test(text)) return fromEpoch(text);
  const parts = readParts(text, order);
  return parts === null ? null : toInstant(parts);
}

function readParts(text: string, order: DateOrder | undefined): Parts | null {
  const yearFirst = YEAR_FIRST.exec(text.replace(CHINESE_DAY_NAME, " "));
  if (yearFirst !== null) {
    const [, year, month, day, half, hour, minute, second, fraction, rest] = yearFirst;
    const named = half === "下午" || half === "晚上" ? "PM" : half === undefined ? "" : "AM";
    return {
      year: year!,
      month: month!,
      day: day!,
      hour,
      minute,
      second,
      fraction,
      // Google writes the half of the day after the time in some languages.
      rest: `${named} ${rest!.replace(/^上午\s*/, "AM ").replace(/^下午\s*/, "PM ")}`.trim(),
    };
  }
  const named = MONTH_NAMED.exec(text.replace(DAY_NAME, ""));
  if (named !== null) {
    const [, before, dayAfter, yearA, dayBefore, after, yearB, hour, minute, second, rest] = named;
    const month = MONTHS.indexOf((before ?? after)!.slice(0, 3).toLowerCase()) + 1;
    if (month === 0) return null;
    return {
      year: fullYear((yearA ?? yearB)!),
      month,
      day: (dayAfter ?? dayBefore)!,
      hour,
      minute,
      second,
      rest: rest!,
    };
  }
  const compact = COMPACT.exec(text);
  if (compact !== null)
    return { year: compact[1]!, month: compact[2]!, day: compact[3]!, rest: "" };
  const numbers = NUMBERS.exec(text);
  if (numbers === null) return null;
  const [, first, second, year, hour, minute, seconds, rest] = numbers;
  const [day, month] =
    orderOf(Number(first), Number(second), order) === "day-first"
      ? [first, second]
      : [second, first];
  if (orderOf(Number(first), Number(second), order) === null) return null;
  return {
    year: fullYear(year!),
    month: month!,
    day: day!,
    hour,
    minute,
    second: seconds,
    rest: rest!,
  };
}

function fullYear(year: string): string {
  return year.length === 2 ? `20${year}` : year;
}

function orderOf(first: number, second: number, known: DateOrder | undefined): DateOrder | null {
  if (first > 12 && second <= 12) return "day-first";
  if (second > 12 && first <= 12) return "month-first";
  return known ?? (first === second ? "day-first" : null);
}

/** The order in which a column writes day and month, when one of its dates can only be read one way. */
export function findDateOrder(cells: Iterable<string>): DateOrder | null {
  const seen = new Set<DateOrder>();
  for (const cell of cells) {
    const match = NUMBERS.exec(cell.trim());
    if (match === null || Number(match[1]) === Number(match[2])) continue;
    const order = orderOf(Number(match[1]), Number(match[2]), undefined);
    if (order !== null) seen.add(order);
  }
  return seen.size === 1 ? [...seen][0]! : null;
}

function fromEpoch(text: string): string {
  const value = Number(text);
  return new Date(text.length === 13 && !text.includes(".") ? value : value * 1000).toISOString();
}

const ZONES: Readonly<Record<string, string>> = {
  "": "Z",
  Z: "Z",
  UTC: "Z",
  GMT: "Z",
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
  CET: "+01:00",
  CEST: "+02:00",
  JST: "+09:00",
};

function toInstant(parts: Parts): string | null {
  const half = /^([ap])\.?m\.?\b/i.exec(parts.rest)?.[1]?.toLowerCase();
  const zone = zoneOf(half === undefined ? parts.rest : parts.rest.replace(/^[ap]\.?m\.?\s*/i, ""));
  const hour = to24Hours(Number(parts.hour ?? 0), half);
  if (zone === null || hour === null) return null;
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const millis = (parts.fraction ?? "").padEnd(3, "0").slice(0, 3);
  const [minute, second] = [parts.minute ?? "00", parts.second ?? "00"];
  if (Number(minute) > 59 || Number(second) > 59) return null;
  const local = `${parts.year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}.${millis}`;
  // Most exports write UTC, and then nothing is left to compute.
  return zone === "Z" ? `${local}Z` : new Date(local + zone).toISOString();
}

function two(part: number): string {
  return part < 10 ? `0${part}` : String(part);
}

function to24Hours(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour > 12) return half === "p" && hour <= 23 ? hour : null;
  return half === "p" ? (hour % 12) + 12 : hour % 12;
}

function zoneOf(rest: string): string | null {
  if (rest === "" || rest === "Z") return "Z";
  const text = rest
    .trim()
    .replace(/\s*\([^)]*\)$/, "")
    .toUpperCase();
  const offset = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?(?: [A-Z]{2,5})?$/.exec(text);
  // No zone on earth is further from UTC.
  if (offset !== null && (Number(offset[2]) > 14 || Number(offset[3] ?? 0) > 59)) return null;
  if (offset !== null) return `${offset[1]}${offset[2]!.padStart(2, "0")}:${offset[3] ?? "00"}`;
  return ZONES[text] ?? null;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : DAYS[month - 1]!;
}
