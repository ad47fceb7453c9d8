// Shows what the words of a matter find and what they miss, so that a person can judge them before a release is held to them.
import {
  type BrowseFilter,
  findMatches,
  heldTerms,
  type ItemFacts,
  itemOf,
  type MatterTerm,
  type MatterWords,
  type MentionId,
  matterFilter,
  parseSearchWords,
  quote,
  saidWords,
} from "@heed/core";
import { conceptsSaid } from "@heed/text";
import type { Workspace } from "../workspace/open-workspace.ts";

/** A mention with where the words stand in it. */
export interface MatterSample {
  readonly mentionId: MentionId;
  readonly quote: string;
  /** Spans of the quote. */
  readonly matches: readonly { readonly start: number; readonly end: number }[];
  readonly kind: string | null;
  readonly language: string;
  readonly writtenAt: string | null;
}

/** Mentions of one sort: how many, and some of them spread over the time. */
export interface MatterSlice {
  readonly mentions: number;
  readonly samples: readonly MatterSample[];
}

export interface MatterFindings {
  /** What is counted. */
  readonly counted: MatterSlice & {
    readonly people: number;
    readonly languages: Readonly<Record<string, number>>;
    readonly themes: number;
  };
  /** Mentions among the newest `looked` that hold each word or `#concept`, list by list, the most first; what found nothing stands last. */
  readonly terms: readonly (readonly { readonly word: string; readonly mentions: number }[])[];
  readonly looked: number;
  /** The words are there, but it is praise, a thing of no kind or another kind than asked: "no longer loses notes". */
  readonly otherKinds: MatterSlice;
  /** A word that must not stand there does. */
  readonly leftOut: MatterSlice;
  /** For each list, mentions that hold a word of every other list and none of this one, with concepts that they name. */
  readonly nearMisses: readonly (MatterSlice & {
    readonly list: number;
    readonly concepts: readonly {
      readonly id: string;
      readonly en: string;
      readonly zh: string;
      readonly mentions: number;
    }[];
  })[];
}

const MOST_LOOKED = 2_000;
const MOST_SAMPLES = 12;
const MOST_MISSES = 8;
const MOST_CONCEPTS = 12;
const LONGEST_QUOTE = 400;
const NOBODY: MatterSlice = { mentions: 0, samples: [] };
const OWN: BrowseFilter = { rivals: [""] };

/** What the words find; the browser must be level with the facts. */
export async function examineMatter(
  workspace: Pick<Workspace, "facts">,
  words: MatterWords,
): Promise<MatterFindings> {
  const { browser } = workspace.facts;
  const filter = matterFilter(words);
  const said = saidWords(words);
  const [people, languages, themes, read] = await Promise.all([
    browser.totals(filter),
    browser.facet("language", filter),
    browser.facet("theme", filter),
    readMentions(workspace, filter, MOST_LOOKED),
  ]);
  const { lists, without } = words;
  const all = lists.flat();
  const misses = lists.length < 2 ? [] : lists;
  return {
    counted: {
      ...{ mentions: people.mentions, people: people.people, languages },
      themes: Object.keys(themes).length,
      samples: spread(read, MOST_SAMPLES).map((one) => sampleOf(one, all)),
    },
    ...countTerms(read, words),
    otherKinds: await slice(workspace, all, { ...OWN, said, except: { kinds: words.kinds } }),
    leftOut:
      without.length === 0
        ? NOBODY
        : await slice(workspace, [...all, ...without], {
            ...{ ...OWN, kinds: words.kinds, said: { ...said, without: [] } },
            except: { said: { lists: [], without: said.without } },
          }),
    nearMisses: await Promise.all(misses.map((_, at) => nearMiss(workspace, words, at))),
  };
}

