// One training from folds to figures: every recipe on the same folds, the best one measured on what no choice has seen.
import {
  assignFolds,
  type Contestant,
  type CurveStep,
  classShares,
  confidenceShares,
  type Dataset,
  type DriftReference,
  type DuplicateGroup,
  duplicateGroups,
  type EvaluationReport,
  type Example,
  evaluateAnswers,
  findLabelIssues,
  InvalidInput,
  type LabelerAgreement,
  type LabelIssues,
  type LearningCurve,
  logLossOf,
  type MeasuredBy,
  macroF1,
  mostProbable,
  naturalSplit,
  type SplitWay,
  splitExamples,
  splitUnits,
  type TrainingCost,
} from "@heed/core";
import { meanLikeness } from "./likeness.ts";
import { curveOf } from "./measure-curve.ts";
import type { ModelHeader } from "./model-file.ts";
import { fitTemperature, temper } from "./open-task.ts";
import type { FitContext, Fitted, Recipe, TaskDoor } from "./recipe.ts";
import type { RunJournal } from "./run-journal.ts";

export type LabelledExample = Example & { readonly label: string };

export interface TrainingSettings {
  readonly name: string;
  readonly version: number;
  readonly seed: number;
  /** How examples are divided; by the data when absent. */
  readonly way?: SplitWay | undefined;
  /** Only this recipe beside the baseline. */
  readonly recipe?: string | undefined;
}

export interface TrainingInput {
  readonly dataset: Dataset;
  readonly examples: readonly LabelledExample[];
  readonly settings: TrainingSettings;
  readonly ceiling: LabelerAgreement | null;
  readonly mediaFolder: string;
  readonly runsFolder: string;
}

/** What training tells as it goes. */
export interface TrainingNews {
  readonly stage: "prepare" | "baseline" | "train" | "curve" | "final";
  readonly done: number;
  readonly total: number;
  readonly step?: CurveStep;
}

export interface TrainedModel {
  readonly header: ModelHeader;
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly contestants: readonly Contestant[];
  readonly measuredBy: MeasuredBy;
  readonly split: SplitWay;
  readonly evaluation: EvaluationReport;
  readonly learningCurve: LearningCurve;
  readonly labelIssues: LabelIssues;
  readonly history: readonly CurveStep[];
  readonly drift: DriftReference;
  readonly took: TrainingCost;
  /** Steps that an earlier, stopped training had done. */
  readonly resumed: number;
}

/** From so many examples on a fifth is held out; below, every example is predicted by a model that has not seen it. */
export const ENOUGH_TO_HOLD_OUT = 1_000;
const TEST_SHARE = 0.2;
const FOLDS = 5;
const LIKENESS_SAMPLE = 300;

export function foldCount(labels: readonly string[]): number {
  const counts = [...Map.groupBy(labels, (label) => label).values()].map(({ length }) => length);
  return Math.max(2, Math.min(FOLDS, ...counts));
}

/** Recipes that are worth trying on so much data, the baseline first. */
export function contestantsFor<Ready>(
  door: TaskDoor<Ready>,
  examples: number,
  classes: number,
  only?: string,
): Recipe<Ready>[] {
  return door.recipes.filter(
    (recipe) =>
      recipe.fits(examples, classes) &&
      (only === undefined || recipe.isBaseline || recipe.name === only),
  );
}

/** Near repeats that chain most of the data together say nothing about what is the same; then only exact ones count. */
function apartEnough(duplicates: readonly DuplicateGroup[], examples: number) {
  const most = Math.max(0, ...duplicates.map(({ members }) => members.length));
  return most > examples / 3 ? duplicates.filter(({ isExact }) => isExact) : duplicates;
}

