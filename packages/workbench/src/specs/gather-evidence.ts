// Gathers what a need brings to its specification: quotes with their readings, dissent, questions, neighbours and segments.
import {
  addDays,
  type EvidenceQuote,
  itemOf,
  type MentionId,
  NEED_VOICES,
  type QuoteReference,
  type SpecEvidence,
} from "@heed/core";
import type { NeedView } from "@heed/core/api";
import { loadBrief } from "../briefs/brief-store.ts";
import { filterOf } from "../desk/browse-feedback.ts";
import { loadItems, personOf } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { listNeeds } from "../desk/read-needs.ts";

const MOST_QUOTES = 12;
const MOST_SIDE = 5;
const MOST_NEIGHBOURS = 4;
const MOST_SEGMENTS = 4;
const LOOKED_THROUGH = 200;
const WEEKS = 4;

export async function gatherEvidence(context: DeskContext, need: NeedView): Promise<SpecEvidence> {
  const { themeId } = need;
  const { browser } = context.workspace.facts;
  const voices = await filterOf(context, {
    ...structuredClone(NEED_VOICES),
    kind: [...NEED_VOICES.kind],
    rival: ["own"],
    theme: [themeId],
  });
  const mentions = async (more: object) =>
    (
      await browser.mentions(
        { ...voices, ...more },
        { order: "newest", after: null, limit: LOOKED_THROUGH },
      )
    ).ids;
  const [requests, praise, questions, languages, sources, needs, brief, lastWeek] =
    await Promise.all([
      mentions({ kinds: ["request"] }),
      mentions({ kinds: ["praise"] }),
      mentions({ kinds: ["question"] }),
      browser.facet("language", voices),
      browser.facet("source", voices),
      listNeeds(context, {}),
      loadBrief(context.workspace.records),
      lastWeekOf(need),
    ]);
  const quotes = await quotesFor(context, [...need.quotes, ...requests.slice(0, 40)], MOST_QUOTES);
  return {
    themeId,
    name: need.name,
    quotes,
    dissent: await quotesFor(context, praise, MOST_SIDE),
    questions: await quotesFor(context, questions, MOST_SIDE),
    neighbours: needs.rows
      .filter((other) => other.themeId !== themeId)
      .sort((a, b) => Math.abs(a.rank - need.rank) - Math.abs(b.rank - need.rank))
      .slice(0, MOST_NEIGHBOURS)
      .map(({ name }) => name),
    languages: Object.keys(languages).slice(0, MOST_SEGMENTS),
    sources: Object.keys(sources).slice(0, MOST_SEGMENTS),
    segments: need.segments
      .filter(
        ({ says, dimension }) =>
          says === "more" && (dimension === "version" || dimension === "channel"),
      )
      .slice(0, MOST_SEGMENTS)
      .map(({ dimension, value }) => ({ field: dimension as "version" | "channel", value })),
    lastWeeks:
      lastWeek === null
        ? null
        : { from: addDays(lastWeek, -7 * (WEEKS - 1)), to: addDays(lastWeek, 6) },
    outcome: brief?.outcome ?? "",
  };
}

/** Monday of the last week in which anyone was heard. */
function lastWeekOf({ weeks }: NeedView): string | null {
  return weeks.findLast(({ allPeople }) => allPeople > 0)?.weekDate ?? null;
}

/** Quotes of mentions that are there: one a person, those that say something by themselves first. */
async function quotesFor(
  context: DeskContext,
  ids: readonly (MentionId | string)[],
  most: number,
): Promise<EvidenceQuote[]> {
  const wanted = [...new Set(ids as readonly MentionId[])];
  const items = await loadItems(context, wanted.map(itemOf));
  const speakers = new Set<string>();
  const found = wanted.flatMap((id) => {
    const facts = items.get(itemOf(id));
    const mention = facts?.mentions.find((known) => known.mention.id === id);
    if (facts === undefined || mention === undefined || facts.item.spam != null) return [];
    const { start, end } = mention.mention;
    const words = facts.item.text.slice(start, end);
    const reference = referTo(context, {
      mentionId: id,
      words,
      kind: mention.reading?.kind ?? null,
      sentiment: mention.reading?.sentiment ?? null,
      themeId: mention.assignment?.themeId ?? null,
    });
    return [{ reference, kind: reference.kind, person: personOf(facts.item), size: sizeOf(words) }];
  });
  const isTelling = ({ size }: { readonly size: number }) => size >= 20 && size <= 260;
  return [...found.filter(isTelling), ...found.filter((one) => !isTelling(one))]
    .filter(({ person }) => !speakers.has(person) && speakers.add(person).size > 0)
    .slice(0, most)
    .map(({ reference, kind }) => ({ reference, kind }));
}

/** A reference to a whole mention. */
export function referTo(
  { workspace }: DeskContext,
  {
    words,
    ...fields
  }: { readonly mentionId: MentionId; readonly words: string } & Pick<
    QuoteReference,
    "kind" | "sentiment" | "themeId"
  >,
  start = 0,
): QuoteReference {
  return { ...fields, start, end: start + words.length, seal: sealOf(workspace.hash, words) };
}

export function sealOf(hash: DeskContext["workspace"]["hash"], words: string): string {
  return hash("spec-quote", words);
}

function sizeOf(words: string): number {
  return words.length + 2 * (words.match(/\p{sc=Han}/gu)?.length ?? 0);
}
