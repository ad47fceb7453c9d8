// Bringing feedback in through the API: upload, recognise and preview, import, undo, pulled sources.
import { z } from "zod";
import { pageOf, pageQuery } from "./page.ts";
import { BothLanguages, Instant } from "./values.ts";

export const UploadRequest = z.object({
  /** File name as the person knows it; only its last part is kept. */
  name: z.string().min(1).max(255),
  /** Size in bytes. */
  bytes: z.int().min(0),
});
export const Upload = z
  .object({
    id: z.string(),
    name: z.string(),
    bytes: z.int(),
    /** Bytes that are here; send the rest from this offset on. */
    received: z.int(),
  })
  .meta({ id: "Upload" });
export type Upload = z.infer<typeof Upload>;

const column = z.string().max(500);
export type MappingView = z.infer<typeof MappingView>;
export const MappingView = z
  .object({
    text: z.array(column),
    id: column.optional(),
    date: column.optional(),
    rating: column.optional(),
    author: column.optional(),
    version: column.optional(),
    channel: column.optional(),
    email: column.optional(),
  })
  .meta({ id: "ColumnMapping" });
export const ImportCountsView = z
  .object({
    rows: z.int(),
    added: z.int(),
    revised: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    redacted: z.int(),
    duplicates: z.int().optional(),
    similar: z.int().optional(),
    spam: z.int().optional(),
  })
  .meta({ id: "ImportCounts" });
export const RejectedRowView = z
  .object({
    row: z.int(),
    line: z.int(),
    reason: z.string(),
    message: z.string(),
    excerpt: z.string(),
  })
  .meta({ id: "RejectedRow" });
export const RejectedPage = pageOf(RejectedRowView).meta({ id: "RejectedPage" });
export const RejectedQuery = z.object(pageQuery);

export const PreviewRequest = z.object({
  uploadId: z.string(),
  /** Overrides the mapping that was found. */
  mapping: MappingView.optional(),
  rival: z.string().min(1).max(200).optional(),
});
export const ImportPreview = z
  .object({
    /** The export it was recognised as, or `columns`. */
    format: z.string(),
    /** What people call that export; null where it goes by its columns. */
    formatName: BothLanguages.nullable(),
    /** In [0, 1]: how sure it is of the format; of `columns`, of the choice of the words. */
    confidence: z.number(),
    mapping: MappingView,
    columns: z.array(
      z.object({
        name: z.string(),
        /** What the mapping takes it for, null for a property. */
        role: z.string().nullable(),
      }),
    ),
    /** What columns may hold and why, the surest first. */
    evidence: z.array(
      z.object({ column: z.string(), role: z.string(), score: z.number(), reason: BothLanguages }),
    ),
    notes: z.array(BothLanguages),
    /** The first items as they would be stored, redacted. */
    rows: z.array(
      z.object({
        row: z.int(),
        text: z.string(),
        language: z.string(),
        rating: z.number().nullable(),
        writtenAt: Instant.nullable(),
      }),
    ),
    /** What an import would do, over the whole file; null where the file is too long to be read twice. */
    counts: ImportCountsView.nullable(),
    rejected: z.array(RejectedRowView),
  })
  .meta({ id: "ImportPreview" });
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportRequest = z.object({
  uploadId: z.string(),
  mapping: MappingView.optional(),
  rival: z.string().min(1).max(200).optional(),
  /** Whether to analyse when the rows are in. Default true. */
  analyse: z.boolean().optional(),
});
export type ImportView = z.infer<typeof ImportView>;
export const ImportView = z
  .object({
    id: z.string(),
    source: z.string(),
    file: z.string(),
    status: z.enum(["pending", "committed", "undone"]),
    mapping: MappingView,
    counts: ImportCountsView,
    format: z.string().nullable(),
    formatName: BothLanguages.nullable(),
    rival: z.string().nullable(),
    startedAt: Instant.nullable(),
  })
  .meta({ id: "Import" });
export type PulledSourceView = z.infer<typeof PulledSourceView>;
export const ImportList = z.object({ rows: z.array(ImportView) }).meta({ id: "ImportList" });

export const PulledSourceView = z
  .object({
    id: z.string(),
    kind: z.enum(["app-store", "github"]),
    subject: z.string(),
    country: z.string().nullable(),
    rival: z.string().nullable(),
    everyHours: z.number(),
    pulledAt: Instant.nullable(),
    importId: z.string().nullable(),
    failure: z.string().nullable(),
    /** The same in Chinese, where it has words of its own. */
    failureZh: z.string().optional(),
  })
  .meta({ id: "PulledSource" });
export const SourceRequest = z.object({
  kind: z.enum(["app-store", "github"]),
  /** App id, or `OWNER/REPO`. */
  subject: z.string().min(1).max(200),
  country: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  rival: z.string().min(1).max(200).optional(),
  /** Default 24. */
  everyHours: z.int().min(1).max(8_760).optional(),
});
export const SourceList = z
  .object({
    /** Where feedback came from. */
    rows: z.array(z.object({ name: z.string(), items: z.int(), rival: z.string().nullable() })),
    pulled: z.array(PulledSourceView),
  })
  .meta({ id: "SourceList" });
/** Ids hold slashes, so they travel as a query field. */
export const SourceQuery = z.object({ id: z.string().min(1).max(300) });
