// What an engine sees in a picture: words with their places and how sure it is, and the panels they stand on.

/** A rectangle in pixels of the upright picture; `right` and `bottom` lie just outside. */
export interface SeenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SeenWord {
  readonly text: string;
  /** In [0, 100], as the engine tells it. */
  readonly confidence: number;
  readonly box: SeenBox;
  /** Panel it stands on; 0 where none is known. */
  readonly panel: number;
  /** Strength of its ink beside the strongest of its panel, in [0, 1]. */
  readonly strength: number;
}

export interface SeenLine {
  readonly words: readonly SeenWord[];
}

/** An area of one background: the page, a card, a bubble, a button. */
export interface SeenPanel {
  readonly id: number;
  readonly box: SeenBox;
  /** Share of the picture that its background covers, in [0, 1]. */
  readonly share: number;
}

/** Stars that were given, 1 to 5, and where they stand. */
export interface SeenRating {
  readonly stars: number;
  readonly box: SeenBox;
  readonly panel: number;
}

export interface SeenPicture {
  /** In pixels; 0 where nothing but the engine opened the picture. */
  readonly width: number;
  readonly height: number;
  /** Lines as the reader of Chinese sees them. */
  readonly han: readonly SeenLine[];
  /** The same picture as the reader of English sees it; null where there are no Latin letters. */
  readonly latin: readonly SeenLine[] | null;
  /** The largest first; none in a photo, or where the picture could not be prepared. */
  readonly panels: readonly SeenPanel[];
  /** Heights at which a rule is drawn from side to side. */
  readonly rules: readonly number[];
  readonly ratings: readonly SeenRating[];
  /** False where the picture was read as it is, since the library that prepares pictures is missing. */
  readonly isPrepared: boolean;
}

/** The least box around several. */
export function around(boxes: readonly SeenBox[]): SeenBox {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** Height of a box's middle. */
export function middleOf({ top, bottom }: SeenBox): number {
  return (top + bottom) / 2;
}
