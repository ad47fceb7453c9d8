// Turns uniform filters into conditions in ClickHouse SQL; every value is bound, none is spliced in.
import { type BrowseFilter, type FacetName, type SaidWords, themeNumber } from "@heed/core";
import { anyTokenConditions, Bindings, partCondition } from "../search/compile-mention-query.ts";

/** Values under the names by which the SQL binds them. */
export type Bound = Record<string, unknown>;

/** Whether words are asked of mentions or of whole items. */
export type BrowseLevel = "mention" | "item";

/** How each facet's value is written in SQL, by which column it groups where that is quicker, and which rows have one. */
export const FACET_SQL: Readonly<
  Record<FacetName, { value: string; where: string; groupBy?: string }>
> = {
  kind: { value: "kind", where: "kind != ''" },
  sentiment: { value: "sentiment", where: "sentiment != ''" },
  language: { value: "language", where: "1" },
  source: { value: "source", where: "1" },
  version: { value: "version", where: "version != ''" },
  channel: { value: "channel", where: "channel != ''" },
  rating: { value: "toString(rating)", where: "rating > 0" },
  theme: { value: "concat('theme_', toString(theme))", where: "theme > 0", groupBy: "theme" },
  unclear: { value: "unclear", where: "unclear != ''" },
  rival: { value: "if(rival = '', 'own', rival)", where: "1" },
};

/** The condition of a filter; `1` for an empty one. Its values are added to `bound`. */
export function browseCondition(
  filter: BrowseFilter,
  level: BrowseLevel,
  bound: Bound,
  database: string,
): string {
  const own: Bound = {};
  const condition = ownCondition(filter, level, own, database);
  const except =
    filter.except === undefined ? null : exceptCondition(filter.except, level, own, database);
  Object.assign(bound, own);
  return except === null ? condition : `${condition} AND NOT (${except})`;
}

/** The values of what must not be true stand under names of their own. */
function exceptCondition(
  except: BrowseFilter,
  level: BrowseLevel,
  bound: Bound,
  database: string,
): string {
  const inner: Bound = {};
  const condition = browseCondition({ spam: true, ...except }, level, inner, database);
  for (const [name, value] of Object.entries(inner)) bound[`x_${name}`] = value;
  return condition.replaceAll(/\{(\w+): /g, "{x_$1: ");
}

function ownCondition(
  filter: BrowseFilter,
  level: BrowseLevel,
  bound: Bound,
  database: string,
): string {
  const among = (column: string, values: readonly unknown[] | undefined, type: string) => {
    if (values === undefined) return null;
    const name = `f_${column}`;
    bound[name] = values;
    return `${column} IN {${name}: Array(${type})}`;
  };
  const conditions = [
    among("kind", filter.kinds, "String"),
    among("sentiment", filter.sentiments, "String"),
    among("theme", filter.themeIds?.map(themeNumber), "UInt32"),
    among("language", filter.languages, "String"),
    among("source", filter.sources, "String"),
    among("channel", filter.channels, "String"),
    among("version", filter.versions, "String"),
    among("rating", filter.ratings, "UInt8"),
    among("rival", filter.rivals, "String"),
    among("import_id", filter.importIds, "String"),
    among("unclear", filter.unclearReasons, "String"),
    filter.unclear === undefined ? null : filter.unclear ? "unclear != ''" : "theme > 0",
    filter.spam === true ? null : "spam = 0",
    dayCondition(filter, bound),
    labCondition(filter, bound, database),
    wordsCondition(filter.words ?? [], level, bound, database),
    filter.said === undefined ? null : saidCondition(filter.said, bound, database),
  ];
  const asked = conditions.filter((condition) => condition !== null);
  return asked.length === 0 ? "1" : asked.join(" AND ");
}

/** Answers of each promoted model that is asked for stand beside the mentions. */
function labCondition(
  { labLabels = [] }: BrowseFilter,
  bound: Bound,
  database: string,
): string | null {
  if (labLabels.length === 0) return null;
  const conditions = labLabels.map(({ model, labels }, at) => {
    bound[`lab_model_${at}`] = model;
    bound[`lab_labels_${at}`] = labels;
    return `(item, revision, start, end) IN (SELECT item, revision, start, end FROM ${database}.lab_reading FINAL
      WHERE model = {lab_model_${at}: String} AND label IN {lab_labels_${at}: Array(String)})`;
  });
  return conditions.join(" AND ");
}

/** Mentions of which search knows that they hold the words; its index answers. */
function saidCondition({ lists, without }: SaidWords, bound: Bound, database: string): string {
  const bindings = new Bindings();
  const anyOf = (parts: SaidWords["without"]) => {
    // Words of one token are many, and the index answers all of them at once.
    const single = parts.flatMap(({ tokens, phrase }) =>
      tokens.length === 1 && phrase === null ? tokens : [],
    );
    const rest = parts.filter(({ tokens, phrase }) => tokens.length > 1 || phrase !== null);
    return [
      ...anyTokenConditions([...new Set(single)], bindings),
      ...rest.map((part) => `(${partCondition(part, bindings)})`),
    ].join(" OR ");
  };
  const conditions = [
    ...lists.map((list) => (list.length === 0 ? "0" : `(${anyOf(list)})`)),
    ...(without.length === 0 ? [] : [`NOT (${anyOf(without)})`]),
  ];
  if (conditions.length === 0) return "1";
  const sql = `(item, revision, start, end) IN (SELECT item, revision, start, end FROM ${database}.mention_search FINAL
    WHERE ${conditions.join(" AND ")})`;
  for (const [name, value] of Object.entries(bindings.values)) bound[`s_${name}`] = value;
  return sql.replaceAll(/\{(\w+): /g, "{s_$1: ");
}

function dayCondition({ fromDate, toDate }: BrowseFilter, bound: Bound): string | null {
  if (fromDate === undefined && toDate === undefined) return null;
  bound.f_from = fromDate ?? "1970-01-01";
  bound.f_to = toDate ?? "2149-06-06";
  return "is_dated = 1 AND day BETWEEN {f_from: Date} AND {f_to: Date}";
}

/**
 * The words of an item are its whole stored text, those of a mention its own span. Spans count UTF-16 units and the engine
 * code points, which differ only in texts with characters beyond the basic plane: those are taken as a whole.
 */
function wordsCondition(
  words: readonly string[],
  level: BrowseLevel,
  bound: Bound,
  database: string,
): string | null {
  if (words.length === 0) return null;
  const held = (text: string) =>
    words
      .map((word, index) => {
        bound[`w_${index}`] = word;
        return `positionCaseInsensitiveUTF8(${text}, {w_${index}: String}) > 0`;
      })
      .join(" AND ");
  const texts = `SELECT item, revision, text FROM ${database}.item WHERE ${held("text")}`;
  if (level === "item") return `(item, revision) IN (SELECT item, revision FROM (${texts}))`;
  return `(item, revision, start) IN (
    SELECT item, revision, start FROM ${database}.browse INNER JOIN (${texts}) AS t USING (item, revision)
    WHERE match(text, '[\\x{10000}-\\x{10FFFF}]') OR (${held("substringUTF8(text, start + 1, end - start)")}))`;
}
