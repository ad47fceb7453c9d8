// Keeps what people did, and answers funnels, retention and trends by the rules of SPEC-events.md.
import type { Cohort } from "../cohorts/cohort.ts";
import type { EventMatch } from "../events/event-match.ts";
import type { PersonLink, ProductEvent } from "../events/product-event.ts";
import type { ExperimentAsk } from "../experiments/event-metrics.ts";
import type { ExperimentEvidence } from "../experiments/experiment.ts";
import type { Funnel, FunnelBar, FunnelResult } from "../funnels/funnel.ts";
import type { MentionId } from "../mentions/mention.ts";
import type { Retention, RetentionCell, RetentionResult } from "../retention/retention.ts";
import type { ThemeId } from "../themes/theme.ts";
import type { EventTrend, TrendPoint, TrendResult } from "../trends/event-trend.ts";

/** A run of people in the order of their ids. */
export interface PeoplePage {
  /** Continue after this person; from the start when absent. */
  readonly after?: string;
  /** Default 1,000. */
  readonly limit?: number;
}

export interface EventName {
  readonly name: string;
  readonly events: number;
}

/** What the visible events are. */
export interface EventSummary {
  readonly events: number;
  readonly people: number;
  /** Instants of the first and last event in microseconds since 1970; null without events. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** A figure whose people are asked for. */
export type PeoplePlace =
  | { readonly funnel: Funnel; readonly bar: FunnelBar }
  | { readonly retention: Retention; readonly cell: RetentionCell }
  | { readonly trend: EventTrend; readonly point: TrendPoint }
  | { readonly cohort: Cohort };

/** What people say. */
export interface SaidBehind {
  /** Those of them who left feedback. */
  readonly speakers: number;
  /** Leaf themes with how many of the people speak of each, the most first. */
  readonly themes: readonly { readonly themeId: ThemeId; readonly people: number }[];
  /** Their most negative mentions, one of each person. */
  readonly mentionIds: readonly MentionId[];
}

export interface ActivityAsk {
  /** People who are wanted in any case. */
  readonly people: readonly string[];
  /** Largest number of others, chosen by a hash of their ids. */
  readonly others: number;
  /** The event that counts as a conversion. */
  readonly conversion: EventMatch | null;
  /** The event whose number property is an amount of money. */
  readonly revenue: { readonly match: EventMatch; readonly property: string } | null;
  readonly timeZone: string;
}

/** What one person did on one day. */
export interface DailyActivity {
  readonly person: string;
  /** Days since 1970 in the zone asked for. */
  readonly day: number;
  readonly events: number;
  readonly conversions: number;
  readonly revenue: number;
}

/** The answer to a question in SQL. */
export interface QueryAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows than are given. */
  readonly isCut: boolean;
}

export interface EventStore {
  /** Adds events of a pending import; nothing of it is visible before it is settled and made visible. */
  append(events: readonly ProductEvent[], links: readonly PersonLink[]): Promise<void>;
  /**
   * Adds events and links of committed imports at once, save the events that are here already (EV2); when it returns they are
   * stored and visible. Returns the ids of the events that were new. Links count from the next `joinLinks` on.
   */
  receive(events: readonly ProductEvent[], links: readonly PersonLink[]): Promise<string[]>;
  /** Works out anew whose each id is (EV9, EV10), where links came since the last time. */
  joinLinks(): Promise<void>;
  /** Takes away an import's events that are here already (EV2); returns how many. */
  settle(importId: string): Promise<number>;
  /** The number after the last event received. */
  nextOrder(): Promise<number>;
  /** Makes the events and links of these imports, and of no others, visible. */
  setVisibleImports(importIds: readonly string[]): Promise<void>;
  /** Ids of all imports that any event or link names, visible or not. */
  importsWithEvents(): Promise<string[]>;
  deleteImport(importId: string): Promise<void>;

  summary(): Promise<EventSummary>;
  /** The span of the summary alone, which is told sooner. */
  span(): Promise<EventSummary["span"]>;
  /** Names of events, the most frequent first. */
  names(limit: number): Promise<EventName[]>;
  funnel(funnel: Funnel): Promise<FunnelResult>;
  funnelPeople(funnel: Funnel, bar: FunnelBar, page?: PeoplePage): Promise<string[]>;
  retention(retention: Retention): Promise<RetentionResult>;
  retentionPeople(retention: Retention, cell: RetentionCell, page?: PeoplePage): Promise<string[]>;
  trend(trend: EventTrend): Promise<TrendResult>;
  /** The sums of an experiment: who was exposed to what, and what they did after. */
  experiment(ask: ExperimentAsk): Promise<ExperimentEvidence>;
  trendPeople(trend: EventTrend, point: TrendPoint, page?: PeoplePage): Promise<string[]>;
  /** The people behind a figure, in the order of their ids. */
  peopleBehind(place: PeoplePlace, page?: PeoplePage): Promise<string[]>;
  /** How many people are behind a figure. */
  countBehind(place: PeoplePlace): Promise<number>;
  /** What the people behind a figure say, where feedback of theirs is kept beside the events. */
  saidBehind(place: PeoplePlace, mostQuotes: number): Promise<SaidBehind>;
  /** When each person of the events first said something of these themes, in milliseconds since 1970. */
  firstSaid(themeIds: readonly ThemeId[]): Promise<Map<string, number>>;
  /** What people did day by day, for the people given and so many others of the workspace. */
  dailyActivity(ask: ActivityAsk): Promise<DailyActivity[]>;
  /** How many people of the events left feedback. */
  countSpeakers(): Promise<number>;
  /** Names of properties, the most frequent first, of the last events of each name. */
  properties(limit: number): Promise<string[]>;
  /** Answers a SELECT over the tables `events` and `people` within limits of time, memory and rows; nothing can be changed by it. */
  query(sql: string, limit?: number): Promise<QueryAnswer>;
  close(): Promise<void>;
}
