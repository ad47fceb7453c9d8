// The map of mentions: a bounded sample of them, laid out beside the main thread, kept until the themes change.
import { type ItemFacts, type ItemId, KINDS, type Theme, type ThemeId } from "@heed/core";
import type { ThemeMap } from "@heed/core/api";
import { lastAnalysis } from "./analysis-mark.ts";
import { themesOf } from "./browse-feedback.ts";
import type { DeskContext } from "./desk-context.ts";

export const MOST_POINTS = 50_000;
const PAGE_ITEMS = 2_000;

interface Point {
  readonly mentionId: ThemeMap["points"]["mentionIds"][number];
  readonly themeId: ThemeId;
  readonly kind: number;
  readonly text: string;
}

/** Corrections of readings leave the map as it is; analyses and decisions about themes make it anew. */
const kept = new WeakMap<object, { readonly key: string; readonly map: Promise<ThemeMap> }>();

export async function getThemeMap(context: DeskContext): Promise<ThemeMap> {
  const [mark, edits] = await Promise.all([
    lastAnalysis(context),
    context.workspace.records.themeEdits(),
  ]);
  const key = `${mark?.at} ${mark?.imports.join()} ${edits.at(-1)?.number}`;
  const known = kept.get(context.changes);
  if (known?.key === key) return known.map;
  const map = makeMap(context);
  kept.set(context.changes, { key, map });
  map.catch(() => kept.delete(context.changes));
  return map;
}

async function makeMap(context: DeskContext): Promise<ThemeMap> {
  const { browser } = context.workspace.facts;
  const [themes, tallies] = await Promise.all([themesOf(context), browser.themes({})]);
  const shown = shownLeaves(themes);
  const sizes = new Map(tallies.map(({ themeId, mentions }) => [themeId, mentions]));
  const islands = shown.filter(({ id }) => (sizes.get(id) ?? 0) > 0);
  const place = new Map(islands.map(({ id }, index) => [id, index]));
  const total = islands.reduce((sum, { id }) => sum + sizes.get(id)!, 0);
  const points = (await samplePoints(context, total)).filter(({ themeId }) => place.has(themeId));
  const theme = Int32Array.from(points, ({ themeId }) => place.get(themeId)!);
  const layout = await context.workers.layOut({
    texts: points.map(({ text }) => text),
    theme,
    sizes: islands.map(({ id }) => sizes.get(id)!),
  });
  return {
    themes: islands.map(({ id, parentId, name }, index) => ({
      ...{ id, parentId, name },
      ...layout.themes[index]!,
      mentions: sizes.get(id)!,
    })),
    points: {
      mentionIds: points.map(({ mentionId }) => mentionId),
      x: [...layout.x],
      y: [...layout.y],
      theme: [...theme],
      kind: points.map(({ kind }) => kind),
    },
    total,
  };
}

/** Leaves that nobody hid; a group without leaves is one itself. */
function shownLeaves(themes: readonly Theme[]): Theme[] {
  const hidden = new Set(themes.filter((theme) => theme.hidden === true).map(({ id }) => id));
  const groups = new Set(themes.map(({ parentId }) => parentId));
  return themes.filter(
    ({ id, parentId }) =>
      !groups.has(id) && !hidden.has(id) && (parentId === null || !hidden.has(parentId)),
  );
}

/** Mentions of every so many items, as many as make up to 50,000 points. */
async function samplePoints(context: DeskContext, total: number): Promise<Point[]> {
  const { facts } = context.workspace;
  const step = Math.max(1, Math.ceil(total / MOST_POINTS));
  const points: Point[] = [];
  const add = (page: readonly ItemFacts[]) => {
    for (const { item, mentions } of page)
      for (const { mention, reading, assignment } of mentions)
        if (assignment?.themeId != null && points.length < MOST_POINTS)
          points.push({
            mentionId: mention.id,
            themeId: assignment.themeId,
            kind: reading === null ? KINDS.length - 1 : KINDS.indexOf(reading.kind),
            text: item.text.slice(mention.start, mention.end),
          });
  };
  if (step === 1) {
    for await (const page of facts.itemFacts({ pageSize: PAGE_ITEMS })) add(page);
    return points;
  }
  const last = await lastItemNumber(context);
  for (let from = 1; from <= last; from += step * PAGE_ITEMS) {
    const ids: ItemId[] = [];
    for (let number = from; number <= last && ids.length < PAGE_ITEMS; number += step)
      ids.push(`item_${number}`);
    add(await nextPage(context, ids));
  }
  return points;
}

async function nextPage({ workspace }: DeskContext, ids: readonly ItemId[]) {
  const rows = [];
  for await (const page of workspace.facts.itemFacts({ ids: [...ids], pageSize: PAGE_ITEMS }))
    rows.push(...page);
  return rows;
}

/** Items are numbered as they arrive, and numbers of items that went are not given again. */
async function lastItemNumber({ workspace }: DeskContext): Promise<number> {
  const imports = await workspace.records.imports();
  return imports.reduce((sum, { counts }) => sum + counts.added, 0);
}
