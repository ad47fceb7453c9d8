// What of specifications and requirements the rest of the house uses.
export {
  type AcceptanceCriterion,
  type BothWords,
  criterionLines,
  inLanguage,
  type Story,
  storySentence,
} from "../requirements/story.ts";
export { type ClaimPiece, claimPieces, claimWords } from "./claim-words.ts";
export { type ClaimChange, diffSpecs } from "./diff-specs.ts";
export { draftClaims, type EvidenceQuote, type SpecEvidence } from "./draft-spec.ts";
export {
  type JudgedClaim,
  judgeClaim,
  type QuoteToday,
  type StaleMark,
  type Today,
} from "./judge-claim.ts";
export { BASIS_WORDS, SECTION_WORDS, STALE_WORDS } from "./section-words.ts";
export { settleClaims } from "./settle-claims.ts";
export {
  type Claim,
  type ClaimBasis,
  claimNumber,
  type KeptCount,
  type QuoteReference,
  SPEC_SECTIONS,
  SPEC_TEMPLATES,
  type Spec,
  type SpecId,
  type SpecSection,
  type SpecTemplate,
  STALE_REASONS,
  type StaleReason,
  TEMPLATE_SECTIONS,
} from "./spec.ts";
export { hypothesisOf, type SpecHypothesis } from "./spec-hypothesis.ts";
export {
  NUMBER_PLACE,
  settlePlan,
  WIRE_ELEMENTS,
  WIRE_REGIONS,
  WIREFRAME_LIMITS,
  type WireElement,
  type WireframePlan,
  type WireScreen,
  wireframeFaults,
} from "./wireframe-plan.ts";
