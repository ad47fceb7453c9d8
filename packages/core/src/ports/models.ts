// The model-shaped needs of the house: who reads a mention, who makes vectors, who finds themes.
import type { Span } from "../mentions/mention.ts";
import type { Kind, ModelName, Sentiment } from "../readings/reading.ts";
import type { MentionTexts } from "../themes/mention-texts.ts";
import type { Theme, UnclearReason } from "../themes/theme.ts";

/** Splits texts into claim-sized spans; one list for each text, in order. */
export interface MentionSplitter {
  split(
    texts: readonly { readonly text: string; readonly language: string }[],
  ): Promise<(readonly Span[])[]>;
}

/** A mention's words with what is known around them. */
export interface ReadableText {
  readonly text: string;
  readonly language: string;
  /** Stars of the item (1-5); readers may use them to break a tie only. */
  readonly rating: number | null;
}

export interface TextReading {
  readonly sentiment: Sentiment;
  readonly sentimentScore: number;
  readonly kind: Kind;
  /** Who answered, where it was not the reader itself. */
  readonly model?: ModelName;
}

/** Reads sentiment and kind; one answer for each text, in order. */
export interface MentionReader {
  readonly model: ModelName;
  read(texts: readonly ReadableText[]): Promise<TextReading[]>;
}

/** Turns texts into unit vectors; row-major `texts.length x dimensions`. */
export interface Embedder {
  readonly model: ModelName;
  readonly dimensions: number;
  embed(texts: readonly string[]): Promise<Float32Array>;
}

/** Unit vectors of mentions by an encoder that the user chose, read a few at a time since all at once would fill the memory. */
export interface MentionVectors {
  readonly model: ModelName;
  readonly dimensions: number;
  /** Row-major vectors of the mentions at these places. */
  read(places: ArrayLike<number>): Float32Array;
}

export interface ThemeFinderOptions {
  /** Stand for what the finder knows of meaning by itself; absent where the built-in embedder is at work. */
  readonly vectors?: MentionVectors;
  /** Number of leaf themes; chosen from the data when absent. */
  readonly themeCount?: number;
  readonly seed: number;
  /**
   * For each text the leaf it was in before (0 to P - 1), or -1 for a text that is new or was unclear. A finder that goes
   * on from there keeps those leaves, gives new texts to them, opens leaves only where new texts warrant it, and says in
   * `FoundTheme.previous` which leaf each theme continues. Absent on a first run; a finder may begin anew and ignore it.
   */
  readonly previous?: Int32Array;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** One leaf group, described by words alone; ids and people's edits come later. */
export interface FoundTheme {
  readonly name: { readonly en: string; readonly zh: string };
  /** Who gave the name; absent where it is made of key words. */
  readonly namedBy?: Theme["namedBy"];
  readonly keyphrases: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** Indexes of diverse central texts, the most central first. */
  readonly representatives: readonly number[];
  /** Index of the broader group in `FoundThemes.groups`. */
  readonly group: number;
  /** The leaf of `ThemeFinderOptions.previous` that this one continues, null for a leaf opened now; absent when the finder began anew. */
  readonly previous?: number | null;
}

export interface FoundThemes {
  readonly themes: readonly FoundTheme[];
  /** Broader groups over the leaves (level one). */
  readonly groups: readonly Omit<FoundTheme, "group" | "previous">[];
  /** For each text its leaf theme's index, or -1. */
  readonly assignment: Int32Array;
  /** For each text the confidence of its assignment in [0, 1]. */
  readonly scores: Float32Array;
  /** For each text with assignment -1 its reason. */
  readonly unclear: ReadonlyMap<number, UnclearReason>;
}

/**
 * Groups mentions into themes; the same texts, options and seed give the same answer. Of an item with far more mentions than
 * others only some teach what themes there are.
 */
export interface ThemeFinder {
  readonly model: ModelName;
  find(texts: MentionTexts, options: ThemeFinderOptions): Promise<FoundThemes>;
}
