// Looks up what a specification's claims rest on as it is today: quotes with their words and readings, and counts.
import {
  type Claim,
  type ClaimBasis,
  describeGap,
  type EncoderGap,
  HeedError,
  type ItemFacts,
  itemOf,
  NotFound,
  type QuoteReference,
  readCount,
  type Today,
  Unavailable,
} from "@heed/core";
import { gapOf, runCount } from "../counts/run-count.ts";
import { loadItems } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { sealOf } from "./gather-evidence.ts";
import { quotesOf } from "./spec-records.ts";
import { measureSupport } from "./support-check.ts";

export interface LookedUp extends Today {
  /** The words of a quote, with the item they stand in; null when they are gone. */
  readonly quoted: (
    quote: QuoteReference,
  ) => { readonly words: string; readonly facts: ItemFacts } | null;
}

/** Reads everything that claims name, once. */
export async function lookUp(context: DeskContext, claims: readonly Claim[]): Promise<LookedUp> {
  const quotes = quotesOf(claims);
  const [items, counts, supports] = await Promise.all([
    loadItems(
      context,
      quotes.map(({ mentionId }) => itemOf(mentionId)),
    ),
    countsOf(context, claims),
    supportsOf(context, claims),
  ]);
  const mentionOf = ({ mentionId }: QuoteReference) =>
    items.get(itemOf(mentionId))?.mentions.find(({ mention }) => mention.id === mentionId);
  const quoted: LookedUp["quoted"] = (quote) => {
    const found = mentionOf(quote);
    const facts = items.get(itemOf(quote.mentionId));
    if (found === undefined || facts === undefined) return null;
    const { start, end } = found.mention;
    return { facts, words: facts.item.text.slice(start, end).slice(quote.start, quote.end) };
  };
  return {
    quoted,
    quote: (quote) => {
      const now = quoted(quote);
      if (now === null) return null;
      const found = mentionOf(quote)!;
      return {
        words: now.words,
        seal: sealOf(context.workspace.hash, now.words),
        kind: found.reading?.kind ?? null,
        sentiment: found.reading?.sentiment ?? null,
        themeId: found.assignment?.themeId ?? null,
      };
    },
    count: (query) => counts.get(query) ?? null,
    support: ({ id }) => supports.get(id) ?? null,
  };
}

/**
 * Values now of every count that claims name; those whose theme is gone are missing. @throws when a count was made by meaning and the
 * encoder does not answer: by words alone it would be another count, and its claim called stale.
 */
export async function countsOf(
  context: DeskContext,
  claims: readonly Claim[],
): Promise<Map<string, number>> {
  const queries = new Set(
    claims.flatMap(({ basis }) =>
      basis.type === "counted" ? basis.counts.map(({ query }) => query) : [],
    ),
  );
  const values = new Map<string, number>();
  await Promise.all(
    [...queries].map(async (query) => {
      try {
        const count = readCount(query);
        const gap = await gapOf(context, count);
        if (gap !== null) throw uncountable(gap);
        values.set(query, await runCount(context, count));
      } catch (error) {
        if (!(HeedError.is(error) && error instanceof NotFound)) throw error;
      }
    }),
  );
  return values;
}

function uncountable(gap: EncoderGap): Unavailable {
  const { en, zh } = describeGap(gap);
  return new Unavailable(gap.code, `A count of this specification is by meaning. ${en}`, {
    zh: { message: `本规格中有按含义统计的数字。${zh}` },
    retryable: true,
  });
}

async function supportsOf(context: DeskContext, claims: readonly Claim[]) {
  const supported = claims.filter(
    (claim): claim is Claim & { basis: Extract<ClaimBasis, { type: "supported" }> } =>
      claim.basis.type === "supported",
  );
  const marks = await Promise.all(supported.map((claim) => measureSupport(context, claim)));
  return new Map(supported.map(({ id }, index) => [id, marks[index]!] as const));
}
