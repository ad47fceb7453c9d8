// An alert on a figure: told once when it crosses its bound, and once when it is well again (SPEC-events.md, AL).
import { InvalidInput } from "../errors.ts";
import type { EventMatch } from "../events/event-match.ts";
import type { ThemeId } from "../themes/theme.ts";

/** What is watched: how often, or by how many people, an event happens; or how many people mention a theme. */
export type AlertSubject =
  | { readonly kind: "event"; readonly match: EventMatch; readonly measure: "count" | "people" }
  | { readonly kind: "theme"; readonly themeId: ThemeId };

export interface AlertRule {
  readonly subject: AlertSubject;
  /** Whole days that count, the last of them yesterday. */
  readonly days: 1 | 7;
  readonly direction: "above" | "below";
  readonly bound: number;
  /** Where it is well again: on the other side of the bound, or the bound itself. */
  readonly clear: number;
}

export interface AlertState {
  readonly isFiring: boolean;
  /** When the state last changed, ISO 8601; null before the first time. */
  readonly since: string | null;
  /** The figure at the last look; null before the first. */
  readonly value: number | null;
  readonly lookedAt: string | null;
}

export const QUIET: AlertState = { isFiring: false, since: null, value: null, lookedAt: null };

/** Refuses a rule whose clearing lies on the wrong side, or whose numbers are none. */
export function checkAlert({ direction, bound, clear }: AlertRule): void {
  const isApart = direction === "above" ? clear <= bound : clear >= bound;
  if (Number.isFinite(bound) && Number.isFinite(clear) && isApart) return;
  throw new InvalidInput(
    "alert-bounds",
    `An alert ${direction} ${bound} is well again at ${clear}: expected a number ${direction === "above" ? "not above" : "not below"} the bound.`,
    {
      hint: "Leave some room between the two, so that a figure near the bound does not flutter.",
      zh: {
        message: `告警界限 ${bound} 与恢复界限 ${clear} 的方向不一致。`,
        hint: "请在两者之间留出余地，避免反复通知。",
      },
    },
  );
}

/** What a look changes: whether somebody is to be told, and the state afterwards (AL1, AL2). */
export function judgeAlert(
  { direction, bound, clear }: AlertRule,
  before: AlertState,
  value: number,
  at: string,
): { readonly state: AlertState; readonly tell: "firing" | "well" | null } {
  const isOver = direction === "above" ? value > bound : value < bound;
  const isWell = direction === "above" ? value <= clear : value >= clear;
  const isFiring = before.isFiring ? !isWell : isOver;
  const tell = isFiring === before.isFiring ? null : isFiring ? "firing" : "well";
  return {
    state: { isFiring, since: tell === null ? before.since : at, value, lookedAt: at },
    tell,
  };
}
