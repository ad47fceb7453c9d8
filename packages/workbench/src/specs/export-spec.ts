// A specification as a file that another program takes in: its bytes, type and name.
import type { SpecId } from "@heed/core";
import type { SpecFormat } from "@heed/core/api";
import type { DeskContext } from "../desk/desk-context.ts";
import { getSpec } from "./edit-specs.ts";
import { renderSpecMarkdown } from "./render-markdown.ts";

export interface SpecFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function exportSpec(
  context: DeskContext,
  id: SpecId,
  format: SpecFormat,
  language: "en" | "zh",
): Promise<SpecFile> {
  const spec = await getSpec(context, id);
  const text = (type: string, words: string): SpecFile => ({
    name: `${id}.${format}`,
    type,
    bytes: new TextEncoder().encode(words),
  });
  return text("text/markdown; charset=utf-8", renderSpecMarkdown(spec, language));
}
