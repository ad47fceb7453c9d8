// Goes over all voices once and keeps, for each theme, only what the figures of its need are made of.
import { weeksBetween } from "../calendar/week.ts";
import type { ThemeId } from "../themes/theme.ts";
import { type SegmentMasks, type SegmentTable, segmentTable } from "./segment-table.ts";
import { mentionSeverity, type Voice, voicesNeed } from "./voice.ts";

/** What was said of one theme as a need. */
export interface ThemeTally {
  /** Voices that make the need, in the order received. */
  readonly voices: readonly Voice[];
  /** For each person (by number): the worst severity they voiced. */
  readonly worst: ReadonlyMap<number, number>;
  readonly anonymous: number;
  /** Distinct people in each week of the calendar. */
  readonly weekPeople: Int32Array;
  /** People's segments, as bits over the values of each dimension. */
  readonly masks: SegmentMasks;
  readonly accounts: ReadonlySet<string>;
}

/** Everything heard, counted once. */
export interface VoiceTally {
  /** People who said anything about our own product. */
  readonly people: number;
  readonly weeks: readonly string[];
  /** People who said anything in each week. */
  readonly heard: Int32Array;
  readonly segments: SegmentTable;
  /** Latest value of each account. */
  readonly accountValues: ReadonlyMap<string, number>;
  readonly themes: ReadonlyMap<ThemeId, ThemeTally>;
}

interface OpenTally {
  voices: Voice[];
  worst: Map<number, number>;
  anonymous: number;
  weekPeople: Int32Array;
  weekSeen: Set<number>;
  masks: SegmentMasks;
  accounts: Set<string>;
}

/** Counts voices in one pass (two short ones before it find the weeks and the dimensions). */
export function tallyVoices(voices: readonly Voice[]): VoiceTally {
  const own = voices.filter((voice) => voice.rival === null);
  const weeks = calendarOf(own);
  const weekIndex = new Map(weeks.map((week, index) => [week, index]));
  const segments = segmentTable(own);
  const people = new Map<string, number>();
  const heardSeen = new Set<number>();
  const heard = new Int32Array(weeks.length);
  const accountValues = latestValues(own);
  const themes = new Map<ThemeId, OpenTally>();
  for (const voice of own) {
    const person = numberOf(people, voice.person);
    const week = voice.weekDate === null ? -1 : weekIndex.get(voice.weekDate)!;
    if (week >= 0 && isFirst(heardSeen, person * weeks.length + week)) heard[week]! += 1;
    segments.hear(person, voice.segments);
    if (voice.themeId === null || !voicesNeed(voice)) continue;
    let tally = themes.get(voice.themeId);
    if (tally === undefined) {
      tally = openTally(weeks.length, segments);
      themes.set(voice.themeId, tally);
    }
    addTo(tally, voice, person, week, weeks.length);
  }
  return { people: people.size, weeks, heard, segments, accountValues, themes };
}

function openTally(weekCount: number, segments: SegmentTable): OpenTally {
  return {
    voices: [],
    worst: new Map(),
    anonymous: 0,
    weekPeople: new Int32Array(weekCount),
    weekSeen: new Set(),
    masks: segments.emptyMasks(),
    accounts: new Set(),
  };
}

function addTo(tally: OpenTally, voice: Voice, person: number, week: number, weekCount: number) {
  const before = tally.worst.get(person);
  const severity = mentionSeverity(voice.kind, voice.sentimentScore);
  if (before === undefined && voice.anonymous) tally.anonymous += 1;
  if (before === undefined || severity > before) tally.worst.set(person, severity);
  if (week >= 0 && isFirst(tally.weekSeen, person * weekCount + week)) tally.weekPeople[week]! += 1;
  tally.masks.add(person, voice.segments);
  if (voice.account !== null) tally.accounts.add(voice.account.key);
  tally.voices.push(voice);
}

/** Every week from the first to the last that anyone spoke in, silent ones included. */
function calendarOf(voices: readonly Voice[]): string[] {
  let first: string | null = null;
  let last: string | null = null;
  for (const { weekDate } of voices) {
    if (weekDate === null) continue;
    if (first === null || weekDate < first) first = weekDate;
    if (last === null || weekDate > last) last = weekDate;
  }
  return first === null || last === null ? [] : weeksBetween(first, last);
}

/** An account is worth what its latest voice says; of voices at one time, the larger value. */
function latestValues(voices: readonly Voice[]): Map<string, number> {
  const known = new Map<string, { value: number; at: string }>();
  for (const { account, writtenAt } of voices) {
    if (account === null) continue;
    const at = writtenAt ?? "";
    const before = known.get(account.key);
    const isLater =
      before === undefined || at > before.at || (at === before.at && account.value > before.value);
    if (isLater) known.set(account.key, { value: account.value, at });
  }
  return new Map([...known].map(([key, { value }]) => [key, value]));
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}

function isFirst(seen: Set<number>, key: number): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
