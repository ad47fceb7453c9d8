// Sentences of a specification by a large model, each held to what was retrieved while they are still being written.
import {
  type CheckedSentence,
  checkSentence,
  type LanguageModel,
  type Retrieval,
  SPEC_SECTIONS,
  type SpecSection,
} from "@heed/core";
import { loadPrompt } from "./load-prompt.ts";
import type { ReaderLanguage } from "./translate-quotes.ts";
import { writeLines } from "./write-lines.ts";

/** A line as it was judged; `section` is null for a line that names none. */
export interface WrittenClaim {
  readonly section: SpecSection | null;
  readonly checked: CheckedSentence;
}

const MOST_LINES = 60;
/** Where a sentence says what is, and must rest on something. */
const FACTUAL: ReadonlySet<SpecSection> = new Set(["problem", "users"]);
const LINE = new RegExp(`^\\W{0,4}(${SPEC_SECTIONS.join("|")})\\W{0,3}[:：]\\s*(.+)$`, "iu");

/** The prompt and the model, as they are kept with a specification. */
export function specModel({ name }: Pick<LanguageModel, "name">) {
  const prompt = loadPrompt("write-spec", 1);
  return { name, version: `${prompt.name}.${prompt.version}` };
}

/** Judged sentences as they come; a model that goes on and on is stopped. */
export async function* writeSpec(
  model: LanguageModel,
  retrieval: Retrieval,
  {
    need,
    language,
    signal,
  }: { readonly need: string; readonly language: ReaderLanguage; readonly signal?: AbortSignal },
): AsyncGenerator<WrittenClaim> {
  const { instructions, lines } = writeLines(model, {
    purpose: "write-spec",
    about: { need },
    retrieval,
    language,
    maxOutputTokens: 6_000,
    signal,
  });
  let told = 0;
  for await (const line of lines) {
    const match = LINE.exec(line.trim());
    if (match === null) yield { section: null, checked: { ok: false, fault: "not-an-answer" } };
    else {
      const section = match[1]!.toLowerCase() as SpecSection;
      const mayBeUncited = !FACTUAL.has(section);
      yield {
        section,
        checked: checkSentence(match[2]!, { retrieval, instructions, mayBeUncited }),
      };
    }
    told += 1;
    if (told >= MOST_LINES) return;
  }
}
