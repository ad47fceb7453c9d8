// The filters as an address tells them: one set of words for needs, inbox, search and trends.
import { KIND_NAMES, type KindName } from "../components/kinds.tsx";

export interface Filters {
  readonly kind?: KindName;
  readonly sentiment?: "negative" | "neutral" | "positive";
  readonly language?: string;
  readonly source?: string;
  readonly version?: string;
  readonly rival?: string;
  readonly theme?: `theme_${number}`;
  /** What a matter counts. */
  readonly matter?: `matter_${number}`;
  /** Days, `YYYY-MM-DD`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly words?: string;
  readonly unclear?: boolean;
  /** Answer of a model at work, `column=label`. */
  readonly lab?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address, leaving out what it may not say. */
export function readFilters(search: Record<string, unknown>): Filters {
  const text = (name: "language" | "source" | "version" | "rival" | "words" | "lab") => {
    const value = search[name];
    // The router reads `?version=4` as a number.
    return (typeof value === "string" && value !== "") || typeof value === "number"
      ? { [name]: String(value).slice(0, 200) }
      : {};
  };
  const day = (name: "from" | "to") =>
    typeof search[name] === "string" && DAY.test(search[name]) ? { [name]: search[name] } : {};
  const kind = KIND_NAMES.find((name) => name === search.kind);
  const sentiment = (["negative", "neutral", "positive"] as const).find(
    (name) => name === search.sentiment,
  );
  const theme = /^theme_\d{1,15}$/.test(String(search.theme)) ? String(search.theme) : undefined;
  const matter = /^matter_\d{1,15}$/.test(String(search.matter))
    ? String(search.matter)
    : undefined;
  return {
    ...text("language"),
    ...text("source"),
    ...text("version"),
    ...text("rival"),
    ...text("words"),
    ...text("lab"),
    ...day("from"),
    ...day("to"),
    ...(kind === undefined ? {} : { kind }),
    ...(sentiment === undefined ? {} : { sentiment }),
    ...(theme === undefined ? {} : { theme: theme as `theme_${number}` }),
    ...(matter === undefined ? {} : { matter: matter as `matter_${number}` }),
    ...(typeof search.unclear === "boolean" ? { unclear: search.unclear } : {}),
  };
}

/** The filters as the API takes them. */
export function asQuery(filters: Filters) {
  const { kind, sentiment, language, source, version, rival, theme, lab, ...plain } = filters;
  return {
    ...plain,
    ...(kind === undefined ? {} : { kind: [kind] }),
    ...(sentiment === undefined ? {} : { sentiment: [sentiment] }),
    ...(language === undefined ? {} : { language: [language] }),
    ...(source === undefined ? {} : { source: [source] }),
    ...(version === undefined ? {} : { version: [version] }),
    ...(rival === undefined ? {} : { rival: [rival] }),
    ...(theme === undefined ? {} : { theme: [theme] }),
    ...(lab === undefined ? {} : { lab: [lab] }),
  };
}

export function isNarrowed(filters: Filters): boolean {
  return Object.keys(filters).length > 0;
}
