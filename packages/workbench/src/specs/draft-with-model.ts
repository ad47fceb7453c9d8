// A specification whose sentences a model writes: each is checked, what it counts is counted, and what nothing carries is an assumption.
import {
  type Claim,
  type ClaimBasis,
  type DraftPart,
  draftClaims,
  HeedError,
  itemOf,
  type KeptCount,
  type Need,
  ordersModel,
  type QuoteReference,
  type Retrieval,
  type RetrievedMention,
  readCount,
  type SpecEvidence,
  type SpecId,
  type SpecTemplate,
  TEMPLATE_SECTIONS,
  Unavailable,
  writeCount,
} from "@heed/core";
import type { ClaimView } from "@heed/core/api";
import { specModel, type WrittenClaim, writeSpec } from "@heed/text";
import { labelCount, runCount } from "../counts/run-count.ts";
import { loadItems } from "../desk/describe-feedback.ts";
import type { DeskContext } from "../desk/desk-context.ts";
import { findNeed } from "../desk/read-needs.ts";
import type { JobContext } from "../jobs/job-runner.ts";
import { openModels } from "../models/open-models.ts";
import { describeClaim } from "./describe-spec.ts";
import { counted } from "./edit-specs.ts";
import { gatherEvidence, referTo } from "./gather-evidence.ts";
import { lookUp } from "./look-up-today.ts";
import { addSpec } from "./spec-records.ts";
import { ownWords, supportOf } from "./support-check.ts";

export interface ModelDraft {
  readonly needId: Need["id"];
  readonly template?: SpecTemplate | undefined;
  readonly language?: "en" | "zh" | undefined;
}

/** What a draft may use while it is written. */
export interface Drafting {
  readonly signal: AbortSignal;
  readonly onProgress?: JobContext["onProgress"];
  /** Told of each claim as soon as it is checked, before anything is kept. */
  readonly onClaim?: (claim: ClaimView) => void;
}

export interface DraftedWithModel extends Readonly<Record<string, unknown>> {
  readonly specId: SpecId;
  readonly claims: number;
  /** Sentences of the model that became claims, and those that broke a rule. */
  readonly written: number;
  readonly dropped: number;
}

/** Drafts and keeps it; the templates' counts and quotes stay, and the model's sentences take the place of the templates' assumptions. */
export async function draftWithModel(
  context: DeskContext,
  { needId, template = "full", language = "en" }: ModelDraft,
  { signal, onProgress, onClaim }: Drafting,
): Promise<DraftedWithModel> {
  const need = await findNeed(context, needId);
  const evidence = await gatherEvidence(context, need);
  const drafted = await counted(context, draftClaims(evidence, template));
  const retrieval = await retrievalOf(context, evidence, drafted);
  const models = await openModels({ workspace: context.workspace });
  try {
    const model = models.languageModel("generate");
    const written: Claim[] = [];
    const sections = TEMPLATE_SECTIONS[template];
    let dropped = 0;
    const stream = writeSpec(model, retrieval, {
      need: need.name[language],
      language,
      signal,
    });
    for await (const one of untilBroken(stream)) {
      const claim = await claimOf(context, one, retrieval, language);
      if (claim === null || !sections.includes(claim.section)) dropped += 1;
      else {
        written.push(claim);
        onClaim?.(await viewOf(context, claim, written.length));
      }
      onProgress?.("draft", written.length, null);
    }
    // Whoever stopped it wants nothing kept, however far it came.
    signal.throwIfAborted();
    if (written.length === 0) {
      throw new Unavailable(
        "nothing-usable",
        `Nothing that the model wrote could be used: ${dropped} sentences broke a rule.`,
        {
          hint: "Draft without a model, or choose a larger one.",
          zh: {
            message: `模型所写的内容均不可用：${dropped} 句未通过检查。`,
            hint: "可不借助模型起草，或换用更大的模型。",
          },
        },
      );
    }
    const spec = await addSpec(context.workspace.records, {
      ...{ needId, template, model: specModel(model) },
      themeId: need.themeId,
      title: { ...need.name },
      at: context.now().toISOString(),
      change: "drafted",
      claims: merge(drafted, written),
    });
    context.changes.note();
    return { specId: spec.id, claims: spec.claims.length, written: written.length, dropped };
  } finally {
    await models.close();
  }
}

/** A claim as it is shown before it has a place in a specification. */
async function viewOf(context: DeskContext, claim: Claim, number: number): Promise<ClaimView> {
  const named = { ...claim, id: `draft_${number}` };
  return describeClaim(context, named, await lookUp(context, [named]));
}

/** Sentences that came before a model broke off are kept; with none, the failure stands. */
async function* untilBroken(stream: AsyncIterable<WrittenClaim>): AsyncGenerator<WrittenClaim> {
  let begun = false;
  try {
    for await (const one of stream) {
      begun = true;
      yield one;
    }
  } catch (error) {
    if (!begun || !(HeedError.is(error) && error instanceof Unavailable)) throw error;
  }
}

/** Templates' claims without assumptions where the model wrote, and the model's behind them, in the order of sections. */
function merge(drafted: readonly Claim[], written: readonly Claim[]): Claim[] {
  const told = new Set(written.map(({ section }) => section));
  const kept = drafted.filter(
    ({ section, basis }) => basis.type !== "assumption" || !told.has(section),
  );
  const renamed = written.map((claim, index) => ({
    ...claim,
    id: `claim_${drafted.length + index + 1}`,
  }));
  const sections = [...new Set([...kept, ...renamed].map(({ section }) => section))];
  const order = TEMPLATE_SECTIONS.full;
  sections.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return sections.flatMap((section) =>
    [...kept, ...renamed].filter((claim) => claim.section === section),
  );
}

