// The workspace at a glance, with what waits at each stage of the loop.
import { bringsEvents, InvalidInput, type ThemeId, type ThemeName } from "@heed/core";
import type { BroughtView, WorkspaceSummary } from "@heed/core/api";
import { searchVectors } from "../encoder/search-vectors.ts";
import { loadSpecs } from "../specs/spec-records.ts";
import { lastAnalysis } from "./analysis-mark.ts";
import { type DeskContext, showChanges, timeZoneOf } from "./desk-context.ts";
import { keptCount } from "./kept-counts.ts";
import { getBrief } from "./read-insights.ts";
import { listNeeds } from "./read-needs.ts";
import { releaseAims } from "./read-releases.ts";
import { listThemes } from "./read-themes.ts";

type Counted = Omit<WorkspaceSummary, "jobs" | "revision" | "version" | "access">;

export async function getSummary(context: DeskContext, version: string): Promise<WorkspaceSummary> {
  const revision = context.changes.revision;
  const [counted, jobs] = await Promise.all([countAll(context), context.jobs().list(50)]);
  const having = (status: string) => jobs.filter((job) => job.status === status).length;
  return {
    version,
    ...counted,
    revision,
    jobs: { running: having("running"), queued: having("queued") },
    access: { role: "owner", signIn: false },
  };
}

function countAll(context: DeskContext): Promise<Counted> {
  return context.changes.remember("summary", async () => {
    const { records, facts } = context.workspace;
    const { browser } = facts;
    const [
      totals,
      languages,
      sources,
      needs,
      themes,
      imports,
      labels,
      mark,
      brief,
      releases,
      timeZone,
      specs,
      vectors,
    ] = await Promise.all([
      keptCount(context, "totals", () => browser.totals({})),
      keptCount(context, "languages", () => browser.itemLanguages()),
      keptCount(context, "sources", () => browser.sources()),
      listNeeds(context, {}),
      listThemes(context, {}),
      records.imports(),
      records.kept.count("label"),
      lastAnalysis(context),
      getBrief(context),
      releaseAims(context),
      timeZoneOf(context),
      loadSpecs(records),
      searchVectors(records),
    ]);
    // An analysis at the terminal may have changed whose vectors search goes by.
    const encoder = vectors.by === "encoder" ? { embedder: vectors.encoder.model } : {};
    const committed = imports.filter((one) => one.status === "committed" && !bringsEvents(one));
    const specified = new Set(specs.map(({ themeId }) => themeId));
    const bySource = Map.groupBy(sources, ({ name }) => name);
    const rows = needs.rows;
    const isStale = mark === null ? totals.items > 0 : mark.isStale;
    return {
      timeZone,
      counts: {
        items: totals.items,
        mentions: totals.mentions,
        people: totals.people,
        themes: themes.rows.filter(({ parentId }) => parentId !== null).length,
        needs: rows.length,
        unclear: totals.unclear,
        imports: committed.length,
        labels,
      },
      languages,
      sources: Object.fromEntries(
        [...bySource].map(([name, of]) => [name, of.reduce((n, { items }) => n + items, 0)]),
      ),
      firstWrittenAt: totals.firstWrittenAt,
      lastWrittenAt: totals.lastWrittenAt,
      analysedAt: mark?.at ?? null,
      isStale,
      models: Object.fromEntries(
        Object.entries({ ...mark?.models, ...encoder }).map(([name, model]) => [
          name,
          { ...model },
        ]),
      ),
      loop: loopOf(broughtBy(releases.rows, themes.rows), {
        "no-brief": brief.question === "" ? 1 : 0,
        "needs-without-lane": rows.filter(({ plan }) => plan.lane === null).length,
        "no-feedback": totals.items === 0 ? 1 : 0,
        "rejected-rows": committed.reduce((sum, { counts }) => sum + counts.rejected, 0),
        "not-analysed": isStale ? 1 : 0,
        "unclear-mentions": totals.unclear,
        "needs-without-spec": rows.filter(
          ({ plan, themeId }) => plan.lane === "now" && !specified.has(themeId),
        ).length,
        "no-events": imports.some((one) => one.status === "committed" && bringsEvents(one)) ? 0 : 1,
        "unmeasured-releases": releases.rows.filter(
          ({ themeIds, outcomes, matterIds, matterOutcomes }) =>
            themeIds.length + matterIds.length > outcomes.length + matterOutcomes.length,
        ).length,
        "rising-needs": rows.filter(({ trend }) => trend.ok && trend.direction === "rising").length,
      }),
    };
  });
}

type WaitingCode =
  | "no-brief"
  | "needs-without-lane"
  | "no-feedback"
  | "rejected-rows"
  | "not-analysed"
  | "unclear-mentions"
  | "needs-without-spec"
  | "no-events"
  | "rising-needs"
  | "unmeasured-releases";

const WAITING_AT: Readonly<
  Record<WorkspaceSummary["loop"][number]["stage"], readonly WaitingCode[]>
> = {
  needs: ["no-brief", "needs-without-lane"],
  collect: ["no-feedback", "rejected-rows"],
  models: ["not-analysed", "unclear-mentions"],
  design: ["needs-without-spec"],
  analyse: ["no-events", "rising-needs"],
  optimise: ["unmeasured-releases"],
};

function loopOf(
  brought: BroughtView[],
  counts: Readonly<Record<WaitingCode, number>>,
): WorkspaceSummary["loop"] {
  return Object.entries(WAITING_AT).map(([stage, codes]) => ({
    stage: stage as WorkspaceSummary["loop"][number]["stage"],
    brought: stage === "optimise" ? brought : [],
    waiting: codes.map((code) => ({ code, count: counts[code] })).filter(({ count }) => count > 0),
  }));
}

const MOST_BROUGHT = 3;

/** What measured releases changed, the latest first; what stayed as it was or cannot be told is for their own page. */
function broughtBy(
  releases: Awaited<ReturnType<typeof releaseAims>>["rows"],
  themes: readonly { readonly id: ThemeId; readonly name: ThemeName }[],
): BroughtView[] {
  const told = releases.flatMap(({ version, outcomes }) =>
    outcomes.flatMap(({ themeId, verdict, change }) => {
      const theme = themes.find(({ id }) => id === themeId);
      const hasMoved = verdict === "fell" || verdict === "rose";
      return theme === undefined || !hasMoved
        ? []
        : [{ version, themeId, name: { ...theme.name }, verdict, change }];
    }),
  );
  return told.slice(0, MOST_BROUGHT);
}

/** Changes the zone in which days and weeks are cut; lists and counts follow at once, needs with the next analysis. */
export async function putSettings(context: DeskContext, { timeZone }: { timeZone: string }) {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new InvalidInput("time-zone-not-known", `There is no time zone ${timeZone}.`, {
      hint: "Name an IANA zone such as Europe/Berlin or Asia/Shanghai.",
    });
  }
  await context.workspace.records.saveSetting("time-zone", timeZone);
  await showChanges(context);
  return { timeZone };
}
