// Matters as the desk offers them: kept, examined before they are kept, and drafted from what releases say.
import { dayIn, type Matter, type MatterId, type MatterWords, standingWords } from "@heed/core";
import type {
  ConceptList,
  MatterFindingsView,
  MatterList,
  MatterRequest,
  MatterView,
  MatterWordsRequest,
} from "@heed/core/api";
import { conceptsNamed, draftMatters } from "@heed/text";
import { examineMatter } from "../matters/examine-matter.ts";
import { changeMatter, defineMatter, listMatters, removeMatter } from "../matters/keep-matters.ts";
import { readMatterWords, writeTerms } from "../matters/read-words.ts";
import { currentReleases } from "../releases/edit-releases.ts";
import { releasesHeldTo } from "../releases/release-aims.ts";
import { type DeskContext, timeZoneOf } from "./desk-context.ts";

const MOST_CONCEPTS = 30;

export function mattersDesk(context: DeskContext) {
  const { records } = context.workspace;
  const noted = async (change: Promise<Matter>) => {
    const matter = await change;
    context.changes.note();
    return (await describer(context))(matter);
  };
  return {
    listMatters: async (): Promise<MatterList> => {
      const { releases } = await currentReleases(records);
      return {
        rows: (await listMatters(records)).map(await describer(context)),
        drafts: releases.flatMap(({ version, notes }) =>
          draftMatters(notes === undefined ? [] : [...new Set([notes.en, notes.zh])]).map(
            ({ clause, lists }) => ({ version, clause, lists: lists.map((list) => [...list]) }),
          ),
        ),
      };
    },
    defineMatter: ({ name, ...typed }: MatterRequest) =>
      noted(defineMatter(records, { name, words: readMatterWords(typed) }, context.now())),
    changeMatter: (id: MatterId, { name, ...typed }: MatterRequest) =>
      noted(changeMatter(records, id, { name, words: readMatterWords(typed) }, context.now())),
    removeMatter: async (id: MatterId) => {
      await removeMatter(records, id);
      context.changes.note();
    },
    examineMatter: async (typed: MatterWordsRequest) => {
      const words: MatterWords = readMatterWords(typed);
      return (await examineMatter(context.workspace, words)) as unknown as MatterFindingsView;
    },
    findConcepts: (word: string): ConceptList => ({
      rows: conceptsNamed(word, MOST_CONCEPTS).map(({ id, group, en, zh }) => ({
        ...{ id, group, en: [...en], zh: [...zh] },
      })),
    }),
  };
}

/** How matters are shown, with the releases that are held to each; what they share is read once. */
async function describer(context: DeskContext): Promise<(matter: Matter) => MatterView> {
  const { records } = context.workspace;
  const [{ releases }, heldTo, timeZone] = await Promise.all([
    currentReleases(records),
    releasesHeldTo(records),
    timeZoneOf(context),
  ]);
  return (matter) => {
    const words = standingWords(matter);
    const held = heldTo.get(matter.id) ?? [];
    return {
      ...{ id: matter.id, name: matter.name, definitions: matter.definitions.length },
      lists: words.lists.map(writeTerms),
      without: writeTerms(words.without),
      kinds: [...words.kinds],
      ...{ definedAt: words.definedAt, knew: [...words.knew] },
      releases: releases.map(({ version }) => version).filter((one) => held.includes(one)),
      definedOn: dayIn(timeZone, words.definedAt),
    };
  };
}
