// Answers of models at work as columns: narrowed by, counted, and shown beside each mention.
import { type BrowseFilter, InvalidInput, type LabModelId } from "@heed/core";
import type { Facets, MentionRow } from "@heed/core/api";
import { listPromotions } from "../lab/promote-model.ts";
import type { DeskContext } from "./desk-context.ts";

function promotionsOf(context: DeskContext) {
  return context.changes.remember("promotions", () => listPromotions(context.workspace.records));
}

/** The part of a filter that asks for answers, given as `column=label`. @throws InvalidInput `no-such-column` */
export async function labFilter(
  context: DeskContext,
  asked: readonly string[] | undefined,
): Promise<Pick<BrowseFilter, "labLabels">> {
  if (asked === undefined) return {};
  const promotions = await promotionsOf(context);
  const labels = new Map<LabModelId, string[]>();
  for (const pair of asked) {
    const at = pair.indexOf("=");
    const column = pair.slice(0, at);
    const promotion = promotions.find((one) => one.column === column);
    if (at < 1 || promotion === undefined)
      throw new InvalidInput("no-such-column", `No model is at work as “${column.slice(0, 60)}”.`, {
        hint: "Ask as column=label, with a column of the models at work.",
        zh: {
          message: `没有模型以“${column.slice(0, 60)}”在使用。`,
          hint: "请用“列=标签”的形式。",
        },
      });
    const own = labels.get(promotion.model) ?? [];
    labels.set(promotion.model, [...own, pair.slice(at + 1)]);
  }
  return { labLabels: [...labels].map(([model, own]) => ({ model, labels: own })) };
}

/** Counts of each column's answers under a filter without that column's own part. */
export async function labFacets(
  context: DeskContext,
  filterWithout: (column: string) => Promise<BrowseFilter>,
): Promise<Pick<Facets, "lab">> {
  const promotions = await promotionsOf(context);
  if (promotions.length === 0) return {};
  const { browser } = context.workspace.facts;
  const counts = promotions.map(
    async ({ column, model }) =>
      [column, await browser.labFacet(model, await filterWithout(column))] as const,
  );
  return { lab: Object.fromEntries(await Promise.all(counts)) };
}

/** The rows with what models at work say of them. */
export async function withLabLabels(
  context: DeskContext,
  rows: readonly MentionRow[],
): Promise<MentionRow[]> {
  const promotions = await promotionsOf(context);
  if (promotions.length === 0) return [...rows];
  const readings = await context.workspace.facts.browser.lab.of(
    promotions.map(({ model }) => model),
    rows.map(({ id }) => id),
  );
  const byMention = Map.groupBy(readings, ({ mentionId }) => mentionId);
  return rows.map((row) => {
    const own = byMention.get(row.id) ?? [];
    const labels = promotions.flatMap(({ column, model }) => {
      const reading = own.find((one) => one.model === model);
      if (reading === undefined) return [];
      return [[column, { label: reading.label, probability: reading.probability, model }] as const];
    });
    return { ...row, labels: Object.fromEntries(labels) };
  });
}
