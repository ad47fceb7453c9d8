// Says whether and where a mention holds the words of a search, as spans that can be quoted.
import { foldText, matchingView } from "../feedback/stored-text.ts";
import type { Span } from "../mentions/mention.ts";
import { indexedWords, runTokens, textRuns } from "./search-tokens.ts";
import type { SearchPart, SearchWords } from "./search-words.ts";

/** True when a text in stored form holds every wanted part and none that is unwanted: the rule that an index must keep. */
export function holdsWords(stored: string, { wanted, unwanted }: SearchWords): boolean {
  const { words } = indexedWords(stored);
  return (
    wanted.every((part) => holdsPart(words, part)) &&
    !unwanted.some((part) => holdsPart(words, part))
  );
}

/** True when indexed words (see `indexedWords`) hold a part. */
export function holdsPart(words: string, { tokens, phrase }: SearchPart): boolean {
  return phrase === null
    ? tokens.every((token) => words.includes(` ${token} `))
    : words.includes(phrase);
}

/**
 * Where the wanted parts stand in `text.slice(span.start, span.end)`: spans in `text`, in order and apart.
 * `text` is in stored form.
 */
export function findMatches(text: string, span: Span, { wanted }: SearchWords): Span[] {
  const mention = text.slice(span.start, span.end);
  const view = matchingView(mention);
  const runs = textRuns(view.text);
  const found: Span[] = [];
  const add = (start: number, end: number) =>
    found.push({ start: span.start + view.offsets[start]!, end: span.start + view.offsets[end]! });
  for (const sought of wanted.flatMap((part) => part.runs)) {
    const [stem] = runTokens(sought);
    for (const run of runs) {
      if (run.unspaced !== sought.unspaced) continue;
      if (!sought.unspaced) {
        if (runTokens(run)[0] === stem) add(run.start, run.start + run.text.length);
        continue;
      }
      for (let at = run.text.indexOf(sought.text); at >= 0; ) {
        add(run.start + at, run.start + at + sought.text.length);
        at = run.text.indexOf(sought.text, at + 1);
      }
    }
  }
  return joined(found, text);
}

/** The same words in folded form, to compare searches by. */
export function searchFingerprint(typed: string): string {
  return foldText(typed).trim();
}

function joined(spans: Span[], text: string): Span[] {
  const inOrder = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const apart: Span[] = [];
  for (const { start, end } of inOrder) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) {
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else if (end > start) apart.push({ start, end: trimEnd(text, start, end) });
  }
  return apart;
}

/** A folded unit may stand for a run of spaces; a match never ends in one. */
function trimEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