function oneGroup(examples: number): InvalidInput {
  return new InvalidInput(
    "one-group",
    `All ${examples} examples belong to one group or repeat one another: nothing is left to measure on.`,
    {
      hint: "Bring examples of other groups, or leave --group out.",
      zh: {
        message: `${examples} 条样本同属一组或互为重复：没有可用于评估的样本。`,
        hint: "请加入其他组的样本，或不指定 --group。",
      },
    },
  );
}

/** One training, with what its steps share. */
export class TrainingRun {
  readonly classes: readonly string[];
  readonly way: SplitWay;
  readonly contestants: Contestant[] = [];
  readonly history: CurveStep[] = [];
  /** Places of the examples that the model may learn from, and of those held out. */
  readonly dev: readonly number[];
  readonly test: readonly number[];
  winner: Recipe<unknown>;
  temperature = 1;
  readonly #input: TrainingInput;
  readonly #door: TaskDoor<unknown>;
  readonly #ready: unknown;
  readonly #journal: RunJournal;
  readonly #tell: (news: TrainingNews) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #labels: Int32Array;
  readonly #units: Int32Array;
  readonly #recipes: readonly Recipe<unknown>[];
  /** Fold of each place of `dev`; 0 is what large data is validated on. */
  readonly #folds: Int32Array;
  readonly #foldsUsed: number;
  #total: number;
  #done = 0;
  /** The winner as it was measured on what was held out; null in a training that goes on after that. */
  #measured: Fitted<unknown> | null = null;

