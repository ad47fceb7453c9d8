// What training has reached: figures by epoch, and the place from which it goes on.

/** Reported scalars by name: `loss` first, then the metrics of the loss. */
export type Figures = Readonly<Record<string, number>>;

/** Means over one epoch, and figures on the validation set when there is one. */
export type EpochRecord = {
  /** Counted from 1. */
  readonly epoch: number;
  readonly figures: Figures;
  readonly validation: Figures | undefined;
};

/** Where training stands; everything that the next step depends on besides the numbers. */
export type TrainingPlace = {
  /** Optimizer updates made so far. */
  step: number;
  /** Whole epochs done. */
  epoch: number;
  /** Batches done in the current epoch. */
  batch: number;
  /** Examples seen in the current epoch, and sums of figure times examples. */
  seen: number;
  sums: Record<string, number>;
  history: EpochRecord[];
  /** Best monitored figure so far, with its epoch; for early stopping. */
  best: { readonly epoch: number; readonly value: number } | undefined;
};

/** The place before any training. */
export function startingPlace(): TrainingPlace {
  return { step: 0, epoch: 0, batch: 0, seen: 0, sums: {}, history: [], best: undefined };
}

/** Adds a batch's figures to the epoch's sums. */
export function addFigures(place: TrainingPlace, figures: Figures, examples: number): void {
  place.seen += examples;
  for (const [name, value] of Object.entries(figures)) {
    place.sums[name] = (place.sums[name] ?? 0) + value * examples;
  }
}

/** Means over the examples seen in the current epoch. */
export function meanFigures(place: TrainingPlace): Figures {
  const entries = Object.entries(place.sums).map(([name, sum]) => [name, sum / place.seen]);
  return Object.fromEntries(entries);
}
