// Reads one cell of an experiment's table: a number with its unit, a yes or no, nothing, or words.

export type CellValue =
  | { readonly kind: "empty" }
  | { readonly kind: "number"; readonly value: number; readonly unit: string }
  | { readonly kind: "infinite" }
  | { readonly kind: "text" };

const EMPTY = new Set(["", "na", "n/a", "nan", "null", "none", "nil", "-", "–", "\\n", "#n/a"]);
const YES = new Set(["true", "yes", "y", "t", "是", "converted", "已转化"]);
const NO = new Set(["false", "no", "n", "f", "否", "not converted", "未转化"]);
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/;
const NUMBER =
  /^(?<before>[$€£¥￥₹₩]|[a-z]{3}\s)?\s*(?<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?<after>%|[$€£¥￥₹₩]|[\p{L}]{1,10}\.?)?$/u;

/** A longer cell holds words; digits beyond this say nothing that a number keeps. */
const LONGEST_NUMBER = 400;

/** What a cell says; a lone minus before a currency sign counts, and yes and no are 1 and 0. */
export function readCell(text: string): CellValue {
  const folded = text.normalize("NFKC").trim().toLowerCase();
  if (EMPTY.has(folded)) return { kind: "empty" };
  if (YES.has(folded)) return { kind: "number", value: 1, unit: "" };
  if (NO.has(folded)) return { kind: "number", value: 0, unit: "" };
  if (INFINITE.test(folded)) return { kind: "infinite" };
  if (folded.length > LONGEST_NUMBER) return { kind: "text" };
  const isMinus = /^[-−(]/.test(folded);
  const bare = folded.replace(/^[-−(]\s*(?=[$€£¥₹₩\d.])/u, "").replace(/\)$/, "");
  const match = NUMBER.exec(bare);
  const { before = "", number = "", after = "" } = match?.groups ?? {};
  if (match === null || !/\d/.test(number)) return { kind: "text" };
  const value = Number(number.replaceAll(",", ""));
  if (Number.isNaN(value)) return { kind: "text" };
  if (!Number.isFinite(value)) return { kind: "infinite" };
  const unit = value === 0 ? "" : (before || after).trim().replace(/\.$/, "");
  return { kind: "number", value: isMinus ? -value : value, unit: UNITS[unit] ?? unit };
}

/** Spellings of one unit. */
const UNITS: Readonly<Record<string, string>> = {
  usd: "$",
  eur: "€",
  gbp: "£",
  cny: "¥",
  rmb: "¥",
  元: "¥",
  "￥": "¥",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  秒: "s",
  minute: "min",
  minutes: "min",
  mins: "min",
  分钟: "min",
  hour: "h",
  hours: "h",
  hr: "h",
  hrs: "h",
  小时: "h",
};

/** Milliseconds since 1970 of a cell that holds a day or an instant, or null; without a zone it is read as UTC. */
export function readMoment(text: string): number | null {
  const value = text.trim();
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s](\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?/.exec(
      value,
    );
  if (iso !== null) return moment(iso.slice(1).map((part) => Number(part ?? 0)));
  const us = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/.exec(value);
  if (us !== null) {
    const [first, second, year] = us.slice(1).map(Number) as [number, number, number];
    const isDayFirst = first > 12 || value.includes(".");
    return moment(isDayFirst ? [year, second, first] : [year, first, second]);
  }
  const named =
    /\b(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+(?<day>\d{1,2})\W+(?<year>\d{4})/i.exec(
      value,
    );
  if (named?.groups !== undefined) {
    const { month = "", day = "", year = "" } = named.groups;
    return moment([Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day)]);
  }
  if (/^\d{10}(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  return /^\d{13}$/.test(value) ? Number(value) : null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes and seconds past 59 occur in real exports and do not change the day. */
function moment(parts: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
