// What of the contract about deciding others use.
export { GoldView } from "./gold.ts";
export { PrioritiesView, PriorityGuesses, PrioritySettingsView } from "./priorities.ts";
