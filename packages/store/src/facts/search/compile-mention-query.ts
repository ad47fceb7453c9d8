// Turns a search into conditions and a score in ClickHouse SQL; every value is bound, none is spliced in.
import type { MentionFilter, MentionQuery, SearchPart, WeighedWords } from "@heed/core";
import { BM25, CLAIM_LENGTH } from "@heed/core";
import { keyFromMentionId, themeNumber } from "../rows.ts";
import { modelKey } from "./search-lines.ts";

/** Values under the names by which the SQL binds them. */
export class Bindings {
  readonly values: Record<string, unknown> = {};

  /** Binds a value of a ClickHouse type and returns its placeholder. */
  bind(value: unknown, type: string): string {
    const name = `p${Object.keys(this.values).length}`;
    this.values[name] = value;
    return `{${name}: ${type}}`;
  }
}

// The engine takes at most 64 tokens at a time; longer phrases are checked in the words themselves.
const MOST_TOKENS = 60;
const KEY = "item, revision, start, end";

/** True for mentions that hold the words; the index answers, the words are read only where order matters. */
export function wordsCondition(words: WeighedWords, bindings: Bindings): string {
  const { wanted, unwanted, match } = words;
  const tokens = [...new Set(wanted.flatMap((part) => part.tokens))].slice(0, MOST_TOKENS);
  const list = bindings.bind(tokens, "Array(String)");
  const conditions =
    match === "all"
      ? [
          `hasAllTokens(words, ${list})`,
          ...wanted.filter(({ tokens }) => tokens.length > 1).map((part) => held(part, bindings)),
        ]
      : [
          `hasAnyTokens(words, ${list})`,
          `(${wanted.map((part) => held(part, bindings)).join(" OR ")})`,
        ];
  return [...conditions, ...unwanted.map((part) => `NOT (${held(part, bindings)})`)].join(" AND ");
}

/** True for mentions that hold one part. */
export function partCondition(
  part: Pick<SearchPart, "tokens" | "phrase">,
  bindings: Bindings,
): string {
  const list = bindings.bind(part.tokens.slice(0, MOST_TOKENS), "Array(String)");
  const exact = part.tokens.length > 1 ? ` AND ${held(part, bindings)}` : "";
  return `hasAllTokens(words, ${list})${exact}`;
}

/** The same in the words themselves, without the index. */
function held(
  { tokens, phrase }: Pick<SearchPart, "tokens" | "phrase">,
  bindings: Bindings,
): string {
  const pieces = phrase === null ? tokens.map((token) => ` ${token} `) : [phrase];
  return pieces
    .map((piece) => `position(words, ${bindings.bind(piece, "String")}) > 0`)
    .join(" AND ");
}

/** `wordScore` in SQL. */
export function wordScoreSql(words: WeighedWords, bindings: Bindings): string {
  const norm = `(${1 - BM25.b} + ${BM25.b} * length / ${CLAIM_LENGTH})`;
  return `(${heldShare(words, bindings)} / (1 + ${BM25.k1} * ${norm}))`;
}

function heldShare({ wanted, weights, match }: WeighedWords, bindings: Bindings): string {
  if (match === "all" || wanted.length === 1) return "1";
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all <= 0) return "0";
  const held_ = wanted.map(
    (part, index) =>
      `if(${held(part, bindings)}, ${bindings.bind(weights[index]! / all, "Float64")}, 0)`,
  );
  return `(${held_.join(" + ")})`;
}

/** Cosine similarity to the sought meaning; mentions without a vector of its model have none. */
export function similaritySql(meaning: NonNullable<MentionQuery["meaning"]>, bindings: Bindings) {
  const vector = bindings.bind([...meaning.vector], "Array(Float32)");
  return {
    condition: `vector_model = ${bindings.bind(modelKey(meaning.model), "String")}`,
    similarity: `(1 - cosineDistance(vector, CAST(${vector}, 'Array(BFloat16)')))`,
  };
}

/** Conditions of a filter, joined by AND; `1` for an empty one. */
export function filterCondition(
  filter: MentionFilter,
  database: string,
  bindings: Bindings,
): string {
  const within = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [`${column} IN ${bindings.bind(values, "Array(String)")}`];
  const compare = (column: string, sign: string, value: unknown, type: string) =>
    value === undefined ? [] : [`${column} ${sign} ${bindings.bind(value, type)}`];
  const conditions = [
    ...within("kind", filter.kinds),
    ...within("toString(sentiment)", filter.sentiments),
    ...within("language", filter.languages),
    ...within("source", filter.sources),
    ...within("app_version", filter.appVersions),
    ...(typeof filter.rivals === "boolean"
      ? [filter.rivals ? "rival != ''" : "rival = ''"]
      : within("rival", filter.rivals)),
    ...compare("rating", ">=", filter.leastRating, "Float32"),
    ...compare("rating", "<=", filter.mostRating, "Float32"),
    ...compare("written_at", ">=", instant(filter.writtenFrom), "DateTime64(3, 'UTC')"),
    ...compare("written_at", "<", instant(filter.writtenBefore), "DateTime64(3, 'UTC')"),
    ...assignmentConditions(filter, database, bindings),
  ];
  return conditions.length === 0 ? "1" : conditions.join(" AND ");
}

/** Themes are read where they are decided, so that an edit shows in search at once. */
function assignmentConditions(
  { themeIds, unclear }: MentionFilter,
  database: string,
  bindings: Bindings,
): string[] {
  // The item alone rules most mentions out at a fraction of the whole key's cost.
  const assigned = (condition: string) => {
    const from = `FROM ${database}.assignment FINAL WHERE ${condition}`;
    return `item IN (SELECT item ${from}) AND (${KEY}) IN (SELECT ${KEY} ${from})`;
  };
  const conditions: string[] = [];
  if (themeIds !== undefined) {
    conditions.push(
      assigned(`theme IN ${bindings.bind(themeIds.map(themeNumber), "Array(UInt32)")}`),
    );
  }
  if (unclear === true) conditions.push(assigned("theme IS NULL"));
  else if (unclear !== undefined) {
    const reasons = bindings.bind(unclear, "Array(String)");
    conditions.push(assigned(`theme IS NULL AND unclear IN ${reasons}`));
  }
  return conditions;
}

/** True for what comes after a place in the order of results. */
export function afterCondition(after: MentionQuery["after"], bindings: Bindings): string {
  if (after === null) return "1";
  const { item, revision, start } = keyFromMentionId(after.mentionId);
  const score = bindings.bind(after.score, "Float64");
  const [i, r, s] = [item, revision, start].map((value) => bindings.bind(value, "UInt64"));
  return `(relevance < ${score} OR relevance = ${score} AND
    (item < ${i} OR item = ${i} AND (revision < ${r} OR revision = ${r} AND start > ${s})))`;
}

function instant(iso: string | undefined): string | undefined {
  return iso?.replace("T", " ").replace("Z", "");
}
