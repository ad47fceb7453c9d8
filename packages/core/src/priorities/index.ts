// Prioritising, in a part of its own that pages load without the rest of core.
export { priorityTable, tableAsCsv } from "./priorities-csv.ts";
export {
  type Priorities,
  type PriorityRow,
  prioritise,
} from "./prioritise.ts";
export {
  CRITERION_SOURCES,
  type Criterion,
  DEFAULT_PRIORITY_SETTINGS,
  GUESS_RANGES,
  type Guesses,
  type GuessName,
  guessRange,
  PRIORITY_METHODS,
  type PriorityItem,
  type PriorityMethod,
  type PriorityPart,
  type PriorityScore,
  type PrioritySettings,
} from "./priority.ts";
export type { PartWeight, PrioritiseOptions, RankDoubt, Robustness } from "./robustness.ts";
