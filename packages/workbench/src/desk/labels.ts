// Corrections that people make: each becomes a label, and shows at once in place of what the model said.
import {
  InvalidInput,
  type ItemId,
  type Kind,
  type MentionFacts,
  type MentionId,
  NotFound,
  PERSON_MODEL,
  type Sentiment,
  type ThemeId,
} from "@heed/core";
import type { Label } from "@heed/core/api";
import { openCursor, sealCursor } from "./cursors.ts";
import { loadItems } from "./describe-feedback.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";
import { decide } from "./read-themes.ts";

/** A label with what the model had said, so that taking it back restores that. */
interface KeptLabel {
  readonly kind: Kind | null;
  readonly sentiment: Sentiment | null;
  readonly at: string;
  readonly before: NonNullable<MentionFacts["reading"]>;
}

const SCORES: Readonly<Record<Sentiment, number>> = { negative: -1, neutral: 0, positive: 1 };

export interface Correction {
  readonly kind?: Kind | undefined;
  readonly sentiment?: Sentiment | undefined;
  readonly themeId?: ThemeId | null | undefined;
}

export async function putLabel(
  context: DeskContext,
  mentionId: MentionId,
  { kind, sentiment, themeId }: Correction,
): Promise<Label> {
  const { reading } = await findMention(context, mentionId);
  const { kept } = context.workspace.records;
  const before = (await kept.get("label", mentionId)) as KeptLabel | undefined;
  const at = context.now().toISOString();
  const label = {
    kind: kind ?? before?.kind ?? null,
    sentiment: sentiment ?? before?.sentiment ?? null,
  };
  if (kind !== undefined || sentiment !== undefined) {
    if (reading === null) throw notRead(mentionId);
    const kept_: KeptLabel = { ...label, at, before: before?.before ?? reading };
    await kept.put("label", mentionId, kept_);
    await applyLabels(context, [[mentionId, kept_]]);
  }
  if (themeId !== undefined)
    await decide(context, { type: "move", mentionIds: [mentionId], themeId }, undefined);
  else await showChanges(context);
  return { mentionId, ...label, at };
}

export async function deleteLabel(context: DeskContext, mentionId: MentionId): Promise<void> {
  const { kept } = context.workspace.records;
  const label = (await kept.get("label", mentionId)) as KeptLabel | undefined;
  if (label === undefined) {
    throw new NotFound("label-not-found", `${mentionId} was not corrected.`, {
      hint: "List the labels to see what was.",
    });
  }
  await kept.delete("label", mentionId);
  await context.workspace.facts.appendReadings([label.before]);
  await showChanges(context);
}

export async function listLabels(
  { workspace: { records, hash } }: DeskContext,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ rows: Label[]; next: string | null; total: number }> {
  const before = cursor === undefined ? undefined : openCursor<number>(cursor, "labels", hash);
  const kept = await records.kept.list("label", {
    limit: limit + 1,
    ...(before === undefined ? {} : { before }),
  });
  const shown = kept.slice(0, limit);
  return {
    rows: shown.map(({ id, record }) => {
      const { kind, sentiment, at } = record as KeptLabel;
      return { mentionId: id as MentionId, kind, sentiment, at };
    }),
    next: kept.length > limit ? sealCursor(shown.at(-1)!.position, "labels", hash) : null,
    total: await records.kept.count("label"),
  };
}

async function applyLabels(
  { workspace }: DeskContext,
  labels: readonly (readonly [MentionId, KeptLabel])[],
): Promise<void> {
  await workspace.facts.appendReadings(
    labels.map(([mentionId, { kind, sentiment, before }]) => ({
      mentionId,
      kind: kind ?? before.kind,
      sentiment: sentiment ?? before.sentiment,
      sentimentScore:
        sentiment === null || sentiment === before.sentiment
          ? before.sentimentScore
          : SCORES[sentiment],
      model: PERSON_MODEL,
    })),
  );
}

async function findMention(context: DeskContext, mentionId: MentionId): Promise<MentionFacts> {
  const itemId = mentionId.slice(0, mentionId.indexOf(".")) as ItemId;
  const item = (await loadItems(context, [itemId])).get(itemId);
  const mention = item?.mentions.find((known) => known.mention.id === mentionId);
  if (mention !== undefined) return mention;
  throw new NotFound("mention-not-found", `There is no mention ${mentionId}.`, {
    hint: "Its item may have been revised or erased; read the item again.",
  });
}

function notRead(mentionId: MentionId): InvalidInput {
  return new InvalidInput("mention-not-read", `${mentionId} was not read by a model yet.`, {
    hint: "Analyse the workspace first.",
  });
}
