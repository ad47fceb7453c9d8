// What changed between two versions of a specification, claim by claim.
import type { Claim, Spec, SpecSection } from "./spec.ts";

export interface ClaimChange {
  readonly id: string;
  readonly section: SpecSection;
  readonly change: "added" | "removed" | "words" | "basis" | "values";
  readonly before: Claim | null;
  readonly after: Claim | null;
}

/** Changes in the order of the newer version, what was removed last. */
export function diffSpecs(
  before: Pick<Spec, "claims">,
  after: Pick<Spec, "claims">,
): ClaimChange[] {
  const earlier = new Map(before.claims.map((claim) => [claim.id, claim]));
  const later = new Set(after.claims.map(({ id }) => id));
  const changed = after.claims.flatMap((claim): ClaimChange[] => {
    const old = earlier.get(claim.id) ?? null;
    const change = old === null ? "added" : changeOf(old, claim);
    return change === null
      ? []
      : [{ id: claim.id, section: claim.section, change, before: old, after: claim }];
  });
  const removed = before.claims
    .filter(({ id }) => !later.has(id))
    .map(
      (claim): ClaimChange => ({
        id: claim.id,
        section: claim.section,
        change: "removed",
        before: claim,
        after: null,
      }),
    );
  return [...changed, ...removed];
}

function changeOf(old: Claim, claim: Claim): ClaimChange["change"] | null {
  const words = ({ section, text, story, criterion }: Claim) =>
    JSON.stringify([section, text.en, text.zh, story ?? null, criterion ?? null]);
  if (old.basis.type !== claim.basis.type) return "basis";
  if (words(old) !== words(claim)) return "words";
  return JSON.stringify(old.basis) === JSON.stringify(claim.basis) ? null : "values";
}
