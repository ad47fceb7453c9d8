// How values of filters and segments are called in the reader's language.
import type { TFunction } from "i18next";
import { currentLanguage } from "../i18n/start-i18n.ts";

/** `zh` as 中文 or Chinese. */
export function languageName(code: string, t: TFunction): string {
  if (code === "und") return t("filter.unknown");
  try {
    const names = new Intl.DisplayNames([currentLanguage() === "zh" ? "zh-Hans" : "en"], {
      type: "language",
    });
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** A value of a filter or of a segment's dimension. */
export function valueName(dimension: string, value: string, t: TFunction): string {
  if (dimension === "language") return languageName(value, t);
  if (dimension === "rival" && value === "own") return t("filter.own");
  return value === "" ? t("filter.unknown") : value;
}

/** The name of a dimension; those of a person's own data keep theirs. */
export function dimensionName(dimension: string, t: TFunction): string {
  const key = `dimension.${dimension}`;
  const name = t(key as never) as string;
  return name === key ? dimension : name;
}

const MINUTE_PLACES = "2026-09-21T07:40".length;

/** A day with the time, in the reader's own zone; a stored instant of midnight is a day without a time. */
export function momentText(instant: string): string {
  if (/T00:00(:00(\.0+)?)?Z?$/.test(instant) || instant.length < MINUTE_PLACES)
    return dayText(instant);
  return new Intl.DateTimeFormat(localeOf(), {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(new Date(instant));
}

/** The month that a day lies in. */
export function monthText(day: string): string {
  return new Intl.DateTimeFormat(localeOf(), {
    timeZone: "UTC",
    month: "short",
    year: "numeric",
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

function localeOf(): string {
  return currentLanguage() === "zh" ? "zh-Hans" : "en-GB";
}

/** A day as the reader writes it, without the year when it is `short`. */
export function dayText(day: string, short = false): string {
  return new Intl.DateTimeFormat(localeOf(), {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(short ? {} : { year: "numeric" }),
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}
