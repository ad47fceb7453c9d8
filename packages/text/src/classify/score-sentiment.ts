// Adds up what the words of a mention express, with negation, degree and contrast.
import { sentimentTerms, type TermEffect } from "./sentiment-terms.ts";
import { createTermMatcher, type TermMatcher } from "./term-matcher.ts";

/** Evidence on both sides, each zero or more. */
export interface SentimentEvidence {
  readonly positive: number;
  readonly negative: number;
}

/** A negator turns the polarity within this many units after it, unless a pause comes between. */
const ENGLISH_REACH = 24;
const CHINESE_REACH = 6;
/** A turned word says less than its opposite (`not great` is no `terrible`). */
const TURNED = -0.75;
/** What comes after a contrast counts more than what comes before. */
const BEFORE_CONTRAST = 0.6;
const CONTRAST =
  /\b(?:but|however|unfortunately|sadly)\b|但|不过|可是|然而|可惜|就是(?=[有太价贵慢没不])/g;
const PAUSE = /[,，.。!！?？;；:：\n]/;

let matcher: TermMatcher<TermEffect> | undefined;

/**
 * Evidence of feeling in a folded text (see `foldForReading`): listed terms with their polarity in [-1, 1], turned by
 * negators and scaled by degree words before them; what stands before the last contrast counts 0.6.
 */
export function scoreSentiment(folded: string): SentimentEvidence {
  matcher ??= createTermMatcher(sentimentTerms());
  const turn = lastContrast(folded);
  const open: Modifier[] = [];
  let positive = 0;
  let negative = 0;
  for (const term of matcher.find(folded)) {
    if (term.value.kind === "negator") open.push({ end: term.end, factor: TURNED });
    if (term.value.kind === "scale") open.push({ end: term.end, factor: term.value.factor });
    if (term.value.kind !== "polarity") continue;
    const weight = term.start < turn ? BEFORE_CONTRAST : 1;
    const polarity = weight * term.value.polarity * modify(folded, open, term.start);
    if (polarity > 0) positive += polarity;
    else negative -= polarity;
  }
  return { positive, negative };
}

interface Modifier {
  readonly end: number;
  readonly factor: number;
}

/** Product of the modifiers that reach the term at `start`; those out of reach are dropped. */
function modify(folded: string, open: Modifier[], start: number): number {
  let factor = 1;
  for (const { end, factor: own } of open) {
    const reach = folded.charCodeAt(end - 1) > 0x2e80 ? CHINESE_REACH : ENGLISH_REACH;
    const isDegree = own !== TURNED;
    if (start - end > (isDegree ? Math.min(reach, 10) : reach)) continue;
    if (!PAUSE.test(folded.slice(end, start))) factor *= own;
  }
  open.length = 0;
  return factor;
}

function lastContrast(folded: string): number {
  let last = 0;
  for (const { index } of folded.matchAll(CONTRAST)) last = index;
  return last;
}
