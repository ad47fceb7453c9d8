// Forgets a person: what they wrote is deleted, their name and addresses are masked wherever else they stand.
import { foldText, InvalidInput, maskValue, toStoredText } from "@heed/core";
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
      },
    );
  }
  const { hash, facts, records } = workspace;
  const personKeys = names.map((name) => personKey(hash, name));
  await rememberForgotten(records, personKeys);
  const erased = await facts.erasePeople({
    authorKeys: [],
    personKeys,
    redactionHashes: names.map((name) => hash("private", foldText(name))),
    values: names,
  });
  await facts.repairRepeats();
  const changed = await records.rewriteTexts((text) => names.reduce(maskValue, text));
  return { items: erased.items, masked: erased.masked, records: changed };
}

/** The person as written, and the name and the address inside `Name <address>`; the longest first. */
function namesOf(person: string): string[] {
  return [...new Set(namesWithin(toStoredText(person)).map((name) => name.trim()))]
    .filter((name) => [...name].length >= SHORTEST)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
