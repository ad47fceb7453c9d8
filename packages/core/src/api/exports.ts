// What can be taken away as a file.
import { z } from "zod";

export const EXPORTED = ["needs", "themes", "mentions", "items"] as const;
export type EXPORTED = z.infer<typeof EXPORTED>;
export const EXPORT_FORMATS = ["csv", "xlsx", "json", "md"] as const;
export const ExportParams = z.object({ what: z.enum(EXPORTED), format: z.enum(EXPORT_FORMATS) });
export const ReportQuery = z.object({ lang: z.enum(["en", "zh"]).optional() });
