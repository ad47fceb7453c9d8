// The wireframe of a specification, as the desk gives it.
import type { SpecId } from "@heed/core";
import type { DeskContext } from "../desk/desk-context.ts";
import { getSpec } from "./edit-specs.ts";

export async function drawSpecWireframe(
  context: DeskContext,
  id: SpecId,
  language: "en" | "zh",
): Promise<string> {
  const spec = await getSpec(context, id);
  return `<!doctype html><title>${spec.id} ${language}</title>`;
}
