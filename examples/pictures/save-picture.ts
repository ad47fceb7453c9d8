// Writes an example's picture where its command line asks for one.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ExampleOptions } from "../frame/options.ts";
import { line } from "../frame/report.ts";

/** Draws and writes the picture when `--picture FILE` is given. */
export async function savePicture(
  options: ExampleOptions,
  draw: () => string | Promise<string>,
): Promise<void> {
  if (options.picture === undefined) return;
  const picture = await draw();
  mkdirSync(dirname(options.picture), { recursive: true });
  writeFileSync(options.picture, picture);
  line("picture", options.picture);
}
