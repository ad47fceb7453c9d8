// Measures redaction on labelled texts: what of the private goes, and what of what goes was private.
import { PRIVATE_KINDS, type PrivateKind } from "./detector.ts";
import { redact } from "./redact.ts";

export interface LabelledTexts {
  /** One text a line, private values in double braces. */
  readonly privateTexts: Readonly<Record<PrivateKind, string>>;
  /** One text a line, nothing private. */
  readonly publicTexts: string;
}

export interface RedactionFigures {
  /** Labelled values; values found with the right kind and offsets; values found that were none or not so. */
  readonly values: number;
  readonly hits: number;
  readonly wrong: number;
}

export interface MeasuredRedaction {
  /** Figures by kind of the value found or missed, and over all kinds. */
  readonly kinds: ReadonlyMap<PrivateKind | "all", RedactionFigures>;
  readonly publicTexts: number;
  /** Texts with a miss or a wrong find, and what was found in each. */
  readonly faults: readonly string[];
}

/** Counts exact finds: kind, start and end must all be right. */
export function measureRedaction({ privateTexts, publicTexts }: LabelledTexts): MeasuredRedaction {
  const counts = new Map<string, { values: number; hits: number; wrong: number }>();
  const faults: string[] = [];
  const count = (kind: string, what: "values" | "hits" | "wrong") => {
    for (const name of [kind, "all"]) {
      const entry = counts.get(name) ?? { values: 0, hits: 0, wrong: 0 };
      entry[what] += 1;
      counts.set(name, entry);
    }
  };
  const negatives = publicTexts
    .trim()
    .split("\n")
    .map((text) => ({ text, expected: [] as string[] }));
  for (const { text, expected } of [...labelledTexts(privateTexts), ...negatives]) {
    const answers = foundIn(text);
    for (const value of expected) count(kindOf(value), "values");
    for (const answer of answers)
      count(kindOf(answer), expected.includes(answer) ? "hits" : "wrong");
    const isRight =
      answers.length === expected.length && answers.every((answer) => expected.includes(answer));
    if (!isRight) faults.push(`${text} -> ${answers.join(" ") || "nothing"}`);
  }
  return {
    kinds: counts as Map<PrivateKind | "all", RedactionFigures>,
    publicTexts: negatives.length,
    faults,
  };
}

function kindOf(value: string): string {
  return value.slice(0, value.indexOf(":"));
}

/** Texts with their values as `kind:start-end`, in offsets of the text before redaction. */
function labelledTexts(texts: LabelledTexts["privateTexts"]) {
  return PRIVATE_KINDS.flatMap((kind) =>
    texts[kind]
      .trim()
      .split("\n")
      .map((line) => {
        const expected: string[] = [];
        let text = "";
        for (const part of line.split(/(\{\{.*?\}\})/)) {
          const value = part.startsWith("{{") ? part.slice(2, -2) : null;
          if (value !== null) expected.push(`${kind}:${text.length}-${text.length + value.length}`);
          text += value ?? part;
        }
        return { text, expected };
      }),
  );
}

function foundIn(text: string): string[] {
  let shift = 0;
  return redact(text).redactions.map(({ kind, start, end, value }) => {
    const from = start + shift;
    shift += value.length - (end - start);
    return `${kind}:${from}-${from + value.length}`;
  });
}
