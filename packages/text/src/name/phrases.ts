// Candidate phrases of a text: words and short runs of neighbouring words, in either language.
import { foldText, tokensOf } from "../embed/tokens.ts";
import { isStopWord } from "./stop-words.ts";

/** A phrase as found, with the language whose readers can read it. */
export interface Phrase {
  readonly text: string;
  readonly language: "en" | "zh";
  /** Number of words in it. */
  readonly words: number;
}

let segmenter: Intl.Segmenter | null = null;

function chineseWords(run: string): string[] {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  return Array.from(segmenter.segment(run), (part) => part.segment);
}

/** Phrases of one to three words that neither begin nor end with a stop word; each as often as it occurs. */
export function phrasesOf(text: string): Phrase[] {
  const phrases: Phrase[] = [];
  let spaced: string[] = [];
  const flush = (): void => {
    addRuns(spaced, 3, " ", "en", phrases);
    spaced = [];
  };
  for (const clause of foldText(text).split(
    /[\p{P}\p{S}\n]*[.,;:!?\u3001\u3002\uff0c()"\n][\p{P}\p{S}\s]*/u,
  )) {
    for (const token of tokensOf(clause)) {
      if (token.unspaced) {
        flush();
        addRuns(chineseWords(token.text), 2, "", "zh", phrases);
      } else spaced.push(token.text);
    }
    flush();
  }
  return phrases;
}

function addRuns(
  words: readonly string[],
  longest: number,
  joint: string,
  language: "en" | "zh",
  into: Phrase[],
): void {
  for (let i = 0; i < words.length; i++) {
    if (!canEnd(words[i]!, language)) continue;
    for (let n = 1; n <= longest && i + n <= words.length; n++) {
      if (!canEnd(words[i + n - 1]!, language)) continue;
      const text = words.slice(i, i + n).join(joint);
      if (language === "zh" && (text.length < 2 || text.length > 8)) continue;
      into.push({ text, language, words: n });
    }
  }
}

function canEnd(word: string, language: "en" | "zh"): boolean {
  if (isStopWord(word)) return false;
  if (language === "zh") return true;
  return word.length > 1 && !/^[\d_']+$/.test(word);
}
