// The table that people's pages are read from: one row a mention, with everything that filters ask beside it.

/** Columns in the order of the table. */
const COLUMNS = `
  item UInt64, revision UInt32, start UInt32, end UInt32, is_first UInt8, is_mention UInt8,
  written_at DateTime64(3, 'UTC'), day Date, is_dated UInt8,
  source LowCardinality(String), import_id LowCardinality(String), language LowCardinality(String),
  channel LowCardinality(String), version LowCardinality(String), rival LowCardinality(String),
  rating UInt8, spam UInt8, person UInt64, is_anonymous UInt8, duplicate_of UInt64, similar_to UInt64,
  kind LowCardinality(String), sentiment LowCardinality(String), score Float32,
  theme UInt32, unclear LowCardinality(String), is_assigned UInt8`;

/** Statement that creates an empty table of that shape. */
export function createBrowseTable(table: string): string {
  // It is filled once and holds no key twice; the engine's kind is that of all tables that erasing rewrites.
  return `CREATE TABLE IF NOT EXISTS ${table} (${COLUMNS})
    ENGINE = ReplacingMergeTree ORDER BY (item, revision, start, end)`;
}

/** Fills the table for the items of one range of numbers; binds visible, zone, first, last. */
export function fillBrowseTable(table: string, database: string): string {
  const within = "item BETWEEN {first: UInt64} AND {last: UInt64}";
  const key = "item, revision, start, end";
  // Outer joins leave defaults where nothing matches: end 0 marks an item without mentions.
  return `INSERT INTO ${table}
    SELECT i.item, i.revision, m.start, m.end, m.end = 0 OR m.is_first, m.end > 0,
           ifNull(i.written_at, toDateTime64(0, 3, 'UTC')), toDate(toTimeZone(ifNull(i.written_at, toDateTime64(0, 3, 'UTC')), {zone: String})),
           i.written_at IS NOT NULL,
           i.source, i.import_id, i.language, ifNull(i.channel, ''), ifNull(i.app_version, ''), i.rival,
           toUInt8(floor(ifNull(i.rating, 0))), i.spam != '',
           sipHash64(ifNull(i.author_key, concat('item ', toString(if(i.duplicate_of > 0, i.duplicate_of, i.item))))),
           i.author_key IS NULL, i.duplicate_of, i.similar_to,
           r.kind, if(r.model = '', '', toString(r.sentiment)), r.score,
           ifNull(a.theme, 0), a.unclear, a.present
    FROM (SELECT * EXCEPT (text, properties, redactions, signature) FROM ${database}.item FINAL
          WHERE ${within} AND import_id IN {visible: Array(String)}
          ORDER BY item, revision DESC LIMIT 1 BY item) AS i
    LEFT JOIN (SELECT ${key}, start = min(start) OVER (PARTITION BY item, revision) AS is_first
               FROM ${database}.mention FINAL WHERE ${within}) AS m USING (item, revision)
    LEFT JOIN (SELECT * FROM ${database}.reading FINAL WHERE ${within}
               ORDER BY ${key}, generation DESC LIMIT 1 BY ${key}) AS r
      ON r.item = i.item AND r.revision = i.revision AND r.start = m.start AND r.end = m.end
    LEFT JOIN (SELECT *, 1 AS present FROM ${database}.assignment FINAL WHERE ${within}) AS a
      ON a.item = i.item AND a.revision = i.revision AND a.start = m.start AND a.end = m.end`;
}