  constructor(
    input: TrainingInput,
    door: TaskDoor<unknown>,
    ready: unknown,
    journal: RunJournal,
    tell: (news: TrainingNews) => void,
    signal: AbortSignal | undefined,
  ) {
    const { examples, settings } = input;
    this.#input = input;
    this.#door = door;
    this.#ready = ready;
    this.#journal = journal;
    this.#tell = tell;
    this.#signal = signal;
    const names = examples.map(({ label }) => label);
    this.classes = [...new Set(names)].sort();
    const place = new Map(this.classes.map((name, at) => [name, at]));
    this.#labels = Int32Array.from(names, (name) => place.get(name)!);
    this.way = settings.way ?? naturalSplit(examples);
    const duplicates = apartEnough(duplicateGroups(examples), examples.length);
    this.#units = splitUnits(examples, duplicates, this.way !== "random");
    const isLarge = examples.length >= ENOUGH_TO_HOLD_OUT || this.way === "time";
    const split = isLarge
      ? splitExamples(examples, {
          ...{ test: TEST_SHARE, way: this.way, seed: settings.seed, duplicates },
        })
      : { train: examples.map((_, at) => at), test: [] };
    this.dev = split.train;
    this.test = split.test;
    const units = new Set(this.dev.map((at) => this.#units[at])).size;
    if (units < 2) throw oneGroup(this.#units.length);
    const folds = Math.min(units, foldCount(this.dev.map((at) => names[at])));
    this.#foldsUsed = isLarge ? 1 : folds;
    this.#folds = assignFolds(
      this.dev.map((at) => names[at]),
      Int32Array.from(this.dev, (at) => this.#units[at]),
      folds,
      settings.seed,
    );
    this.#recipes = contestantsFor(
      door,
      Math.floor((this.dev.length * (folds - 1)) / folds),
      this.classes.length,
      settings.recipe,
    );
    this.winner = this.#recipes[0];
    this.#total = this.#recipes.length * this.#foldsUsed + 1;
  }

  /** Tries every recipe on the same folds, chooses the one with the least loss, and measures it. */
  async measure(): Promise<
    Pick<TrainedModel, "measuredBy" | "evaluation" | "labelIssues" | "drift">
  > {
    const k = this.classes.length;
    const rows = this.dev.filter((_, at) => this.#folds[at] < this.#foldsUsed);
    const truth = Int32Array.from(rows, (at) => this.#labels[at]);
    let best = { loss: Number.POSITIVE_INFINITY, shares: new Float32Array(0) as Float32Array };
    this.contestants.push(this.#majority(truth, rows));
    for (const recipe of this.#recipes) {
      const began = performance.now();
      const shares = await this.#outOfFold(recipe);
      const loss = logLossOf(truth, shares, k);
      this.contestants.push({
        name: recipe.name,
        ...scoresOf(truth, shares, k),
        seconds: (performance.now() - began) / 1000,
      });
      if (loss >= best.loss) continue;
      best = { loss, shares };
      this.winner = recipe;
    }
    this.temperature = fitTemperature(truth, best.shares, k);
    const shares = temper(best.shares, k, this.temperature);
    if (this.test.length === 0)
      return {
        measuredBy: { way: "cross-validation", folds: this.#foldsUsed },
        ...this.#judged(rows, shares),
        labelIssues: this.#issues(rows, shares),
      };
    const held = await this.#journal.step(`test-${this.winner.name}`, async () => {
      this.#measured = await this.#fit(this.winner, this.dev, "test");
      return this.#measured.predict(this.#ready, Int32Array.from(this.test));
    });
    return {
      measuredBy: { way: "held-out", train: this.dev.length, test: this.test.length },
      ...this.#judged(this.test, temper(held, k, this.temperature)),
      labelIssues: this.#issues(rows, shares),
    };
  }

  /** Scores of a quick recipe on growing parts of the data, and what more would bring. */
  curve(): Promise<LearningCurve> {
    const quick = this.winner.isQuick
      ? this.winner
      : (this.#recipes.findLast(({ isQuick }) => isQuick) ?? this.winner);
    return curveOf({
      labels: this.#labels,
      rows: this.dev,
      folds: this.#folds,
      foldCount: this.#foldsUsed === 1 ? 1 : Math.max(...this.#folds) + 1,
      classes: this.classes.length,
      seed: this.#input.settings.seed,
      onProgress: (done, total) => this.#tell({ stage: "curve", done, total }),
      score: async (name, train, test) => {
        this.#signal?.throwIfAborted();
        const shares = await this.#journal.step(`curve-${quick.name}-${name}`, async () => {
          const fitted = await this.#fitQuietly(quick, train);
          return fitted.predict(this.#ready, Int32Array.from(test));
        });
        const truth = Int32Array.from(test, (at) => this.#labels[at]);
        return macroF1(truth, mostProbable(shares, this.classes.length), this.classes.length);
      },
    });
  }

  /** The winner on everything but what was held out: the very model that was measured, where it is still here. */
  async final(): Promise<Fitted<unknown>> {
    const fitted = this.#measured ?? (await this.#fit(this.winner, this.dev, "final"));
    this.#tell({ stage: "final", done: this.#total, total: this.#total });
    return fitted;
  }

  async #outOfFold(recipe: Recipe<unknown>): Promise<Float32Array> {
    const k = this.classes.length;
    const rows = this.dev.filter((_, at) => this.#folds[at] < this.#foldsUsed);
    const place = new Map(rows.map((row, at) => [row, at]));
    const all = new Float32Array(rows.length * k);
    for (let fold = 0; fold < this.#foldsUsed; fold += 1) {
      const test = this.dev.filter((_, at) => this.#folds[at] === fold);
      const train = this.dev.filter((_, at) => this.#folds[at] !== fold);
      const stage = recipe.isBaseline ? "baseline" : "train";
      this.#tell({ stage, done: this.#done, total: this.#total });
      const shares = await this.#journal.step(`${recipe.name}-${fold}`, async () => {
        const fitted = await this.#fit(recipe, train, `${fold + 1}`);
        return fitted.predict(this.#ready, Int32Array.from(test));
      });
      for (const [at, row] of test.entries())
        all.set(shares.subarray(at * k, (at + 1) * k), place.get(row)! * k);
      this.#done += 1;
    }
    return all;
  }

  #fit(recipe: Recipe<unknown>, rows: readonly number[], part: string): Promise<Fitted<unknown>> {
    const stage = part === "final" ? "final" : recipe.isBaseline ? "baseline" : "train";
    return this.#fitWith(recipe, rows, {
      seed: this.#input.settings.seed,
      signal: this.#signal,
      checkpoint: this.#journal.checkpoint(`${recipe.name}-${part}`),
      onStep: (step, loss, validation) => {
        const news = { of: `${recipe.name} ${part}`, step, loss, validation };
        this.history.push(news);
        this.#tell({ stage, done: this.#done, total: this.#total, step: news });
      },
    });
  }

  #fitQuietly(recipe: Recipe<unknown>, rows: readonly number[]): Promise<Fitted<unknown>> {
    return this.#fitWith(recipe, rows, {
      seed: this.#input.settings.seed,
      signal: this.#signal,
    });
  }

