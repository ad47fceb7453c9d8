// Models of the lab in backups: their files and cards lie beside the two stores under names of their own.
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { labFolders } from "./lab-context.ts";

/** How a model's file is called in a backup, before its own name. */
const PREFIX = "lab-model--";

/** Copies the models of a workspace into the folder of a backup; pictures and sounds stay where they are. */
export async function saveModels(folder: string, backup: string): Promise<void> {
  const { models } = labFolders(folder);
  for (const name of await readdir(models).catch(() => []))
    if (!name.endsWith(".part")) await copyFile(join(models, name), join(backup, PREFIX + name));
}

/** Brings back those among the files of a backup that are models. */
export async function restoreModels(
  backup: string,
  names: readonly string[],
  folder: string,
): Promise<void> {
  const { models } = labFolders(folder);
  const own = names.map((name) => basename(name)).filter((name) => name.startsWith(PREFIX));
  if (own.length > 0) await mkdir(models, { recursive: true });
  for (const name of own)
    await copyFile(join(backup, name), join(models, name.slice(PREFIX.length)));
}
