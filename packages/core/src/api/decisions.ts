// What of the contract about deciding others use.
export { GoldView } from "./gold.ts";
export { IntentsView, IntentView } from "./intents.ts";
export { PrioritiesView, PriorityGuesses, PrioritySettingsView } from "./priorities.ts";
export { TreeChangeRequest, TreeNodeView, TreeView } from "./tree.ts";
