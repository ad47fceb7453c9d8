// What an edit by a person does to a claim's basis: words that no longer rest on it become a visible assumption.
import { writtenNumbers } from "../answers/written-numbers.ts";
import { InvalidInput } from "../errors.ts";
import type { BothWords } from "../requirements/story.ts";
import { claimWords } from "./claim-words.ts";
import { type Claim, claimNumber, SPEC_SECTIONS } from "./spec.ts";

const MOST_CLAIMS = 300;
const LONGEST = 2_000;

/**
 * The claims of the next version. A claim whose words changed keeps its basis only while every placeholder is still there
 * and no number was written in; a person's own claim is an assumption. Bases are never taken from outside.
 * @throws `spec-not-valid` for claims that cannot be kept
 */
export function settleClaims(edited: readonly Claim[], before: readonly Claim[]): Claim[] {
  if (edited.length > MOST_CLAIMS)
    throw notValid(`${edited.length} claims`, `at most ${MOST_CLAIMS}`);
  const known = new Map(before.map((claim) => [claim.id, claim]));
  let next = Math.max(0, ...before.map(({ id }) => claimNumber(id))) + 1;
  const seen = new Set<string>();
  return edited.map((claim) => {
    check(claim);
    const earlier = known.get(claim.id);
    if (earlier === undefined || seen.has(claim.id))
      return { ...claim, id: `claim_${next++}`, basis: { type: "assumption" } };
    seen.add(claim.id);
    const kept = { ...claim, basis: earlier.basis };
    if (sameWords(kept, earlier)) return kept;
    return keepsBasis(kept) ? kept : asAssumption(kept);
  });
}

function sameWords(claim: Claim, earlier: Claim): boolean {
  const words = ({ text, story, criterion }: Claim) =>
    JSON.stringify([text.en, text.zh, story ?? null, criterion ?? null]);
  return words(claim) === words(earlier);
}

function keepsBasis(claim: Claim): boolean {
  const { basis } = claim;
  if (basis.type === "assumption") return true;
  // The check read the words that were there; others it has not read.
  if (basis.type === "supported") return false;
  const parts = basis.type === "counted" ? basis.counts : basis.quotes;
  return (["en", "zh"] as const).every((language) => {
    const words = claimWords(claim, language);
    const own = words.replace(/\{\d+\}/gu, " ");
    const holdsAll = parts.every((_, index) => words.includes(`{${index}}`));
    return holdsAll && writtenNumbers(own).length === 0 && !/["“”「」『』]/u.test(own);
  });
}

function asAssumption({ story, criterion, ...claim }: Claim): Claim {
  return {
    ...claim,
    text: withoutPlaceholders(claim.text),
    basis: { type: "assumption" },
    ...(story === undefined
      ? {}
      : {
          story: {
            role: withoutPlaceholders(story.role),
            want: withoutPlaceholders(story.want),
            benefit: withoutPlaceholders(story.benefit),
          },
        }),
    ...(criterion === undefined
      ? {}
      : {
          criterion: {
            ...criterion,
            given: withoutPlaceholders(criterion.given),
            action: withoutPlaceholders(criterion.action),
            outcome: withoutPlaceholders(criterion.outcome),
          },
        }),
  };
}

function withoutPlaceholders({ en, zh }: BothWords): BothWords {
  const plain = (words: string) => words.replace(/\s*\{\d+\}/gu, " …").trim();
  return { en: plain(en), zh: plain(zh) };
}

function check({ section, text, story, criterion }: Claim): void {
  if (!SPEC_SECTIONS.includes(section))
    throw notValid(`the section ${String(section).slice(0, 40)}`, SPEC_SECTIONS.join(", "));
  const words = [
    text,
    ...(story === undefined ? [] : [story.role, story.want, story.benefit]),
    ...(criterion === undefined ? [] : [criterion.given, criterion.action, criterion.outcome]),
  ];
  if (words.some(({ en, zh }) => en.length > LONGEST || zh.length > LONGEST))
    throw notValid("a longer text", `at most ${LONGEST} characters`);
  if (text.en.trim() + text.zh.trim() === "" && story === undefined && criterion === undefined)
    throw notValid("a claim without words", "words in one language at least");
}

function notValid(received: string, expected: string): InvalidInput {
  return new InvalidInput(
    "spec-not-valid",
    `The specification cannot be kept: received ${received}, expected ${expected}.`,
    {
      hint: "Change that part and save again.",
      zh: {
        message: `规格无法保存：收到 ${received}，要求 ${expected}。`,
        hint: "请修改后再保存。",
      },
    },
  );
}