/** Mentions that hold a word of every list but the one at a place, and none of that one. */
async function nearMiss(workspace: Pick<Workspace, "facts">, words: MatterWords, at: number) {
  const said = saidWords(words);
  const filter: BrowseFilter = {
    ...{ ...OWN, kinds: words.kinds },
    said: { ...said, lists: said.lists.toSpliced(at, 1) },
    except: { said: { lists: [said.lists[at]!], without: [] } },
  };
  const others = words.lists.toSpliced(at, 1).flat();
  const [mentions, read] = await Promise.all([
    workspace.facts.browser.countMentions(filter),
    readMentions(workspace, filter, MOST_LOOKED),
  ]);
  return {
    ...{ list: at, mentions },
    samples: spread(read, MOST_MISSES).map((one) => sampleOf(one, others)),
    concepts: conceptsSaid(read.map(quoteOf))
      .slice(0, MOST_CONCEPTS)
      .map(({ concept: { id, en, zh }, texts }) => ({
        ...{ id, en: en[0] ?? id, zh: zh[0] ?? en[0] ?? id },
        mentions: texts,
      })),
  };
}

async function slice(
  workspace: Pick<Workspace, "facts">,
  terms: readonly MatterTerm[],
  filter: BrowseFilter,
): Promise<MatterSlice> {
  const [mentions, read] = await Promise.all([
    workspace.facts.browser.countMentions(filter),
    readMentions(workspace, filter, MOST_LOOKED),
  ]);
  return { mentions, samples: spread(read, MOST_MISSES).map((one) => sampleOf(one, terms)) };
}

type Read = ItemFacts["mentions"][number] & { readonly item: ItemFacts["item"] };

/** The newest mentions of a filter with their items. */
async function readMentions(
  { facts }: Pick<Workspace, "facts">,
  filter: BrowseFilter,
  most: number,
): Promise<Read[]> {
  const { ids } = await facts.browser.mentions(filter, {
    ...{ order: "newest", after: null, limit: most },
  });
  const itemIds = [...new Set(ids.map(itemOf))];
  const found = new Map<MentionId, Read>();
  if (itemIds.length === 0) return [];
  for await (const page of facts.itemFacts({ ids: itemIds, pageSize: 500 })) {
    for (const { item, mentions } of page)
      for (const one of mentions) found.set(one.mention.id, { ...one, item });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

function countTerms(read: readonly Read[], words: MatterWords) {
  const labelOf = ({ text, concept }: MatterTerm) => (concept === null ? text : `#${concept}`);
  const counts = words.lists.map((list) => new Map(list.map((term) => [labelOf(term), 0])));
  for (const one of read) {
    for (const [at, held] of heldTerms(quoteOf(one), words).lists.entries())
      for (const label of new Set(held.map(labelOf)))
        counts[at]!.set(label, counts[at]!.get(label)! + 1);
  }
  const terms = counts.map((list) =>
    [...list]
      .map(([word, mentions]) => ({ word, mentions }))
      .sort((a, b) => b.mentions - a.mentions),
  );
  return { terms, looked: read.length };
}

/** Every so manieth, so that early and late ones are seen. */
function spread<Value>(values: readonly Value[], most: number): Value[] {
  const count = Math.min(most, values.length);
  return Array.from(
    { length: count },
    (_, at) => values[Math.floor((at * values.length) / count)]!,
  );
}

function sampleOf(one: Read, terms: readonly MatterTerm[]): MatterSample {
  const text = quoteOf(one).slice(0, LONGEST_QUOTE);
  const wanted = heldTerms(text, { lists: [terms], without: [] }).lists[0]!.flatMap(
    (term) => parseSearchWords(`"${term.text.replaceAll('"', " ")}"`).wanted,
  );
  return {
    mentionId: one.mention.id,
    quote: text,
    matches: findMatches(text, { start: 0, end: text.length }, { wanted, unwanted: [] }),
    kind: one.reading?.kind ?? null,
    ...{ language: one.item.language, writtenAt: one.item.writtenAt },
  };
}

function quoteOf({ item, mention }: Read): string {
  return quote(item.text, mention);
}
