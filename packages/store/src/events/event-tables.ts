// The tables of what people did. Rows are never replaced: repeats are taken away before an import becomes visible, so
// reading needs no FINAL, and a repeat in an import that fails cannot push out the event that was here before.

/** Statements that create the tables when they are not there. */
export function createEventTables(database: string): string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${database}`,
    // Names first: questions name their events, and read nothing else.
    `CREATE TABLE IF NOT EXISTS ${database}.event (
      id String, name LowCardinality(String), person String, at DateTime64(6, 'UTC'), seq UInt64,
      properties Map(LowCardinality(String), String), import_id LowCardinality(String)
    ) ENGINE = MergeTree ORDER BY (name, person, at, seq)`,
    // Ids alone, in their order: whether an event is here already is told without reading the events.
    `CREATE TABLE IF NOT EXISTS ${database}.event_id (id String)
     ENGINE = MergeTree ORDER BY id SETTINGS index_granularity = 256`,
    `CREATE TABLE IF NOT EXISTS ${database}.person_link (
      kind Enum8('identify' = 1, 'alias' = 2), from_id String, to_id String, at DateTime64(6, 'UTC'), seq UInt64,
      import_id LowCardinality(String)
    ) ENGINE = MergeTree ORDER BY (at, seq)`,
    // What all visible links together say; made again when they change.
    `CREATE TABLE IF NOT EXISTS ${database}.person_of (id String, person String) ENGINE = MergeTree ORDER BY id`,
    `CREATE TABLE IF NOT EXISTS ${database}.person_of_state (signature String) ENGINE = MergeTree ORDER BY signature`,
  ];
}
