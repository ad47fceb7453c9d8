// A specification as a file that another program takes in: its bytes, type and name.
import type { SpecId } from "@heed/core";
import type { SpecFormat, SpecView } from "@heed/core/api";
import type { DeskContext } from "../desk/desk-context.ts";
import { getSpec } from "./edit-specs.ts";
import { specPrintPage } from "./print-page.ts";
import { renderSpecMarkdown } from "./render-markdown.ts";
import { githubIssues, jiraCsv, linearCsv } from "./tracker-rows.ts";

export interface SpecFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Writer {
  readonly type: string;
  readonly write: (
    spec: SpecView,
    language: "en" | "zh",
  ) => string | Promise<Uint8Array<ArrayBuffer>>;
}

const WRITERS: Readonly<Record<SpecFormat, Writer>> = {
  md: { type: "text/markdown; charset=utf-8", write: renderSpecMarkdown },
  docx: {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    // The library is large, and hardly a start needs it.
    write: async (...asked) => (await import("./write-docx.ts")).writeSpecDocx(...asked),
  },
  html: { type: "text/html; charset=utf-8", write: specPrintPage },
  "jira.csv": { type: "text/csv; charset=utf-8", write: jiraCsv },
  "linear.csv": { type: "text/csv; charset=utf-8", write: linearCsv },
  "github.json": { type: "application/json", write: githubIssues },
};

/** The latest version in a form; stale claims say so in every form but the trackers' titles. */
export async function exportSpec(
  context: DeskContext,
  id: SpecId,
  format: SpecFormat,
  language: "en" | "zh",
): Promise<SpecFile> {
  const spec = await getSpec(context, id);
  const { type, write } = WRITERS[format];
  const written = await write(spec, language);
  const bytes = typeof written === "string" ? new TextEncoder().encode(written) : written;
  return { name: `${id}.${format}`, type, bytes };
}
