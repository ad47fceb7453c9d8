// What helps to decide, as part of the public surface of @heed/workbench.
export {
  changeGuesses,
  type PriorityInputs,
  readPriorityInputs,
  savePrioritySettings,
} from "./priorities/keep-priorities.ts";
