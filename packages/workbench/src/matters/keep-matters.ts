// Matters as people keep them: every change of the words is a definition of its own, dated, with what was known by then.
import {
  Conflict,
  checkMatterWords,
  InvalidInput,
  type Matter,
  type MatterDefinition,
  type MatterId,
  type MatterWords,
  NotFound,
  type RecordStore,
  saysTheSame,
  standingWords,
  type ThemeName,
} from "@heed/core";
import { releasesSeen, unlinkMatter } from "../releases/release-aims.ts";

const MOST_MATTERS = 200;
const LONGEST_NAME = 80;

/** Every matter, the earliest first. */
export async function listMatters(records: RecordStore): Promise<Matter[]> {
  const kept = (await records.kept.list("matter")).map(({ record }) => record as Matter);
  return kept.sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** @throws NotFound `matter-not-found` */
export async function findMatter(records: RecordStore, id: string): Promise<Matter> {
  const found = (await records.kept.get("matter", id)) as Matter | undefined;
  if (found !== undefined) return found;
  throw new NotFound("matter-not-found", `There is no matter ${id.slice(0, 60)}.`, {
    hint: "List them with: heed matters",
    zh: { message: `没有议题 ${id.slice(0, 60)}。`, hint: "查看全部：heed matters" },
  });
}

/** Keeps a new matter. */
export async function defineMatter(
  records: RecordStore,
  { name, words }: { readonly name: ThemeName; readonly words: MatterWords },
  now: Date,
): Promise<Matter> {
  checkName(name);
  checkMatterWords(words);
  if ((await records.kept.count("matter")) >= MOST_MATTERS) {
    throw new Conflict("too-many-matters", `${MOST_MATTERS} matters are kept already.`, {
      hint: "Remove those that no release is held to.",
      zh: { message: `已有 ${MOST_MATTERS} 个议题。`, hint: "请删除不再使用的议题。" },
    });
  }
  const id: MatterId = `matter_${await records.takeNumbers("matter", 1)}`;
  const matter: Matter = { id, name, definitions: [await dated(records, words, now)] };
  await records.kept.put("matter", id, matter);
  return matter;
}

/** Another name, or other words: these are a new definition, unless they say the same as those that stand. */
export async function changeMatter(
  records: RecordStore,
  id: string,
  change: { readonly name?: ThemeName; readonly words?: MatterWords },
  now: Date,
): Promise<Matter> {
  const known = await findMatter(records, id);
  checkName(change.name ?? known.name);
  const given = change.words;
  if (given !== undefined && !saysTheSame(given, standingWords(known))) checkMatterWords(given);
  const next = given === undefined ? null : await dated(records, given, now);
  // Another page may have changed it since: its definition stays before this one.
  const changed = await records.kept.change("matter", known.id, (kept): Matter | null => {
    if (kept === undefined) return null;
    const { name, definitions } = kept as Matter;
    const isNew = next !== null && !saysTheSame(next, standingWords(kept as Matter));
    return {
      id: known.id,
      name: change.name ?? name,
      definitions: isNew ? [...definitions, next] : definitions,
    };
  });
  return changed ?? findMatter(records, id);
}

/** Removes a matter and its links; that releases were held to it stays counted. */
export async function removeMatter(records: RecordStore, id: string): Promise<void> {
  const { id: known } = await findMatter(records, id);
  await unlinkMatter(records, known);
  await records.kept.delete("matter", known);
}

async function dated(
  records: RecordStore,
  { lists, without, kinds }: MatterWords,
  now: Date,
): Promise<MatterDefinition> {
  const knew = await releasesSeen(records);
  return { lists, without, kinds, definedAt: now.toISOString(), knew };
}

function checkName({ en, zh }: ThemeName): void {
  const odd = [en, zh].find((one) => one.trim() === "" || one.length > LONGEST_NAME);
  if (odd === undefined) return;
  throw new InvalidInput(
    "matter-name",
    `A matter needs a name of 1 to ${LONGEST_NAME} characters: received ${odd.length}.`,
    { zh: { message: `议题名称应为 1 到 ${LONGEST_NAME} 个字符，收到 ${odd.length} 个。` } },
  );
}

function numberOf(id: MatterId): number {
  return Number(id.slice("matter_".length));
}
