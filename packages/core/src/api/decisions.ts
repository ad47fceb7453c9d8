// What of the contract about deciding others use.
export { PrioritiesView, PriorityGuesses, PrioritySettingsView } from "./priorities.ts";
