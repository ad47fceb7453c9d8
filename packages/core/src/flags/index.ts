// What other rooms may use of feature flags.
export { evaluateFlag, type FlagDecision } from "./evaluate-flag.ts";
export {
  checkFlag,
  FLAG_TESTS,
  type Flag,
  type FlagAttributes,
  type FlagCondition,
  type FlagRule,
  type FlagValue,
  type FlagVariation,
} from "./flag.ts";
export { hashShare } from "./hash-share.ts";
export { type PublishedFeature, publishFlags } from "./publish-flags.ts";
