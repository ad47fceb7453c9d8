// Shows what an import would make of a file before anything is kept: what it is, which column holds what, first items.
import { basename } from "node:path";
import type { UnnumberedItem } from "@heed/core";
import { keyedHash } from "../workspace/keyed-hash.ts";
import { admit } from "./door/door.ts";
import { sampleRecords } from "./formats/column-sample.ts";
import type { ImportPlan } from "./formats/import-plan.ts";
import { prepareMessages } from "./formats/read-messages.ts";
import { type MappingOverride, recognise } from "./formats/recognise.ts";
import { openReader } from "./readers/open-reader.ts";

export interface FilePreview {
  readonly plan: ImportPlan;
  readonly columns: readonly string[];
  /** The first items as they would be stored, redacted. */
  readonly items: readonly Pick<
    UnnumberedItem,
    "row" | "text" | "rating" | "writtenAt" | "language" | "properties"
  >[];
}

const SHOWN = 5;

/** Needs no workspace and leaves no trace. */
export async function previewFile(path: string, mapping?: MappingOverride): Promise<FilePreview> {
  const reader = await openReader(path);
  const plan = await recognise(reader, mapping, basename(path));
  const { records } = await sampleRecords(reader);
  const messagesOf = prepareMessages(plan, reader.columns);
  const context = {
    source: "preview",
    importId: "import_0",
    rival: null,
    plan,
    hash: keyedHash(new Uint8Array(32)),
    redactNames: false,
    forgotten: new Set<string>(),
  };
  const items: FilePreview["items"][number][] = [];
  for (const record of records) {
    for (const message of messagesOf(record)) {
      if ("reason" in message) continue;
      const outcome = admit(message, record.row, context);
      if (!("item" in outcome)) continue;
      const { row, text, rating, writtenAt, language, properties } = outcome.item;
      if (items.length < SHOWN) items.push({ row, text, rating, writtenAt, language, properties });
    }
    if (items.length >= SHOWN) break;
  }
  return { plan, columns: reader.columns, items };
}
