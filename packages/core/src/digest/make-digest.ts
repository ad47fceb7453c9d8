// Says what changed: which needs are new, rising, falling or resolved, since last week and since the last run.

import type { Need } from "../needs/need.ts";
import type { ThemeName } from "../themes/theme.ts";
import { EARLIER_EXPECTED_WEEKS, expectedPeople } from "./expected-people.ts";
import { type NeedStanding, type NeedState, needStandings } from "./need-states.ts";

/** One need in the digest. */
export interface DigestEntry extends NeedStanding {
  readonly needId: Need["id"];
  readonly name: ThemeName;
  readonly rank: number;
  /** True when the need did not stand so a week before. */
  readonly isNews: boolean;
  /** People who voiced it in the last week, and how many would have at the rate of the 8 weeks before; null when nobody was heard then. */
  readonly lastWeek: { readonly people: number; readonly expected: number | null };
}

/** What an earlier run said, as it was stored. */
export interface EarlierRun {
  /** Monday of the last week of its data, null when undated. */
  readonly asOfDate: string | null;
  readonly needs: readonly {
    readonly needId: Need["id"];
    readonly name: ThemeName;
    readonly rank: number;
    readonly people: number;
    readonly state: NeedState;
  }[];
}

/** What is different from the earlier run. */
export interface RunChanges {
  readonly asOfDate: string | null;
  readonly appeared: readonly Need["id"][];
  readonly gone: readonly { readonly needId: Need["id"]; readonly name: ThemeName }[];
  readonly moved: readonly {
    readonly needId: Need["id"];
    readonly from: NeedState;
    readonly to: NeedState;
    readonly rankBefore: number;
    readonly newPeople: number;
  }[];
}

export interface Digest {
  /** Monday of the last week with a voice; null when nothing is dated, and then nothing can be told. */
  readonly asOfDate: string | null;
  /** Weeks of data up to then, silent ones included. */
  readonly weeks: number;
  /** People heard in the last week. */
  readonly heard: number;
  /** Needs that are new, rising, falling or resolved, news first, then in rank order. */
  readonly entries: readonly DigestEntry[];
  /** Null when there was no earlier run, or nothing differs. */
  readonly sinceRun: RunChanges | null;
}

/** The digest as of the last week of the needs' calendar. */
export function makeDigest(needs: readonly Need[], earlier: EarlierRun | null = null): Digest {
  const weeks = needs[0]?.weeks ?? [];
  const now = needStandings(needs, weeks.length);
  const before = needStandings(needs, weeks.length - 1);
  const entries = needs
    .map((need, index) => describe(need, now[index]!, before[index]!))
    .filter(({ state }) => state !== "steady" && state !== "unheard")
    .sort((a, b) => Number(b.isNews) - Number(a.isNews) || a.rank - b.rank);
  return {
    asOfDate: weeks.at(-1)?.weekDate ?? null,
    weeks: weeks.length,
    heard: weeks.at(-1)?.allPeople ?? 0,
    entries,
    sinceRun: earlier === null ? null : compareRuns(needs, now, earlier),
  };
}

/** What a later run must know of this one. */
export function rememberRun(needs: readonly Need[]): EarlierRun {
  const weeks = needs[0]?.weeks ?? [];
  const standings = needStandings(needs, weeks.length);
  return {
    asOfDate: weeks.at(-1)?.weekDate ?? null,
    needs: needs.map(({ id, name, rank, people }, index) => ({
      needId: id,
      name,
      rank,
      people,
      state: standings[index]!.state,
    })),
  };
}

function describe(need: Need, now: NeedStanding, before: NeedStanding): DigestEntry {
  return {
    needId: need.id,
    name: need.name,
    rank: need.rank,
    ...now,
    isNews: now.state !== before.state,
    lastWeek: {
      people: need.weeks.at(-1)?.people ?? 0,
      expected: expectedPeople(need.weeks, EARLIER_EXPECTED_WEEKS),
    },
  };
}

function compareRuns(
  needs: readonly Need[],
  standings: readonly NeedStanding[],
  earlier: EarlierRun,
): RunChanges | null {
  const known = new Map(earlier.needs.map((need) => [need.needId, need]));
  const present = new Set(needs.map(({ id }) => id));
  const appeared = needs.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const gone = earlier.needs
    .filter(({ needId }) => !present.has(needId))
    .map(({ needId, name }) => ({ needId, name }));
  const moved = needs.flatMap((need, index) => {
    const was = known.get(need.id);
    const { state } = standings[index]!;
    if (was === undefined) return [];
    if (was.state === state && was.rank === need.rank && was.people === need.people) return [];
    const newPeople = need.people - was.people;
    return [{ needId: need.id, from: was.state, to: state, rankBefore: was.rank, newPeople }];
  });
  if (appeared.length + gone.length + moved.length === 0) return null;
  return { asOfDate: earlier.asOfDate, appeared, gone, moved };
}
