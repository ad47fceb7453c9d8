// The ledger's contract on SQLite, in memory and in a file that another process may hold too.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeModelLedgerContract } from "../../contract/model-ledger.contract.ts";
import { openSqliteModelLedger } from "./sql-model-ledger.ts";

describeModelLedgerContract("SQLite in memory", () => openSqliteModelLedger(":memory:"));
describeModelLedgerContract("SQLite in a file", () =>
  openSqliteModelLedger(join(mkdtempSync(join(tmpdir(), "heed-ledger-")), "models.sqlite")),
);
