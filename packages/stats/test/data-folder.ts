// Finds the folder of public data that oracle tests read, which is not part of the repository.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The folder given by HEED_DATA, else `../shared/data` beside the checkout. */
// biome-ignore lint/style/noProcessEnv: tests may be told where their data lies.
export const dataFolder = process.env.HEED_DATA ?? join(checkout, "../shared/data");

/** Whether a path of the data folder is missing; says so once on the console where it is. */
export function isMissing(path: string): boolean {
  const missing = !existsSync(join(dataFolder, path));
  if (missing) process.stderr.write(`Not run: ${path} is not in ${dataFolder}; set HEED_DATA.\n`);
  return missing;
}