  #fitWith(
    recipe: Recipe<unknown>,
    rows: readonly number[],
    context: FitContext,
  ): Promise<Fitted<unknown>> {
    this.#signal?.throwIfAborted();
    const own = Int32Array.from(rows);
    const labels = own.map((row) => this.#labels[row]);
    return recipe.fit(this.#ready, own, labels, this.classes.length, context);
  }

  #judged(rows: readonly number[], shares: Float32Array) {
    const { examples, ceiling, settings } = this.#input;
    const own = rows.map((at) => examples[at]);
    const evaluation = evaluateAnswers(
      {
        classes: this.classes,
        numbers: own.map(({ number }) => number),
        truth: Int32Array.from(rows, (at) => this.#labels[at]),
        probabilities: shares,
        units: Int32Array.from(rows, (at) => this.#units[at]),
        slices: own.map(({ slices }) => slices),
      },
      { seed: settings.seed, ceiling },
    );
    const answers = mostProbable(shares, this.classes.length);
    const names = Array.from(answers, (answer) => this.classes[answer]);
    const sure = Array.from(answers, (answer, at) => shares[at * this.classes.length + answer]);
    const drift: DriftReference = {
      classes: this.classes,
      shares: classShares(this.classes, names),
      confidence: confidenceShares(sure),
      likeness: this.#likeness(),
      examples: rows.length,
    };
    return { evaluation, drift };
  }

  #issues(rows: readonly number[], shares: Float32Array): LabelIssues {
    return findLabelIssues(
      this.classes,
      rows.map((at) => this.#input.examples[at].number),
      Int32Array.from(rows, (at) => this.#labels[at]),
      shares,
    );
  }

  /** Mean likeness of some examples to the nearest other one of another unit. */
  #likeness(): number | null {
    const vectors = this.#door.vectors(this.#ready);
    if (vectors === null || this.#input.dataset.task !== "text") return null;
    const sample = this.dev.filter(
      (_, at) => at % Math.max(1, Math.floor(this.dev.length / LIKENESS_SAMPLE)) === 0,
    );
    return meanLikeness(vectors, sample, this.dev, (a, b) => this.#units[a] === this.#units[b]);
  }

  #majority(truth: Int32Array, rows: readonly number[]): Contestant {
    const k = this.classes.length;
    const counts = new Float64Array(k);
    for (const label of truth) counts[label] += 1;
    const shares = new Float32Array(rows.length * k);
    for (let row = 0; row < rows.length; row += 1)
      for (let c = 0; c < k; c += 1) shares[row * k + c] = counts[c] / rows.length;
    return { name: "majority", ...scoresOf(truth, shares, k), seconds: 0 };
  }
}

function scoresOf(truth: Int32Array, shares: Float32Array, k: number) {
  const answers = mostProbable(shares, k);
  const right = truth.filter((label, at) => label === answers[at]).length;
  return {
    accuracy: right / Math.max(1, truth.length),
    macroF1: macroF1(truth, answers, k),
    logLoss: logLossOf(truth, shares, k),
  };
}
