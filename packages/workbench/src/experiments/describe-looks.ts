// The looks of a plan with what each told, as the API, the terminal and reports show them.
import { comparisonLevel, type Experiment, lookLines } from "@heed/core";
import type { LookView } from "@heed/core/api";

/** Empty where no looks were planned; none is to come once the plan has ended early. */
export function describeLooks(experiment: Experiment): LookView[] {
  const { lookPlan, plannedUnits, looksTaken } = experiment;
  if (lookPlan === null || plannedUnits === null) return [];
  const lines = lookLines(lookPlan, plannedUnits, looksTaken, comparisonLevel(experiment));
  const last = looksTaken.at(-1);
  const hasEnded = last !== undefined && last.verdict !== "cannot-tell";
  return lines
    .filter(({ isTaken }) => isTaken || !hasEnded)
    .map((line) => {
      const taken = looksTaken.find(({ look }) => look === line.look);
      return {
        ...line,
        verdict: taken?.verdict ?? null,
        sentence: taken === undefined ? null : { ...taken.sentence },
        throughDay: taken?.throughDay ?? null,
      };
    });
}
