// The table that search reads: the words of every mention under a text index, beside what filters ask.

/**
 * Rows in a granule, an eighth of the engine's default: the order of words in a phrase is looked at in the granules where all its
 * tokens are, and what else is told of a hit is read around it.
 */
const GRANULE = 1_024;

/** Statement that creates the table of searchable mentions when it is not there. */
export function createSearchTable(database: string): string {
  return `CREATE TABLE IF NOT EXISTS ${database}.mention_search (
      item UInt64, revision UInt32, start UInt32, end UInt32, import_id LowCardinality(String),
      words String, length UInt16, language LowCardinality(String), source LowCardinality(String),
      app_version LowCardinality(String), rival LowCardinality(String), rating Nullable(Float32),
      written_at Nullable(DateTime64(3, 'UTC')), sentiment Enum8('negative' = -1, 'neutral' = 0, 'positive' = 1),
      score Float64, kind LowCardinality(String), model LowCardinality(String), model_version LowCardinality(String),
      vector Array(BFloat16), vector_model LowCardinality(String), generation UInt64,
      INDEX tokens words TYPE text(tokenizer = splitByString([' ']))
    ) ENGINE = ReplacingMergeTree(generation) ORDER BY (item, revision, start, end)
    SETTINGS index_granularity = ${GRANULE}`;
}

/** Columns in the order in which `searchLine` writes them. */
export const SEARCH_COLUMNS = [
  "item",
  "revision",
  "start",
  "end",
  "import_id",
  "words",
  "length",
  "language",
  "source",
  "app_version",
  "rival",
  "rating",
  "written_at",
  "sentiment",
  "score",
  "kind",
  "model",
  "model_version",
  "vector",
  "vector_model",
  "generation",
] as const;
