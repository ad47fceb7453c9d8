// A workspace is one folder: its app state, its facts, and the key that keeps private values unreadable.
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EventStore, FactStore, RecordStore } from "@heed/core";
import {
  type EngineLender,
  openLendableFactStore,
  openLentEventStore,
  openLentFactStore,
  openSqliteRecordStore,
} from "@heed/store";
import { findServer } from "../desk/running-server.ts";
import { type ArrivalGate, HeldGate } from "./arrival-gate.ts";
import { Borrowed } from "./borrow-workspace.ts";
import { type KeyedHash, keyedHash } from "./keyed-hash.ts";

export interface Workspace {
  readonly folder: string;
  readonly records: RecordStore;
  readonly facts: FactStore;
  /** Hashes under this workspace's own key. */
  readonly hash: KeyedHash;
  /** The key of those hashes in base64, for threads that hash; it never leaves the machine. */
  readonly hashKey: string;
  /** Lends the engine to another process; absent where it is itself borrowed. */
  readonly lender?: EngineLender;
  /** Keeps what rewrites the stores apart from what is stored as it arrives. */
  readonly gate: ArrivalGate;
  /** Waits until nothing else writes to a borrowed workspace; absent where this process holds the folder. */
  readonly turn?: () => Promise<void>;
  /** Opens the events where the workspace is borrowed. */
  readonly events?: () => Promise<EventStore>;
  close(): Promise<void>;
}

/**
 * Opens the workspace in a folder, creating it when there is none, and sweeps what an interrupted import left. Where a server
 * holds the folder, the workspace is borrowed from it.
 */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const at = resolve(folder);
  const server = await findServer(at);
  if (server !== null) return borrowWorkspace(at, new Borrowed(server));
  // Also the facts alone, where the folder itself was there before and is open to others.
  for (const made of [at, join(at, "facts")]) await mkdir(made, { recursive: true, mode: 0o700 });
  const records = await openSqliteRecordStore(join(at, "heed.sqlite"));
  const { facts, lender } = await openLendableFactStore(join(at, "facts"));
  const key = await workspaceKey(records);
  const workspace = {
    folder: at,
    records,
    facts,
    lender,
    gate: new HeldGate(),
    hash: keyedHash(key),
    hashKey: key.toString("base64"),
    close: async () => {
      await lender.close();
      await facts.close();
      await records.close();
    },
  };
  await sweepPendingImports(workspace);
  await showCommittedImports(workspace);
  return workspace;
}

/** A workspace that a server holds: nothing is swept, since what is pending may be its own. */
async function borrowWorkspace(folder: string, borrowed: Borrowed): Promise<Workspace> {
  let hasChanged = false;
  const records = await openSqliteRecordStore(join(folder, "heed.sqlite"), () => {
    hasChanged = true;
  });
  const facts = openLentFactStore(borrowed.send, borrowed.refresh);
  const key = await workspaceKey(records);
  await showCommittedImports({ records, facts });
  return {
    folder,
    records,
    facts,
    gate: borrowed,
    hash: keyedHash(key),
    hashKey: key.toString("base64"),
    turn: () => borrowed.turn(),
    events: () => openLentEventStore(borrowed.send),
    close: async () => {
      await facts.close();
      await records.close();
      await borrowed.close(hasChanged);
    },
  };
}

/** Makes exactly the committed imports visible. */
export async function showCommittedImports({
  records,
  facts,
}: Pick<Workspace, "records" | "facts">): Promise<void> {
  const committed = (await records.imports()).filter(({ status }) => status === "committed");
  await facts.setVisibleImports(committed.map(({ id }) => id));
}

/** An import that a kill cut short, and one whose undoing it cut short, are taken away. */
async function sweepPendingImports({
  records,
  facts,
}: Pick<Workspace, "records" | "facts">): Promise<void> {
  const imports = await records.imports();
  const committed = new Set(
    imports.filter(({ status }) => status === "committed").map(({ id }) => id),
  );
  const stored = await facts.importsWithItems();
  for (const id of stored.filter((stored) => !committed.has(stored))) await facts.deleteImport(id);
  for (const { id, status } of imports) {
    if (status !== "pending") continue;
    await records.deleteRejectedRows(id);
    await records.markImportUndone(id);
  }
}

async function workspaceKey(records: RecordStore): Promise<Buffer> {
  const stored = await records.setting("hash-key");
  if (stored !== null) return Buffer.from(stored, "base64");
  const key = randomBytes(32);
  await records.saveSetting("hash-key", key.toString("base64"));
  return key;
}
