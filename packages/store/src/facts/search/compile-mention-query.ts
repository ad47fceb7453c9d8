// Turns a search into conditions and a score in ClickHouse SQL; every value is bound, none is spliced in.
import {
  BM25,
  CLAIM_LENGTH,
  type MentionFilter,
  type MentionQuery,
  type SearchPart,
  type SoughtMeaning,
  themeNumber,
  type WeighedWords,
} from "@heed/core";
import { keyFromMentionId } from "../rows.ts";
import type { HeldMentions } from "./held-mentions.ts";
import { modelKey } from "./search-lines.ts";

/** Values under the names by which the SQL binds them. */
export class Bindings {
  readonly values: Record<string, unknown> = {};
  readonly #places = new Map<string, string>();

  /** Binds a value of a ClickHouse type and returns its placeholder; the same value has one, so that the same condition is one. */
  bind(value: unknown, type: string): string {
    const key = JSON.stringify([type, value]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const name = `p${this.#places.size}`;
    this.values[name] = value;
    this.#places.set(key, `{${name}: ${type}}`);
    return `{${name}: ${type}}`;
  }
}

/** The engine takes at most 64 tokens at a time. */
const MOST_TOKENS = 60;
const KEY = "item, revision, start, end";

/** True for mentions that hold the words; the index answers, the words are read only where order matters. */
export function wordsCondition(words: WeighedWords, bindings: Bindings): string {
  const { wanted, unwanted, match } = words;
  const conditions = wanted.map((part) => partCondition(part, bindings));
  const wantedOnes =
    match === "all" ? conditions : [`(${conditions.map((one) => `(${one})`).join(" OR ")})`];
  return [...wantedOnes, ...unwanted.map((part) => `NOT (${partCondition(part, bindings)})`)].join(
    " AND ",
  );
}

/**
 * True for mentions that hold the words, and for those that hold the tokens of a phrase in another order: what the index alone can
 * answer. Null where that is the whole condition.
 */
export function tokensCondition(
  { wanted, match }: WeighedWords,
  bindings: Bindings,
): string | null {
  if (wanted.every(({ phrase }) => phrase === null)) return null;
  const conditions = wanted.map(({ tokens }) => partCondition({ tokens, phrase: null }, bindings));
  return conditions.map((one) => `(${one})`).join(match === "all" ? " AND " : " OR ");
}

/** True for mentions that hold one part. */
export function partCondition(
  { tokens, phrase }: Pick<SearchPart, "tokens" | "phrase">,
  bindings: Bindings,
): string {
  const conditions: string[] = [];
  for (let at = 0; at < tokens.length; at += MOST_TOKENS) {
    const some = bindings.bind(tokens.slice(at, at + MOST_TOKENS), "Array(String)");
    conditions.push(`hasAllTokens(words, ${some})`);
  }
  if (phrase !== null) conditions.push(`position(words, ${bindings.bind(phrase, "String")}) > 0`);
  return conditions.join(" AND ");
}

/** True, one by one, for mentions that hold any of these tokens. */
export function anyTokenConditions(tokens: readonly string[], bindings: Bindings): string[] {
  const conditions: string[] = [];
  for (let at = 0; at < tokens.length; at += MOST_TOKENS) {
    const some = bindings.bind(tokens.slice(at, at + MOST_TOKENS), "Array(String)");
    conditions.push(`hasAnyTokens(words, ${some})`);
  }
  return conditions;
}

/** `wordScore` in SQL, of a mention that holds the words. */
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
      `if(${partCondition(part, bindings)}, ${bindings.bind(weights[index]! / all, "Float64")}, 0)`,
  );
  return `(${held_.join(" + ")})`;
}

/** With these settings the engine compares no vector before it has asked whose it is. */
export const COMPARING = "short_circuit_function_evaluation = 'force_enable'";

/** True where each held vector is of the sought model and length, so that no row need be asked whose its vector is. */
export function isOfOneModel(meaning: SoughtMeaning, held: HeldMentions["vectors"]): boolean {
  const name = modelKey(meaning.model);
  return held.every(
    ({ model, dimensions }) => model === name && dimensions === meaning.vector.length,
  );
}

/**
 * Cosine similarity to the sought meaning; -1 for mentions without a vector of its model. While vectors are replaced by those of
 * another model, vectors of two lengths stand in the column, which the engine refuses to compare: see `COMPARING`.
 */
export function similaritySql(
  meaning: SoughtMeaning,
  held: HeldMentions["vectors"],
  bindings: Bindings,
): string {
  const vector = bindings.bind([...meaning.vector], "Array(Float32)");
  const similarity = `1 - cosineDistance(vector, CAST(${vector}, 'Array(BFloat16)'))`;
  if (isOfOneModel(meaning, held)) return similarity;
  const model = bindings.bind(modelKey(meaning.model), "String");
  const size = bindings.bind(meaning.vector.length, "UInt32");
  return `if(vector_model = ${model} AND length(vector) = ${size}, ${similarity}, -1)`;
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
