// Numbers arrived items (new, revised, here already, a repeat of the same words) and stores them under the day's import.
import { type Import, itemId, itemNumber, type KnownItem, type SentItem } from "@heed/core";
import { forgottenPeople } from "../imports/run/forgotten-people.ts";
import { showCommittedImports } from "../workspace/open-workspace.ts";
import type { DeskContext } from "./desk-context.ts";
import type { ArrivedItem } from "./intake.ts";

const BATCH = 5_000;

/** Stores items; doing it again with the same items changes nothing. Who was forgotten while they waited is left out. */
export async function storeArrivals(
  context: DeskContext,
  arrived: readonly ArrivedItem[],
): Promise<void> {
  const forgotten = new Set(await forgottenPeople(context.workspace.records));
  const items = arrived.filter(
    ({ personKeys = [] }) => !personKeys.some((key) => forgotten.has(key)),
  );
  for (let at = 0; at < items.length; at += BATCH)
    await storeBatch(context, items.slice(at, at + BATCH));
}

async function storeBatch(context: DeskContext, items: readonly ArrivedItem[]): Promise<void> {
  const { facts, records } = context.workspace;
  const entry = await importOfToday(context);
  const known = new Map<string, KnownItem>(
    await facts.knownItems(items.map(({ identityKey }) => identityKey)),
  );
  const textKeys = items.map(({ textKey }) => textKey).filter((key) => key !== "");
  const first = new Map(await facts.firstItemsWithText([...new Set(textKeys)]));
  const counts = { ...entry.counts, rows: entry.counts.rows + items.length };
  const numbered: SentItem[] = [];
  let next = await records.takeNumbers("item", items.length);
  for (const item of items) {
    const before = known.get(item.identityKey);
    if (before?.contentKey === item.contentKey) {
      counts.unchanged += 1;
      continue;
    }
    const id = before === undefined ? itemId(next++) : before.id;
    const revision = (before?.revision ?? 0) + 1;
    const repeats = item.textKey === "" ? undefined : first.get(item.textKey);
    const duplicateOf =
      repeats !== undefined && itemNumber(repeats) < itemNumber(id) ? repeats : null;
    if (repeats === undefined && item.textKey !== "") first.set(item.textKey, id);
    known.set(item.identityKey, { id, revision, contentKey: item.contentKey });
    numbered.push({ ...item, id, revision, importId: entry.id, duplicateOf, similarTo: null });
    counts[before === undefined ? "added" : "revised"] += 1;
    counts.redacted += item.redactions.length;
  }
  await facts.appendItems(numbered);
  await records.commitImport(entry.id, counts);
}

/** One import a day holds what programs sent on it, so that a day can be looked at and undone. */
async function importOfToday(context: DeskContext): Promise<Import> {
  const { records, facts } = context.workspace;
  const now = context.now().toISOString();
  const file = `api ${now.slice(0, 10)}`;
  const known = (await records.imports()).findLast(
    (entry) => entry.format === "api" && entry.file === file && entry.status === "committed",
  );
  if (known !== undefined) return known;
  const number = await records.takeNumbers("import", 1);
  const counts = { rows: 0, added: 0, revised: 0, unchanged: 0, rejected: 0, redacted: 0 };
  const entry: Import = {
    id: `import_${number}`,
    source: "api",
    file,
    mapping: { text: ["text"] },
    status: "pending",
    counts,
    format: "api",
    startedAt: now,
  };
  await records.addImport(entry);
  await records.commitImport(entry.id, counts);
  await showCommittedImports({ records, facts });
  return { ...entry, status: "committed" };
}
