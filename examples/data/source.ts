// Where an example's data comes from: a folder of public sets, or data made up on the spot.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MadeSet, makeSet } from "../made/make-set.ts";

/** A folder with one set, and the words for it. */
export type DataSource = { readonly folder: string; readonly note: string };

/**
 * The folder of a set. Without `--data` the set is made up in a temporary folder, in the same files
 * as the real one, and removed when the program ends: good to see an example run, not to judge it.
 *
 * @throws Error where the given folder lacks the set
 */
export async function dataSource(
  data: string | undefined,
  set: MadeSet,
  seed: number,
): Promise<DataSource> {
  if (data !== undefined) {
    const folder = join(data, set);
    if (existsSync(folder)) return { folder, note: "" };
    throw new Error(
      `The data folder lacks a set: received ${data} without "${set}", expected ${folder}; ` +
        "leave --data out to run on made-up data (examples/README.md says where the sets come from).",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), `heed-${set}-`));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await makeSet(set, folder, seed);
  return { folder, note: " - MADE UP on the spot, pass --data FOLDER for the real set" };
}
