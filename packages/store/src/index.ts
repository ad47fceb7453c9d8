// The public surface of @heed/store: every export named by hand.
export { type AccountOptions, openSqliteAccounts } from "./accounts/open-accounts.ts";
export { openChdbEventStore, openClickHouseEventStore } from "./events/clickhouse-event-store.ts";
export { openChdbFactStore, openClickHouseFactStore } from "./facts/clickhouse-fact-store.ts";
export { type PackableItem, packItems } from "./facts/pack-items.ts";
export { openSqliteModelLedger } from "./models/sql-model-ledger.ts";
export { openSqliteRecordStore } from "./records/sql-record-store.ts";
