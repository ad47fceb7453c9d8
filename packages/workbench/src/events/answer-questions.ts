// Answers what pages and programs ask of events: the question filled in, checked, asked, and its people heard.
import type {
  Cohort,
  EventMatch,
  EventTrend,
  Funnel,
  PeoplePlace,
  Retention,
  ZonedRange,
} from "@heed/core";
import type {
  EventMatchInput,
  EventTrendView,
  FunnelAsk,
  FunnelView,
  PeopleAsk,
  PeopleView,
  RetentionAsk,
  RetentionView,
  TrendAsk,
} from "@heed/core/api";
import { wilsonInterval } from "@heed/stats";
import { describeMentions } from "../desk/describe-feedback.ts";
import { timeZoneOf } from "../desk/desk-context.ts";
import { findCohort } from "./cohorts.ts";
import type { EventDesk } from "./event-desk.ts";
import { checkEventNames, eventRange } from "./event-range.ts";

const DEFAULT_WINDOW_MS = 14 * 86_400_000;
const PEOPLE_SHOWN = 100;
const QUOTES_SHOWN = 12;
const THEMES_SHOWN = 12;

export async function askFunnel(desk: EventDesk, ask: FunnelAsk): Promise<FunnelView> {
  const funnel = await funnelOf(desk, ask);
  const answer = await (await desk.store()).funnel(funnel);
  return { range: funnel.range, groups: mutable(answer.groups), leftOut: answer.leftOut };
}

export async function askRetention(desk: EventDesk, ask: RetentionAsk): Promise<RetentionView> {
  const retention = await retentionOf(desk, ask);
  const answer = await (await desk.store()).retention(retention);
  return { range: retention.range, ...mutable(answer) };
}

export async function askTrend(desk: EventDesk, ask: TrendAsk): Promise<EventTrendView> {
  const trend = await trendOf(desk, ask);
  const answer = await (await desk.store()).trend(trend);
  return { range: trend.range, ...mutable(answer) };
}

/** The people behind a figure, and what those of them say who left feedback. */
export async function listPeopleBehind(desk: EventDesk, ask: PeopleAsk): Promise<PeopleView> {
  const store = await desk.store();
  const place = await placeOf(desk, ask);
  const after = ask.after === undefined ? {} : { after: ask.after };
  const people = await store.peopleBehind(place, { ...after, limit: PEOPLE_SHOWN });
  const [total, said] = await Promise.all([
    store.countBehind(place),
    store.saidBehind(place, QUOTES_SHOWN),
  ]);
  const themes = new Map(
    (await desk.context.workspace.records.themes()).map((theme) => [theme.id, theme] as const),
  );
  return {
    people,
    next: people.length < PEOPLE_SHOWN ? null : people.at(-1)!,
    total,
    said: {
      speakers: said.speakers,
      themes: said.themes.slice(0, THEMES_SHOWN).flatMap(({ themeId, people: count }) => {
        const theme = themes.get(themeId);
        const interval = wilsonInterval({ successes: count, trials: said.speakers });
        return theme === undefined || theme.hidden === true || !interval.ok
          ? []
          : [
              {
                themeId,
                name: { ...theme.name },
                people: count,
                share: {
                  value: count / said.speakers,
                  low: interval.low,
                  high: interval.high,
                },
              },
            ];
      }),
      quotes: await describeMentions(desk.context, said.mentionIds),
    },
  };
}

export async function placeOf(desk: EventDesk, ask: PeopleAsk): Promise<PeoplePlace> {
  if ("funnel" in ask)
    return { funnel: await funnelOf(desk, ask.funnel), bar: definedOnly(ask.bar) };
  if ("retention" in ask)
    return { retention: await retentionOf(desk, ask.retention), cell: definedOnly(ask.cell) };
  if ("trend" in ask)
    return { trend: await trendOf(desk, ask.trend), point: definedOnly(ask.point) };
  return { cohort: (await findCohort(desk, ask.cohortId)).cohort };
}

export async function funnelOf(desk: EventDesk, ask: FunnelAsk): Promise<Funnel> {
  const steps = ask.steps.map(matchOf);
  const exclusions = (ask.exclusions ?? []).map((one) => ({
    ...definedOnly(one),
    match: matchOf(one.match),
  }));
  const range = await rangeOf(desk, ask);
  await checkNames(desk, [...steps, ...exclusions.map(({ match }) => match)]);
  return {
    steps,
    exclusions,
    order: ask.order ?? "ordered",
    windowMs: ask.windowMs ?? DEFAULT_WINDOW_MS,
    range,
    ...(await commonOf(desk, ask)),
  };
}

export async function retentionOf(desk: EventDesk, ask: RetentionAsk): Promise<Retention> {
  const [start, back] = [matchOf(ask.start), matchOf(ask.back)];
  const range = await rangeOf(desk, ask);
  await checkNames(desk, [start, back]);
  return {
    start,
    back,
    cohorts: ask.cohorts ?? "first-time",
    isRolling: ask.isRolling ?? false,
    period: ask.period,
    range,
    ...(await commonOf(desk, ask)),
  };
}

export async function trendOf(desk: EventDesk, ask: TrendAsk): Promise<EventTrend> {
  const series = ask.series.map(({ match, measure }) => ({ match: matchOf(match), measure }));
  const range = await rangeOf(desk, ask);
  await checkNames(
    desk,
    series.map(({ match }) => match),
  );
  return {
    series,
    period: ask.period,
    range,
    withPrevious: ask.withPrevious ?? false,
    ...(ask.formula === undefined ? {} : { formula: ask.formula }),
    ...(await commonOf(desk, ask)),
  };
}

/** A match as the rules know it. */
export function matchOf({ name, filters }: EventMatchInput): EventMatch {
  return {
    name,
    ...(filters === undefined ? {} : { filters: filters as EventMatch["filters"] & {} }),
  };
}

async function rangeOf(
  desk: EventDesk,
  {
    range = {},
  }: { range?: { firstDate?: string | undefined; lastDate?: string | undefined } | undefined },
): Promise<ZonedRange> {
  return eventRange(desk.context.workspace, await desk.store(), {
    ...range,
    timeZone: await timeZoneOf(desk.context),
  });
}

async function checkNames(desk: EventDesk, matches: readonly EventMatch[]): Promise<void> {
  await checkEventNames(await desk.store(), matches);
}

async function commonOf(
  desk: EventDesk,
  ask: {
    readonly cohortId?: string | undefined;
    readonly breakdown?: string | undefined;
    readonly mostGroups?: number | undefined;
  },
): Promise<{ among?: Cohort; breakdown?: string; mostGroups?: number }> {
  const { cohortId, breakdown, mostGroups } = ask;
  return {
    ...(cohortId === undefined ? {} : { among: (await findCohort(desk, cohortId)).cohort }),
    ...(breakdown === undefined ? {} : { breakdown }),
    ...(mostGroups === undefined ? {} : { mostGroups }),
  };
}

/** Fields without those that were left out. */
type Given<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<
    Fields[Name],
    undefined
  >;
};
function definedOnly<Fields extends object>(fields: Fields): Given<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Given<Fields>;
}

type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;
/** What the rules hand out is read-only; an answer that is sent off is nobody's to change any more. */
function mutable<Value>(value: Value): Mutable<Value> {
  return value as Mutable<Value>;
}
