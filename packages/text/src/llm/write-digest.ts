// The digest in sentences: a model finds the words, programs counted the figures, and every quote is checked.
import type { LanguageModel } from "@heed/core";
import { z } from "zod";
import { type Evidence, evidenceFaults, evidenceSchema, type ShownQuote } from "./check-quotes.ts";
import { loadPrompt } from "./load-prompt.ts";
import type { ReaderLanguage } from "./translate-quotes.ts";

/** A need as a model is shown it. */
export interface DigestNeed {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Counted by programs, in words. */
  readonly facts: readonly string[];
  readonly quotes: readonly ShownQuote[];
}

export interface DigestSentence {
  readonly need: string;
  readonly text: string;
  readonly evidence: Evidence;
}

export interface WrittenDigest {
  readonly sentences: readonly DigestSentence[];
  readonly model: { readonly name: string; readonly version: string };
}

const sentencesSchema = z.strictObject({
  sentences: z.array(
    z.strictObject({ need: z.string(), text: z.string(), evidence: evidenceSchema }),
  ),
});
const MOST_SENTENCES = 2;
const LONGEST_SENTENCE = 400;

/** Writes one or two sentences for each need. @throws `answer-unusable` when a quote or a number is not what was shown. */
export async function writeDigest(
  model: LanguageModel,
  needs: readonly DigestNeed[],
  language: ReaderLanguage,
  signal?: AbortSignal,
): Promise<WrittenDigest> {
  const { name, version, words } = loadPrompt("write-digest", 1);
  const wanted = language === "en" ? "English" : "Simplified Chinese (简体中文)";
  const { value, model: answered } = await model.answer({
    purpose: "write-digest",
    name: "digest",
    instructions: words,
    content: [{ type: "text", text: `Write in ${wanted}:\n${JSON.stringify(needs, null, 1)}` }],
    maxOutputTokens: 2_000 + needs.length * 400,
    schema: sentencesSchema,
    check: ({ sentences }) => digestFaults(sentences, needs),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    sentences: value.sentences,
    model: { name: answered, version: `${name}.${version}` },
  };
}

function digestFaults(
  sentences: readonly DigestSentence[],
  needs: readonly DigestNeed[],
): string[] {
  const faults = sentences.flatMap((sentence, index) => {
    const claim = `Sentence ${index + 1}`;
    const need = needs.find(({ id }) => id === sentence.need);
    if (need === undefined) return [`${claim} names a need that was not shown.`];
    const size =
      sentence.text.trim() === "" || sentence.text.length > LONGEST_SENTENCE
        ? [`${claim} is empty or longer than ${LONGEST_SENTENCE} characters.`]
        : [];
    return [
      ...size,
      ...numberFaults(claim, sentence.text, need),
      ...evidenceFaults(sentence.evidence, need.quotes, claim),
    ];
  });
  for (const { id } of needs) {
    const count = sentences.filter(({ need }) => need === id).length;
    if (count < 1 || count > MOST_SENTENCES)
      faults.push(`The need ${id} has ${count} sentences, expected 1 or ${MOST_SENTENCES}.`);
  }
  return faults;
}

/** No figure comes from a model: each number in a sentence stands in the facts or the name that it was shown. */
function numberFaults(claim: string, text: string, { facts, name }: DigestNeed): string[] {
  const known = new Set([name, ...facts].flatMap(numbersIn));
  return numbersIn(text)
    .filter((number) => !known.has(number))
    .map((number) => `${claim} says ${number}, which stands in no fact of its need.`);
}

function numbersIn(text: string): string[] {
  const words = text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  // Numbers can be written out in Chinese; a counted amount of people or times is one.
  const written = text.match(/[零一二两三四五六七八九十百千万亿]+(?=[人次条倍周%％])/gu) ?? [];
  return [...words, ...written];
}
