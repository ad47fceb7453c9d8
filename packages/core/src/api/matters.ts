// Matters told by their words, as the API takes and tells them.
import { z } from "zod";
import { MATTER_KINDS, MATTER_STANDINGS } from "../matters/matter.ts";
import type { Operation } from "./operation.ts";
import { BothLanguages, Day, Instant, MatterIdText, MentionIdText, SpanValue } from "./values.ts";

const Words = z.array(z.string().min(1).max(60)).max(300);
/** Lists of words, of which a mention holds one each; `#concept` stands for all forms of a concept of the lexicon. */
const typedWords = {
  lists: z.array(Words).min(1).max(5),
  without: Words.optional(),
  /** Default: all four kinds that make a need. */
  kinds: z.array(z.enum(MATTER_KINDS)).min(1).max(4).optional(),
};
export const MatterWordsRequest = z.object(typedWords);
export type MatterWordsRequest = z.infer<typeof MatterWordsRequest>;
export const MatterRequest = z.object({ name: BothLanguages, ...typedWords });
export type MatterRequest = z.infer<typeof MatterRequest>;

export const MatterView = z
  .object({
    id: MatterIdText,
    name: BothLanguages,
    /** As a person would type them: words and `#concept`. */
    lists: z.array(z.array(z.string())),
    without: z.array(z.string()),
    kinds: z.array(z.enum(MATTER_KINDS)),
    /** When the words that stand were fixed, and their day in the workspace's zone. */
    definedAt: Instant,
    definedOn: Day,
    /** How many definitions the matter has had, this one included. */
    definitions: z.int(),
    /** Releases of which a verdict had been seen by then. */
    knew: z.array(z.string()),
    /** Releases that are held to it. */
    releases: z.array(z.string()),
  })
  .meta({ id: "Matter" });
export type MatterView = z.infer<typeof MatterView>;
export const MatterList = z
  .object({
    rows: z.array(MatterView),
    /** Words that a release's notes suggest, by version; for a person to look at and change. */
    drafts: z.array(
      z.object({
        version: z.string(),
        clause: z.string(),
        lists: z.array(z.array(z.string())),
      }),
    ),
  })
  .meta({ id: "MatterList" });
export type MatterList = z.infer<typeof MatterList>;

const Slice = {
  mentions: z.int(),
  samples: z.array(
    z.object({
      mentionId: MentionIdText,
      quote: z.string(),
      matches: z.array(SpanValue),
      kind: z.string().nullable(),
      language: z.string(),
      writtenAt: Instant.nullable(),
    }),
  ),
};
export const MatterFindingsView = z
  .object({
    counted: z.object({
      ...Slice,
      people: z.int(),
      themes: z.int(),
      languages: z.record(z.string(), z.int()),
    }),
    /** Mentions among the newest `looked` that hold each word or `#concept`, list by list. */
    terms: z.array(z.array(z.object({ word: z.string(), mentions: z.int() }))),
    looked: z.int(),
    /** The same words in praise or in another kind: not counted. */
    otherKinds: z.object(Slice),
    /** A word that must not stand there does. */
    leftOut: z.object(Slice),
    /** For each list, mentions that hold a word of every other list and none of this one. */
    nearMisses: z.array(
      z.object({
        ...Slice,
        list: z.int(),
        concepts: z.array(
          z.object({ id: z.string(), en: z.string(), zh: z.string(), mentions: z.int() }),
        ),
      }),
    ),
  })
  .meta({ id: "MatterFindings" });
export type MatterFindingsView = z.infer<typeof MatterFindingsView>;

export const ConceptList = z
  .object({
    rows: z.array(
      z.object({
        id: z.string(),
        group: z.string(),
        en: z.array(z.string()),
        zh: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "ConceptList" });
export type ConceptList = z.infer<typeof ConceptList>;

/** What a matter's verdict says beside its figures. */
export const measuredMatter = {
  matterId: MatterIdText,
  name: BothLanguages,
  lists: z.array(z.array(z.string())),
  without: z.array(z.string()),
  standing: z.enum(MATTER_STANDINGS),
  /** When the words were fixed, and what that takes from the verdict. */
  note: BothLanguages,
};

const matterParams = z.object({ matterId: MatterIdText });
export const MATTER_OPERATIONS = {
  listMatters: {
    tag: "matters",
    summary: "Matters told by their words, and words that notes of releases suggest",
    response: MatterList,
  },
  defineMatter: {
    tag: "matters",
    summary: "Fix the words of a matter",
    body: MatterRequest,
    response: MatterView,
    status: 201,
  },
  changeMatter: {
    tag: "matters",
    summary: "Give a matter another name or other words; these are a definition of their own",
    params: matterParams,
    body: MatterRequest,
    response: MatterView,
  },
  removeMatter: {
    tag: "matters",
    summary: "Remove a matter with its links",
    params: matterParams,
    response: null,
    status: 204,
  },
  examineMatter: {
    tag: "matters",
    summary: "What words find and what they miss, with samples; nothing is kept",
    body: MatterWordsRequest,
    response: MatterFindingsView,
  },
  findConcepts: {
    tag: "matters",
    summary: "Concepts of the bilingual lexicon that a word names",
    query: z.object({ word: z.string().min(1).max(60) }),
    response: ConceptList,
  },
} as const satisfies Readonly<Record<string, Operation>>;

export const MATTER_PATHS = {
  listMatters: "GET /api/v1/matters",
  defineMatter: "POST /api/v1/matters",
  changeMatter: "PUT /api/v1/matters/{matterId}",
  removeMatter: "DELETE /api/v1/matters/{matterId}",
  examineMatter: "POST /api/v1/matter-examinations",
  findConcepts: "GET /api/v1/concepts",
} as const;
/** Questions that are too large for an address. */
export const MATTER_QUESTIONS = ["examineMatter"] as const;
