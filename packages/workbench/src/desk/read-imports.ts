// Imports as people look at them: what a file would become, what was brought in, what was refused.
import { stat } from "node:fs/promises";
import { type Import, NotFound } from "@heed/core";
import type { ImportPreview, ImportView, MappingView } from "@heed/core/api";
import type { MappingOverride } from "../imports/formats/recognise.ts";
import { formatName } from "../imports/formats/tables/known-exports.ts";
import { previewFile } from "../imports/preview-file.ts";
import { importFile } from "../imports/run/import-file.ts";
import { listName, openCursor, sealCursor } from "./cursors.ts";
import { cut } from "./describe-feedback.ts";
import type { DeskContext } from "./desk-context.ts";
import { importableFile } from "./seen-uploads.ts";

interface PreviewAsk {
  readonly uploadId: string;
  readonly mapping?: MappingView | undefined;
  readonly rival?: string | undefined;
}

/** Files up to this size are read whole for a preview's counts: a second or two. */
const MOST_COUNTED_BYTES = 4 * 1024 * 1024;
/** Text packs to a tenth and less, so a packed file is counted up to this size. */
const MOST_COUNTED_PACKED_BYTES = 256 * 1024;

export async function previewImport(
  context: DeskContext,
  { uploadId, mapping, rival }: PreviewAsk,
): Promise<ImportPreview> {
  const { path, notes } = await importableFile(context, uploadId);
  const { plan, columns, items } = await previewFile(path, overrideOf(mapping));
  const mostBytes = /\.(gz|zip)$/i.test(path) ? MOST_COUNTED_PACKED_BYTES : MOST_COUNTED_BYTES;
  const dryRun =
    (await stat(path)).size > mostBytes
      ? null
      : await importFile(context.workspace, path, {
          isDryRun: true,
          isBeside: true,
          ...(mapping === undefined ? {} : { mapping: overrideOf(mapping)! }),
          ...(rival === undefined ? {} : { rival }),
        });
  const roles = new Map<string, string>();
  for (const [role, named] of Object.entries(plan.mapping))
    for (const column of [named].flat()) roles.set(column, role);
  return {
    format: plan.format,
    formatName: nameOfFormat(plan.format),
    confidence: plan.confidence,
    mapping: { ...plan.mapping, text: [...plan.mapping.text] },
    columns: columns.map((name) => ({ name, role: roles.get(name) ?? null })),
    evidence: plan.evidence.slice(0, 30).map(({ column, role, score, reason }) => ({
      ...{ column, role, score, reason },
    })),
    notes: [...notes, ...plan.notes].map(({ en, zh }) => ({ en, zh })),
    rows: items.map(({ row, text, rating, writtenAt, language }) => ({
      ...{ row, text: cut(text, 4_000), rating, writtenAt, language },
    })),
    counts: dryRun === null ? null : { ...dryRun.import.counts },
    rejected: dryRun === null ? [] : dryRun.rejected.map((row) => ({ ...row })),
  };
}

/** Only what a person named overrides what was recognised. */
export function overrideOf(mapping: MappingView | undefined): MappingOverride | undefined {
  if (mapping === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(mapping).filter(
      ([, value]) => value !== undefined && value !== "" && value.length > 0,
    ),
  ) as MappingOverride;
}

export async function listImports({ workspace }: DeskContext): Promise<{ rows: ImportView[] }> {
  return { rows: (await workspace.records.imports()).map(describeImport).reverse() };
}

export async function getImport(context: DeskContext, id: string): Promise<ImportView> {
  return describeImport(await findImport(context, id));
}

export async function findImport({ workspace }: DeskContext, id: string): Promise<Import> {
  const found = (await workspace.records.imports()).find((entry) => entry.id === id);
  if (found !== undefined) return found;
  throw new NotFound("import-not-found", `There is no import ${id}.`, {
    hint: "List the imports and choose one of their ids.",
  });
}

export async function listRejectedRows(
  context: DeskContext,
  id: string,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
) {
  await findImport(context, id);
  const { records, hash } = context.workspace;
  const list = listName(`rejected ${id}`, {});
  const rows = await records.rejectedRows(id);
  const from = cursor === undefined ? 0 : openCursor<number>(cursor, list, hash);
  const until = from + limit;
  return {
    rows: rows.slice(from, until).map((row) => ({ ...row })),
    next: until < rows.length ? sealCursor(until, list, hash) : null,
    total: rows.length,
  };
}

export function describeImport(entry: Import): ImportView {
  const { id, source, file, status, mapping, counts, format, rival, startedAt } = entry;
  return {
    ...{ id, source, file, status },
    mapping: { ...mapping, text: [...mapping.text] },
    counts: { ...counts },
    format: format ?? null,
    formatName: nameOfFormat(format ?? null),
    rival: rival ?? null,
    startedAt: startedAt ?? null,
  };
}

function nameOfFormat(format: string | null): ImportView["formatName"] {
  const name = format === null ? null : formatName(format);
  return name === null ? null : { ...name };
}
