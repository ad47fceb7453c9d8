// What text workers can do: the work that would keep the main thread from answering.
import {
  type FoundThemes,
  layOutMap,
  type MapLayout,
  type MentionTexts,
  type ModelName,
  type ReadableText,
  type Span,
  type TextReading,
  type ThemeFinderOptions,
} from "@heed/core";
import { createEmbedder, createReader, createThemeFinder, splitMentions } from "@heed/text";
import { StoredVectors } from "../encoder/stored-vectors.ts";
import type { StoredRows } from "../encoder/vector-file.ts";

/** A text and its language. */
export interface PlainText {
  readonly text: string;
  readonly language: string;
}

/** What is asked of a worker and what it answers, by task. */
export interface TextTasks {
  split: { input: readonly PlainText[]; output: (readonly Span[])[] };
  read: { input: readonly ReadableText[]; output: TextReading[] };
  embed: { input: readonly string[]; output: Float32Array };
  findThemes: {
    input: {
      texts: MentionTexts;
      options: Pick<ThemeFinderOptions, "themeCount" | "seed" | "previous">;
      /** Where the vectors of a chosen encoder stand. */
      vectors?: { readonly model: ModelName; readonly stored: StoredRows };
    };
    output: FoundThemes;
  };
  /** `theme` gives each text its place in `sizes`. */
  map: {
    input: { texts: readonly string[]; theme: Int32Array; sizes: readonly number[] };
    output: MapLayout;
  };
}

export type TaskName = keyof TextTasks;

/** How each task is done; `report` tells how far it is. */
export type TaskTable = {
  readonly [Name in TaskName]: (
    input: TextTasks[Name]["input"],
    report: (done: number, total: number) => void,
  ) => Promise<TextTasks[Name]["output"]>;
};

const reader = createReader();
const themeFinder = createThemeFinder();
const embedder = createEmbedder();

/** The models behind the tasks: their names, and the length of the vectors. */
export const TASK_MODELS = {
  reader: reader.model,
  themes: themeFinder.model,
  embedder: { model: embedder.model, dimensions: embedder.dimensions },
} as const;

export const TEXT_TASKS: TaskTable = {
  split: async (texts) => texts.map(({ text, language }) => splitMentions(text, language)),
  read: (texts) => reader.read(texts),
  embed: (texts) => embedder.embed(texts),
  findThemes: async ({ texts, options, vectors: at }, report) => {
    const vectors = at === undefined ? undefined : new StoredVectors(at.model, at.stored);
    try {
      return await themeFinder.find(texts, {
        ...options,
        onProgress: report,
        ...(vectors === undefined ? {} : { vectors }),
      });
    } finally {
      vectors?.close();
    }
  },
  map: async ({ texts, theme, sizes }) => {
    const vectors = await embedder.embed(texts);
    return layOutMap({ vectors, dimensions: embedder.dimensions, theme, sizes });
  },
};