/** The ledger of a draft: quotes of the evidence, but none that gives models orders, and the counts that the templates ran. */
async function retrievalOf(
  context: DeskContext,
  evidence: SpecEvidence,
  drafted: readonly Claim[],
): Promise<Retrieval> {
  const references = [...evidence.quotes, ...evidence.dissent, ...evidence.questions].map(
    ({ reference }) => reference,
  );
  const items = await loadItems(
    context,
    references.map(({ mentionId }) => itemOf(mentionId)),
  );
  const mentions: RetrievedMention[] = [];
  for (const { mentionId } of references) {
    const facts = items.get(itemOf(mentionId));
    const mention = facts?.mentions.find((known) => known.mention.id === mentionId)?.mention;
    if (facts === undefined || mention === undefined || mentions.some(({ id }) => id === mentionId))
      continue;
    const text = facts.item.text.slice(mention.start, mention.end);
    if (!ordersModel(text) && !ordersModel(facts.item.text))
      mentions.push({
        id: mentionId,
        handle: `m${mentions.length + 1}`,
        text,
        language: facts.item.language,
      });
  }
  const kept = new Map<string, KeptCount>();
  for (const { basis } of drafted)
    if (basis.type === "counted") for (const count of basis.counts) kept.set(count.query, count);
  const figures = await Promise.all(
    [...kept.values()].map(async ({ query, value }, index) => {
      const read = readCount(query);
      return {
        handle: `f${index + 1}`,
        query: read,
        value,
        label: await labelCount(context, read),
      };
    }),
  );
  return {
    question: evidence.name.en,
    mentions,
    figures,
    names: [evidence.name.en, evidence.name.zh],
  };
}

/** A checked sentence as a claim; null for one that broke a rule, or whose quotes do not carry it. */
async function claimOf(
  context: DeskContext,
  { section, checked }: WrittenClaim,
  { mentions }: Retrieval,
  language: "en" | "zh",
): Promise<Claim | null> {
  if (section === null || !checked.ok) return null;
  const made = await basisOf(context, checked.parts, mentions);
  if (made === null) return null;
  const other = language === "en" ? "zh" : "en";
  return {
    id: "",
    section,
    basis: made.basis,
    text: { [language]: made.words, [other]: "" } as unknown as Claim["text"],
  };
}

async function basisOf(
  context: DeskContext,
  parts: readonly DraftPart[],
  mentions: readonly RetrievedMention[],
): Promise<{ basis: ClaimBasis; words: string } | null> {
  const figures = parts.filter((part) => part.type === "figure");
  const quoting = parts.filter((part) => part.type === "quote" || part.type === "citation");
  if (figures.length > 0) {
    if (parts.some(({ type }) => type === "quote")) return null;
    const counts = await Promise.all(
      figures.map(async ({ query }) => ({
        query: writeCount(query),
        value: await runCount(context, query),
      })),
    );
    return { basis: { type: "counted", counts }, words: wordsOf(parts, "figure") };
  }
  if (quoting.length === 0)
    return { basis: { type: "assumption" }, words: wordsOf(parts, "quote") };
  const texts = quoting.map((part) =>
    part.type === "quote" ? part.words : mentions.find(({ id }) => id === part.mentionId)!.text,
  );
  const support = await supportOf(context, ownWords(wordsOf(parts, "quote")), texts);
  const isQuoting = parts.some(({ type }) => type === "quote");
  // Words of users stand in no assumption.
  if (!support.holds)
    return isQuoting ? null : { basis: { type: "assumption" }, words: wordsOf(parts, "quote") };
  const quotes = await referencesOf(context, quoting, texts);
  return {
    basis: { type: "supported", check: support.check, score: support.score, quotes },
    words: wordsOf(parts, "quote"),
  };
}

/** Words with placeholders for what the basis holds; a citation is shown beneath and has no place in them. */
function wordsOf(parts: readonly DraftPart[], placed: "figure" | "quote"): string {
  let index = 0;
  const words = parts.map((part) => {
    if (part.type === "text") return part.text;
    const at = index;
    if (placed === "figure" ? part.type === "figure" : part.type !== "figure") index += 1;
    return part.type === placed ? `{${at}}` : "";
  });
  return words
    .join("")
    .replace(/\s+(?=[.,;:!?。，；：！？])/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

async function referencesOf(
  context: DeskContext,
  parts: readonly Extract<DraftPart, { type: "quote" | "citation" }>[],
  texts: readonly string[],
): Promise<QuoteReference[]> {
  const items = await loadItems(
    context,
    parts.map(({ mentionId }) => itemOf(mentionId)),
  );
  return parts.flatMap((part, index) => {
    const found = items
      .get(itemOf(part.mentionId))
      ?.mentions.find(({ mention }) => mention.id === part.mentionId);
    if (found === undefined) return [];
    const reading = {
      kind: found.reading?.kind ?? null,
      sentiment: found.reading?.sentiment ?? null,
      themeId: found.assignment?.themeId ?? null,
    };
    return [
      referTo(
        context,
        { mentionId: part.mentionId, words: texts[index]!, ...reading },
        part.type === "quote" ? part.start : 0,
      ),
    ];
  });
}
