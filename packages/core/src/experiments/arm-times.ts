// When each arm was seen: arms of different times are no experiment, and names may have changed midway (EX38).
import type { ExperimentDoubt, ExperimentEvidence } from "./experiment.ts";

const DAY_MS = 86_400_000;
/** So few of an arm may lie on one side of a day by chance. */
const FEW_UNITS = 20;

/** An arm with the first and last time that it was seen, in milliseconds since 1970. */
export interface ArmTimes {
  readonly name: string;
  readonly units: number;
  readonly first: number;
  readonly last: number;
}

/** The days of an experiment, and what speaks against comparing its arms; null without times. */
export function judgeArmTimes(arms: readonly ArmTimes[]): {
  readonly period: ExperimentEvidence["period"] | null;
  readonly doubt: ExperimentDoubt | null;
} {
  const from = Math.min(...arms.map(({ first }) => first));
  const to = Math.max(...arms.map(({ last }) => last));
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { period: null, doubt: null };
  const days = Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS) + 1;
  return { period: { firstDay: dayOf(from), lastDay: dayOf(to), days }, doubt: doubtOf(arms) };
}

interface Cut {
  readonly early: readonly ArmTimes[];
  readonly late: readonly ArmTimes[];
  readonly isWhole: boolean;
}

function doubtOf(arms: readonly ArmTimes[]): ExperimentDoubt | null {
  const cuts = arms.flatMap(({ last: end }): Cut[] => {
    const early = arms.filter(({ last }) => last <= end);
    const late = arms.filter(({ first }) => first > end);
    const isWhole = early.length + late.length === arms.length;
    return late.length > 0 ? [{ early, late, isWhole }] : [];
  });
  const areMany = (group: readonly ArmTimes[]) => group.every(({ units }) => units >= FEW_UNITS);
  const renamed =
    cuts.find(({ early, late, isWhole }) => isWhole && early.length > 1 && late.length > 1) ??
    cuts.find(({ early, late, isWhole }) => !isWhole && areMany(early) && areMany(late));
  const cut = renamed ?? cuts.find(({ isWhole }) => isWhole);
  if (cut === undefined) return null;
  const list = (group: readonly ArmTimes[]) => group.map(({ name }) => name).join(", ");
  return {
    reason: renamed === undefined ? "arms-not-concurrent" : "arms-renamed",
    details: {
      ...{ early: list(cut.early), late: list(cut.late) },
      day: dayOf(Math.min(...cut.late.map(({ first }) => first))),
    },
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
