// Forgets a person: what they wrote is deleted, their name and addresses are masked wherever else they stand.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ErasureRequest, foldText, InvalidInput, maskValue, toStoredText } from "@heed/core";
import { forgetArrivals } from "../../desk/forget-arrivals.ts";
import { closeShares } from "../../desk/share-pages.ts";
import { pruneVectors } from "../../encoder/encode-mentions.ts";
import { forgetExamples } from "../../lab/forget-examples.ts";
import type { Workspace } from "../../workspace/open-workspace.ts";
import { namesWithin, personKey } from "../door/door.ts";
import { rememberForgotten } from "./forgotten-people.ts";

export interface Forgotten {
  /** Items deleted. */
  readonly items: number;
  /** Revisions of other people's items in which a name or address was masked. */
  readonly masked: number;
  /** Texts of the app state (rejected rows, themes, needs) in which one was masked. */
  readonly records: number;
  /** Uploads that waited to be imported, deleted with whatever they held. */
  readonly uploads: number;
  /** Read-only links to reports that were closed: their pages hold what people said. */
  readonly shares: number;
  /** Folders of the workspace's own backups, which still hold what they held: they are to be deleted by hand. */
  readonly backups: readonly string[];
}

/** Shorter names would mask every second word. */
const SHORTEST = 2;

/**
 * Forgets a person by name, id or e-mail address, as the exports have it (`Marnie <m@example.com>` is looked for whole
 * and in its parts). Later imports leave their messages out. Nothing of them stays in the workspace's files.
 */
export async function forgetPerson(workspace: Workspace, person: string): Promise<Forgotten> {
  const names = namesOf(person);
  if (names.length === 0) {
    throw new InvalidInput(
      "no-person",
      `Cannot forget "${person}": expected a name, id or address of at least ${SHORTEST} characters.`,
      {
        hint: "Write it as the export has it, in quotes if it has spaces.",
        zh: {
          message: `无法遗忘“${person}”：应为至少 ${SHORTEST} 个字符的姓名、ID 或地址。`,
          hint: "请按导出文件中的写法填写，含空格时加引号。",
        },
      },
    );
  }
  const { hash, facts, records } = workspace;
  await workspace.turn?.();
  const personKeys = names.map((name) => personKey(hash, name));
  const request: ErasureRequest = {
    authorKeys: [],
    personKeys,
    redactionHashes: names.map((name) => hash("private", foldText(name))),
    values: names,
  };
  // Tables are written anew: what arrives meanwhile would be lost with the old ones.
  const erased = await workspace.gate.alone(async () => {
    await rememberForgotten(records, personKeys);
    const gone = await facts.erasePeople(request);
    await facts.repairRepeats();
    return gone;
  });
  await forgetExamples(records, facts);
  await pruneVectors(workspace);
  const changed = await records.rewriteTexts((text) => names.reduce(maskValue, text));
  const files = join(workspace.folder, "files");
  // A server that runs stores what it acknowledged within seconds, and leaves this person out.
  if (workspace.turn === undefined) await forgetArrivals(files, request);
  const uploads = await foldersIn(join(files, "uploads"));
  for (const upload of uploads) await rm(upload, { recursive: true, force: true });
  const shares = await closeShares(records, files);
  return {
    items: erased.items,
    masked: erased.masked,
    records: changed,
    uploads: uploads.length,
    shares,
    backups: await foldersIn(join(files, "backups")),
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort().map((name) => join(folder, name));
}

/** The person as written, and the name and the address inside `Name <address>`; the longest first. */
function namesOf(person: string): string[] {
  return [...new Set(namesWithin(toStoredText(person)).map((name) => name.trim()))]
    .filter((name) => [...name].length >= SHORTEST)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
