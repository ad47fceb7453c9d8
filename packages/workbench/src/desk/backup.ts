// Backups: a folder with copies of both stores and a manifest by which a restore can tell that they are whole.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Conflict, InvalidInput, NotFound } from "@heed/core";
import { openChdbFactStore } from "@heed/store";
import { restoreModels, saveModels } from "../lab/backup-models.ts";
import type { DeskContext } from "./desk-context.ts";

const MANIFEST = "manifest.json";
const RECORDS = "heed.sqlite";
const UNFINISHED = ".unfinished";

/** What a backup holds. */
export interface BackupManifest {
  readonly format: "heed-backup-1";
  readonly at: string;
  /** Rows of each table of facts. */
  readonly counts: Readonly<Record<string, number>>;
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<string, string>>;
}

/** Writes a backup beside what runs. `settle` stores what was acknowledged and waits. */
export async function writeBackup(
  context: DeskContext,
  settle: () => Promise<void>,
): Promise<{ folder: string; bytes: number; counts: Record<string, number> }> {
  await settle();
  const at = context.now().toISOString();
  const backups = join(context.filesFolder, "backups");
  const folder = join(backups, at.replace(/[:.]/g, "-"));
  await dropUnfinished(backups);
  try {
    return await fillBackup(context, { at, folder, unfinished: `${folder}${UNFINISHED}` });
  } catch (error) {
    await dropUnfinished(backups);
    throw error;
  }
}

/** What a kill or a full disk cut short is no backup, and takes the room of one. */
async function dropUnfinished(backups: string): Promise<void> {
  for (const name of await readdir(backups).catch(() => []))
    if (name.endsWith(UNFINISHED)) await rm(join(backups, name), { recursive: true, force: true });
}

async function fillBackup(
  context: DeskContext,
  { at, folder, unfinished }: Readonly<Record<"at" | "folder" | "unfinished", string>>,
): Promise<{ folder: string; bytes: number; counts: Record<string, number> }> {
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  // Nothing is stored between the two: an item that the records know nothing of would share its number with the next one.
  const counts = await context.workspace.gate.alone(async () => {
    await context.workspace.records.saveCopy(join(unfinished, RECORDS));
    return context.workspace.facts.copies.save(unfinished);
  });
  await saveModels(context.workspace.folder, unfinished);
  const files: Record<string, string> = {};
  let bytes = 0;
  for (const name of (await readdir(unfinished)).sort()) {
    files[name] = await digest(join(unfinished, name));
    bytes += (await stat(join(unfinished, name))).size;
  }
  const manifest: BackupManifest = { format: "heed-backup-1", at, counts, files };
  await writeFile(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(unfinished, folder);
  return { folder, bytes, counts };
}

/** Makes a workspace of a backup in a folder that holds none; a backup that is not whole is refused and leaves nothing. */
export async function restoreBackup(from: string, into: string): Promise<BackupManifest> {
  const source = resolve(from);
  const target = resolve(into);
  if ((await readdir(target).catch(() => [])).length > 0) {
    throw new Conflict("folder-not-empty", `${target} is not empty.`, {
      hint: "Name a folder that is empty or not there yet; move the old workspace away first.",
    });
  }
  const manifest = await readManifest(source);
  for (const [name, expected] of Object.entries(manifest.files)) {
    const found = await digest(join(source, basename(name))).catch(() => null);
    if (found !== expected) {
      throw new InvalidInput(
        "backup-not-whole",
        `${name} of the backup is ${found === null ? "missing" : "not as it was written"}.`,
        { hint: "Use another backup." },
      );
    }
  }
  await mkdir(target, { recursive: true, mode: 0o700 });
  try {
    await restoreModels(source, Object.keys(manifest.files), target);
    const facts = await openChdbFactStore(join(target, "facts"));
    try {
      await facts.copies.load(source, manifest.counts);
    } finally {
      await facts.close();
    }
    // Records come last and at once: by them a folder is a workspace, and a kill must leave none that is half there.
    await copyFile(join(source, RECORDS), join(target, `${RECORDS}${UNFINISHED}`));
    await rename(join(target, `${RECORDS}${UNFINISHED}`), join(target, RECORDS));
  } catch (error) {
    for (const name of await readdir(target))
      await rm(join(target, name), { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch((cause: unknown) => {
    throw new NotFound("backup-not-found", `${folder} holds no backup.`, {
      cause,
      hint: `Name the folder in which ${MANIFEST} lies.`,
    });
  });
  const manifest = JSON.parse(text) as BackupManifest;
  if (manifest.format === "heed-backup-1") return manifest;
  throw new InvalidInput("backup-not-known", `${folder} was written in a form not known here.`, {
    hint: "Restore it with the version of Heed that wrote it, or a later one.",
  });
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(bytes as Buffer);
  return hash.digest("hex");
}
