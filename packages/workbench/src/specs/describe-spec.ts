// Shows a version of a specification: every claim judged against today's data, what it covers, and who sees it differently.
import {
  type Claim,
  judgeClaim,
  type KeptCount,
  type MentionId,
  NEED_VOICES,
  readCount,
  type Spec,
} from "@heed/core";
import type { ClaimView, SpecRow, SpecView } from "@heed/core/api";
import { labelCount, runCount } from "../counts/run-count.ts";
import { filterOf } from "../desk/browse-feedback.ts";
import { describeMentions, personOf } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { type LookedUp, lookUp } from "./look-up-today.ts";
import { quotesOf } from "./spec-records.ts";

const MOST_DISSENT = 5;
const MOST_VALUES = 5;

export async function describeSpec(
  context: DeskContext,
  spec: Spec,
  latest: number,
): Promise<SpecView> {
  const today = await lookUp(context, spec.claims);
  const [claims, coverage, dissent] = await Promise.all([
    Promise.all(spec.claims.map((claim) => describeClaim(context, claim, today))),
    coverageOf(context, spec, today),
    dissentOf(context, spec),
  ]);
  const { id, version, title, needId, themeId, template, at, change, model } = spec;
  return {
    ...{
      id,
      version,
      latest,
      title: { ...title },
      needId,
      themeId,
      template,
      at,
      change,
      model,
      claims,
      coverage,
      dissent,
    },
    stale: claims.filter(({ status }) => status === "stale").length,
  };
}

/** One line of the list of specifications. */
export async function describeSpecRow(context: DeskContext, spec: Spec): Promise<SpecRow> {
  const today = await lookUp(context, spec.claims);
  const judged = spec.claims.map((claim) => judgeClaim(claim, today).status);
  const { id, version, title, needId, themeId, template, at } = spec;
  const having = (status: string) => judged.filter((one) => one === status).length;
  return {
    ...{ id, version, title: { ...title }, needId, themeId, template, at },
    claims: judged.length,
    stale: having("stale"),
    assumptions: having("assumption"),
  };
}

export async function describeClaim(
  context: DeskContext,
  claim: Claim,
  today: LookedUp,
): Promise<ClaimView> {
  const { id, section, text, story, criterion, basis } = claim;
  const { status, marks } = judgeClaim(claim, today);
  const counts = basis.type === "counted" ? basis.counts : [];
  return {
    ...{ id, section, text: { ...text }, basis: basis.type, status },
    ...(story === undefined ? {} : { story: structuredClone(story) }),
    ...(criterion === undefined ? {} : { criterion: structuredClone(criterion) }),
    check: basis.type === "supported" ? { name: basis.check, score: basis.score } : null,
    marks: marks.map((mark) => ({ ...mark })),
    counts: await Promise.all(counts.map((count) => describeKept(context, count, today))),
    quotes: quotesOf([claim]).map((quote) => {
      const found = today.quoted(quote);
      const item = found?.facts.item;
      return {
        mentionId: quote.mentionId,
        words: found?.words ?? null,
        language: item?.language ?? null,
        source: item?.source ?? null,
        writtenAt: item?.writtenAt ?? null,
      };
    }),
  };
}

async function describeKept(context: DeskContext, { query, value }: KeptCount, today: LookedUp) {
  const read = readCount(query);
  return {
    query,
    measure: read.measure,
    value,
    now: today.count(query),
    label: await labelCount(context, read),
  };
}

/** How many of the voices of a need its specification quotes, over all and by segment. */
async function coverageOf(
  context: DeskContext,
  { themeId, claims }: Spec,
  today: LookedUp,
): Promise<SpecView["coverage"]> {
  const items = quotesOf(claims).flatMap((quote) => today.quoted(quote)?.facts.item ?? []);
  const people = new Map(items.map((item) => [personOf(item), item]));
  const mentionsQuoted = new Set(quotesOf(claims).map(({ mentionId }) => mentionId)).size;
  if (themeId === null)
    return { people: 0, peopleQuoted: people.size, mentions: 0, mentionsQuoted, segments: [] };
  const voices = { ...NEED_VOICES, theme: [themeId] };
  const { browser } = context.workspace.facts;
  const browsed = await filterOf(context, {
    kind: [...NEED_VOICES.kind],
    rival: ["own"],
    theme: [themeId],
  });
  const quoted = [...people.values()];
  const segments = await Promise.all(
    (["language", "source", "version"] as const).map(async (dimension) => {
      const values = Object.keys(await browser.facet(dimension, browsed))
        .filter((value) => value !== "")
        .slice(0, MOST_VALUES);
      return Promise.all(
        values.map(async (value) => ({
          ...{ dimension, value },
          people: await count(context, { ...voices, [dimension]: [value] }),
          quoted: quoted.filter(
            (item) => (dimension === "version" ? item.appVersion : item[dimension]) === value,
          ).length,
        })),
      );
    }),
  );
  return {
    people: await count(context, voices),
    peopleQuoted: people.size,
    mentions: await runCount(context, { measure: "mentions", filter: voices }).catch(() => 0),
    mentionsQuoted,
    segments: segments.flat(),
  };
}

/** People behind a filter; nobody where its theme is gone. */
function count(
  context: DeskContext,
  filter: Parameters<typeof runCount>[1]["filter"],
): Promise<number> {
  return runCount(context, { measure: "people", filter }).catch(() => 0);
}

async function dissentOf(context: DeskContext, { themeId }: Spec): Promise<SpecView["dissent"]> {
  if (themeId === null) return { people: 0, rows: [] };
  const { browser } = context.workspace.facts;
  const filter = await filterOf(context, {
    theme: [themeId],
    sentiment: ["positive"],
    rival: ["own"],
  });
  const [page, totals] = await Promise.all([
    browser.mentions(filter, { order: "newest", after: null, limit: MOST_DISSENT }),
    browser.totals(filter),
  ]);
  return { people: totals.people, rows: await describeMentions(context, page.ids as MentionId[]) };
}
