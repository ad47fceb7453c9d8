// Decides what sort of claim a mention makes, by the patterns of its language and the feeling it shows.
import type { Kind } from "@heed/core";
import * as chinese from "./lexicon/chinese-cues.ts";
import * as english from "./lexicon/english-cues.ts";
import type { SentimentEvidence } from "./score-sentiment.ts";

/** Which patterns stand in a mention. */
export interface Cues {
  readonly bug: boolean;
  readonly request: boolean;
  readonly complaint: boolean;
  readonly question: boolean;
  readonly reproach: boolean;
  readonly how: boolean;
  readonly spam: boolean;
  readonly indifferent: boolean;
  readonly insult: boolean;
  readonly sarcasm: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;
const EMOJI = /\p{Extended_Pictographic}/u;

/** The patterns of both languages in a folded text; those of Chinese are only looked for where Han characters stand. */
export function findCues(folded: string): Cues {
  const hasHan = /\p{Script=Han}/u.test(folded);
  const hasLatin = /[a-z]{2}/.test(folded);
  const either = (latin: RegExp, han: RegExp) =>
    (hasLatin && latin.test(folded)) || (hasHan && han.test(folded));
  const isCheer = hasHan && chinese.CHINESE_CHEER.test(folded);
  return {
    bug: either(english.ENGLISH_BUG, chinese.CHINESE_BUG),
    request: !isCheer && either(english.ENGLISH_REQUEST, chinese.CHINESE_REQUEST),
    complaint: either(english.ENGLISH_COMPLAINT, chinese.CHINESE_COMPLAINT),
    question:
      /[?？]["”’)）\s]*$/.test(folded) ||
      either(english.ENGLISH_QUESTION, chinese.CHINESE_QUESTION),
    reproach: either(english.ENGLISH_REPROACH, chinese.CHINESE_REPROACH),
    how: either(english.ENGLISH_HOW, chinese.CHINESE_HOW),
    spam: either(english.ENGLISH_SPAM, chinese.CHINESE_SPAM),
    indifferent: either(english.ENGLISH_INDIFFERENT, chinese.CHINESE_INDIFFERENT),
    insult: either(english.ENGLISH_INSULT, chinese.CHINESE_INSULT),
    sarcasm: either(english.ENGLISH_SARCASM, chinese.CHINESE_SARCASM),
  };
}

/** Evidence below this on either side is none. */
const LEAST_EVIDENCE = 0.2;

/**
 * The kind of a mention, by the annotation guide, the first that holds:
 * spam, quotations, insults without a reason, indifference and texts without words are `other`;
 * a question about how to do something is a `question`, one that reproaches is what it reproaches;
 * a defect is a `bug` unless the text praises its absence; a wish is a `request`; then questions;
 * displeasure is a `complaint`, approval `praise`, and the rest `other`.
 */
export function decideKind(folded: string, cues: Cues, evidence: SentimentEvidence): Kind {
  const isNegative = evidence.negative > Math.max(evidence.positive, LEAST_EVIDENCE);
  const isPositive = evidence.positive >= Math.max(evidence.negative, LEAST_EVIDENCE);
  if (isNoClaim(folded, cues)) return "other";
  if (cues.how && !(cues.reproach && cues.bug)) return "question";
  const isDefect = cues.bug && (evidence.negative > 0 || evidence.positive < LEAST_EVIDENCE);
  if (cues.question && cues.reproach)
    return isDefect ? "bug" : isNegative || cues.complaint ? "complaint" : "question";
  if (isDefect) return "bug";
  if (cues.request) return "request";
  if (cues.question && !isNegative) return "question";
  if (isNegative) return "complaint";
  if (isPositive) return "praise";
  return cues.complaint ? "complaint" : "other";
}

function isNoClaim(folded: string, cues: Cues): boolean {
  if (cues.spam || cues.insult || cues.indifferent) return true;
  return folded.startsWith(">") || !(LETTER.test(folded) || EMOJI.test(folded));
}
