// Remembers what the last analysis saw, so that people are told when it is out of date.
import { bringsEvents, type ModelName } from "@heed/core";
import type { DeskContext } from "./desk-context.ts";

const KEY = "last-analysis";

interface AnalysisMark {
  readonly at: string;
  readonly imports: readonly string[];
  readonly rows: number;
  readonly lastEdit: number;
  readonly labels: number;
  readonly models: Readonly<Record<string, ModelName>>;
}

/** What an analysis that begins now sees. */
type Seen = Omit<AnalysisMark, "at" | "models">;

export async function seenNow({
  workspace: { records },
}: Pick<DeskContext, "workspace">): Promise<Seen> {
  const imports = (await records.imports()).filter(
    (one) => one.status === "committed" && !bringsEvents(one),
  );
  return {
    imports: imports.map(({ id }) => id),
    rows: imports.reduce((sum, { counts }) => sum + counts.added + counts.revised, 0),
    lastEdit: (await records.themeEdits()).at(-1)?.number ?? 0,
    labels: await records.kept.count("label"),
  };
}

/** Marks that an analysis has ended of all that was here when it began. */
export async function markAnalysis(
  context: DeskContext,
  seen: Seen,
  models: AnalysisMark["models"],
): Promise<void> {
  const mark: AnalysisMark = { at: context.now().toISOString(), ...seen, models };
  await context.workspace.records.saveSetting(KEY, JSON.stringify(mark));
}

/** Marks that the needs were concluded anew after every decision about themes so far. */
export async function markEdits({ workspace: { records } }: DeskContext): Promise<void> {
  const stored = await records.setting(KEY);
  if (stored === null) return;
  const lastEdit = (await records.themeEdits()).at(-1)?.number ?? 0;
  await records.saveSetting(KEY, JSON.stringify({ ...JSON.parse(stored), lastEdit }));
}

/** The last analysis, and whether feedback or decisions came after it; null before the first. */
export function lastAnalysis(
  context: DeskContext,
): Promise<(AnalysisMark & { isStale: boolean }) | null> {
  return context.changes.remember("last analysis", async () => {
    const stored = await context.workspace.records.setting(KEY);
    if (stored === null) return null;
    const mark = JSON.parse(stored) as AnalysisMark;
    const now = await seenNow(context);
    const isStale =
      now.imports.join() !== mark.imports.join() ||
      now.rows !== mark.rows ||
      now.lastEdit !== mark.lastEdit ||
      now.labels !== mark.labels;
    return { ...mark, isStale };
  });
}

/** True where there is feedback that no analysis has seen, or a decision. */
export async function isAnalysisDue(context: DeskContext): Promise<boolean> {
  const last = await lastAnalysis(context);
  return last === null ? (await context.workspace.facts.countItems()) > 0 : last.isStale;
}
