// What programs may use of matters.
export { conceptsNamed, draftMatters, type MatterDraft, type NamedConcept } from "@heed/text";
export {
  examineMatter,
  type MatterFindings,
  type MatterSample,
  type MatterSlice,
} from "./examine-matter.ts";
export {
  changeMatter,
  defineMatter,
  findMatter,
  listMatters,
  removeMatter,
} from "./keep-matters.ts";
export { readMatterWords, type TypedWords, writeTerms } from "./read-words.ts";
