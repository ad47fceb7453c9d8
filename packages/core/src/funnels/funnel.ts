// A funnel as it is asked for and answered (SPEC-events.md, FU).
import { type Cohort, checkCohort } from "../cohorts/cohort.ts";
import { InvalidInput } from "../errors.ts";
import { checkMatch, type EventMatch } from "../events/event-match.ts";
import { checkRange } from "../events/periods.ts";
import type { ZonedRange } from "../events/product-event.ts";

export const FUNNEL_ORDERS = ["ordered", "strict", "any-order"] as const;
export type FunnelOrder = (typeof FUNNEL_ORDERS)[number];

/** An event that ends the attempts standing between two steps (1-based); between the first and the last by default. */
export interface Exclusion {
  readonly match: EventMatch;
  readonly fromStep?: number;
  readonly toStep?: number;
}

export interface Funnel {
  readonly steps: readonly EventMatch[];
  readonly order: FunnelOrder;
  /** Milliseconds from the first step within which the others must come, its edge included. */
  readonly windowMs: number;
  readonly range: ZonedRange;
  readonly exclusions?: readonly Exclusion[];
  /** Property of the first step by which people are told apart. */
  readonly breakdown?: string;
  /** Only people of this cohort (CO3); everybody when absent. */
  readonly among?: Cohort;
  /** Largest number of groups that are listed. Default 25. */
  readonly mostGroups?: number;
}

/** The bars of one group. */
export interface FunnelGroup {
  /** Value of the breakdown; null when it is missing or nothing is broken down. */
  readonly value: string | null;
  /** People of at least each step's depth. */
  readonly people: readonly number[];
  /** Median milliseconds from the step before; null for the first step and where nobody came. */
  readonly medianMs: readonly (number | null)[];
}

export interface FunnelResult {
  readonly groups: readonly FunnelGroup[];
  /** Groups that are not listed. */
  readonly leftOut: number;
}

/** Which people of a funnel: those at a step (1-based), or those who reached the one before and not it. */
export interface FunnelBar {
  readonly step: number;
  readonly which: "reached" | "dropped";
  /** Only of this group of the breakdown; null for those without a value. */
  readonly value?: string | null;
}

export const MOST_GROUPS = 25;
const MOST_STEPS = 20;
const MOST_WINDOW_MS = 3_660 * 86_400_000;

/** Refuses a funnel that cannot be asked for (FU1, FU2, FU6). */
export function checkFunnel(funnel: Funnel): void {
  const { steps, windowMs, exclusions = [], order, range } = funnel;
  checkRange(range);
  if (funnel.among !== undefined) checkCohort(funnel.among);
  if (steps.length < 1 || steps.length > MOST_STEPS)
    throw new InvalidInput(
      "funnel-steps",
      `A funnel has 1 to ${MOST_STEPS} steps: received ${steps.length}.`,
      { zh: { message: `漏斗应有 1 到 ${MOST_STEPS} 步，收到 ${steps.length} 步。` } },
    );
  if (!(Number.isInteger(windowMs) && windowMs > 0 && windowMs <= MOST_WINDOW_MS))
    throw new InvalidInput(
      "funnel-window",
      `A funnel's window is more than 0 and at most 10 years: received ${windowMs} ms.`,
      {
        hint: "Say how long people may take from the first step on, such as 14d, 2h or 30min.",
        zh: {
          message: `漏斗的时间窗口应大于 0 且不超过 10 年，收到 ${windowMs} 毫秒。`,
          hint: "请给出从第一步起允许的时长，如 14d、2h 或 30min。",
        },
      },
    );
  for (const match of [...steps, ...exclusions.map((exclusion) => exclusion.match)])
    checkMatch(match);
  checkExclusions(exclusions, order, steps.length);
}

function checkExclusions(
  exclusions: readonly Exclusion[],
  order: FunnelOrder,
  steps: number,
): void {
  if (exclusions.length > 0 && order === "strict")
    throw new InvalidInput(
      "funnel-exclusion",
      "A strict funnel takes no exclusions: any other event between two steps ends it already.",
      { zh: { message: "严格顺序的漏斗不接受排除事件：步骤之间的任何其他事件已使其中断。" } },
    );
  for (const { fromStep = 1, toStep = steps } of exclusions) {
    const isWhole = fromStep === 1 && toStep === steps;
    const isRange = Number.isInteger(fromStep) && Number.isInteger(toStep);
    if (
      !isRange ||
      fromStep < 1 ||
      toStep > steps ||
      fromStep >= toStep ||
      (order === "any-order" && !isWhole)
    )
      throw new InvalidInput(
        "funnel-exclusion",
        `An exclusion stands between two of the ${steps} steps${order === "any-order" ? ", in any order between the first and the last" : ""}: received ${fromStep} and ${toStep}.`,
        {
          zh: {
            message: `排除事件应位于 ${steps} 步中的两步之间，收到 ${fromStep} 和 ${toStep}。`,
          },
        },
      );
  }
}

/** Refuses a bar that the funnel does not have. */
export function checkFunnelBar(funnel: Funnel, { step, which }: FunnelBar): void {
  const least = which === "dropped" ? 2 : 1;
  if (Number.isInteger(step) && step >= least && step <= funnel.steps.length) return;
  throw new InvalidInput(
    "funnel-bar",
    `The funnel has no such bar: received step ${step}, expected ${least} to ${funnel.steps.length}.`,
    { zh: { message: `漏斗没有第 ${step} 步的这一项，应为 ${least} 到 ${funnel.steps.length}。` } },
  );
}
