// Answers the prompt for readings as a model would, by a few words, so that what comes back can be foretold.
import { KINDS, type Kind } from "@heed/core";
import type { Heard } from "./wire-answer.ts";

export interface ShownMention {
  readonly id: number;
  readonly text: string;
}

/** The mentions that a request shows, on any of the wires. */
export function shownMentions({ json }: Heard): ShownMention[] {
  const turn = json.messages.find(({ role }: { role: string }) => role === "user");
  const content = typeof turn.content === "string" ? turn.content : turn.content[0].text;
  return JSON.parse(content) as ShownMention[];
}

const CUES: readonly (readonly [RegExp, Kind])[] = [
  [/crash|lose|lost|broken|slow|闪退|丢|卡/i, "bug"],
  [/wish|please|would love|希望|能不能/i, "request"],
  [/expensive|ads|forced|贵|广告/i, "complaint"],
  [/love|great|good|喜欢|好用/i, "praise"],
  [/\?|？/, "question"],
];
const SCORES: Readonly<Record<Kind, number>> = {
  bug: -0.8,
  request: 0,
  complaint: -0.6,
  praise: 0.9,
  question: 0,
  other: 0,
};

/** The kind that the cues give a text. */
export function kindOf(text: string): Kind {
  return CUES.find(([cue]) => cue.test(text))?.[1] ?? KINDS.at(-1)!;
}

/** A whole answer, as JSON. */
export function readingsFor(mentions: readonly ShownMention[]): string {
  const readings = mentions.map(({ id, text }) => {
    const kind = kindOf(text);
    const score = SCORES[kind];
    const sentiment = score < 0 ? "negative" : score > 0 ? "positive" : "neutral";
    return { id, kind, sentiment, score };
  });
  return JSON.stringify({ readings });
}
