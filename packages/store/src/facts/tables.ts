// The tables of facts in ClickHouse SQL. Facts that change are versioned rows, read with FINAL.
import { createBrowseTable } from "./browse/browse-table.ts";
import { createLabReadingTable } from "./browse/lab-readings.ts";
import { createSearchTable } from "./search/search-table.ts";

/**
 * Pages show a few items and mentions from anywhere: reading 8,192 rows (the engine's default) around each, in blocks of at least
 * 64 KiB a column, would take most of a page's time.
 */
const FEW_ROWS_AT_A_TIME = "SETTINGS index_granularity = 1024, min_compress_block_size = 8192";

/** Statements that create a workspace's database and tables when they are not there. */
export function createTables(database: string): string[] {
  const mentionKey = "item UInt64, revision UInt32, start UInt32, end UInt32";
  return [
    `CREATE DATABASE IF NOT EXISTS ${database}`,
    // Plain strings: building the dictionaries of low-cardinality columns takes half of an import's time in the engine.
    `CREATE TABLE IF NOT EXISTS ${database}.item (
      item UInt64, revision UInt32, duplicate_of UInt64, similar_to UInt64, identity_key String,
      source String, import_id String, source_id Nullable(String), row UInt64, text String, language String,
      rating Nullable(Float32), author_key Nullable(String), written_at Nullable(DateTime64(3, 'UTC')),
      channel Nullable(String), app_version Nullable(String), properties Map(String, String),
      content_key String, text_key String, spam String, rival String, redactions String, signature String,
      person_keys Array(String)
    ) ENGINE = ReplacingMergeTree ORDER BY (item, revision) ${FEW_ROWS_AT_A_TIME}`,
    `CREATE TABLE IF NOT EXISTS ${database}.mention (${mentionKey})
      ENGINE = ReplacingMergeTree ORDER BY (item, revision, start, end) ${FEW_ROWS_AT_A_TIME}`,
    `CREATE TABLE IF NOT EXISTS ${database}.reading (${mentionKey},
      sentiment Enum8('negative' = -1, 'neutral' = 0, 'positive' = 1), score Float64,
      kind LowCardinality(String), model LowCardinality(String), model_version LowCardinality(String),
      generation UInt64
    ) ENGINE = ReplacingMergeTree(generation) ORDER BY (item, revision, start, end, model, model_version) ${FEW_ROWS_AT_A_TIME}`,
    `CREATE TABLE IF NOT EXISTS ${database}.assignment (${mentionKey},
      theme Nullable(UInt32), found_theme Nullable(UInt32), score Float64, unclear LowCardinality(String), generation UInt64
    ) ENGINE = ReplacingMergeTree(generation) ORDER BY (item, revision, start, end) ${FEW_ROWS_AT_A_TIME}`,
    createSearchTable(database),
    createBrowseTable(`${database}.browse`),
    createLabReadingTable(database),
  ];
}
