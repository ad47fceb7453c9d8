// The public surface of @heed/store: every export named by hand.
export { type AccountOptions, openSqliteAccounts } from "./accounts/open-accounts.ts";
export {
  openChdbEventStore,
  openClickHouseEventStore,
  openLentEventStore,
} from "./events/clickhouse-event-store.ts";
export {
  type EngineLender,
  engineErrorOf,
  type SendCall,
  tellEngineError,
} from "./facts/lent-engine.ts";
export {
  openChdbFactStore,
  openClickHouseFactStore,
  openLendableFactStore,
  openLentFactStore,
} from "./facts/open-fact-stores.ts";
export { type PackableItem, packItems } from "./facts/pack-items.ts";
export { openSqliteModelLedger } from "./models/sql-model-ledger.ts";
export { openSqliteRecordStore } from "./records/sql-record-store.ts";
