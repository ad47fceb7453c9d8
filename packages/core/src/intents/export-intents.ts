// Intents as files: JSON of a documented shape, and a table that any dialogue system's importer understands.
import { tableAsCsv } from "../priorities/priorities-csv.ts";
import type { Intent } from "./draft-intents.ts";
import type { RecogniserReport } from "./judge-recogniser.ts";
import { ENTITY_PATTERNS } from "./tables/entity-patterns.ts";

/** The shape of the JSON export; `version` is raised when a field changes its meaning. */
export interface IntentFile {
  readonly format: "heed-intents";
  readonly version: 1;
  readonly intents: readonly {
    readonly id: string;
    readonly name: Intent["name"];
    readonly theme: string;
    readonly people: number;
    readonly answer: Intent["answer"];
    readonly utterances: readonly {
      readonly text: string;
      readonly language: string;
      readonly origin: "quoted" | "paraphrase";
      readonly mention: string | null;
      readonly entities: readonly {
        readonly name: string;
        readonly start: number;
        readonly end: number;
      }[];
    }[];
  }[];
  /** Entities with the pattern that finds them (ECMAScript, flags `giu`). */
  readonly entities: readonly { readonly name: string; readonly pattern: string }[];
  /** Below this probability a dialogue says that it did not understand; null until a recogniser was trained. */
  readonly fallbackThreshold: number | null;
}

export function intentsAsFile(
  intents: readonly Intent[],
  report: RecogniserReport | null,
): IntentFile {
  return {
    ...{ format: "heed-intents", version: 1 },
    intents: intents.map(({ id, name, themeId, people, answer, utterances }) => ({
      ...{ id, name, theme: themeId, people, answer },
      utterances: utterances.map(({ text, language, origin, mentionId, entities }) => ({
        ...{ text, language, origin, mention: mentionId },
        entities: entities.map(({ name: entity, start, end }) => ({ name: entity, start, end })),
      })),
    })),
    entities: ENTITY_PATTERNS.map(({ name, pattern }) => ({ name, pattern: pattern.source })),
    fallbackThreshold: report?.ok === true ? report.fallback.threshold : null,
  };
}

/** One row an utterance; entities are marked in the text as Rasa writes them: `[PDF](file-format)`. */
export function intentsAsCsv(intents: readonly Intent[]): string {
  const header = ["intent", "text", "annotated", "language", "origin", "mention"];
  const rows = intents.flatMap(({ id, utterances }) =>
    utterances.map(({ text, language, origin, mentionId, entities }) => [
      ...[id, text, annotated(text, entities), language, origin],
      mentionId ?? "",
    ]),
  );
  return tableAsCsv([header, ...rows]);
}

function annotated(
  text: string,
  entities: readonly { readonly name: string; readonly start: number; readonly end: number }[],
): string {
  let [out, at] = ["", 0];
  for (const { name, start, end } of entities) {
    out += `${text.slice(at, start)}[${text.slice(start, end)}](${name})`;
    at = end;
  }
  return out + text.slice(at);
}
