// The lines in which every example says what it measured, on what, in what time, and what others got.
import { performance } from "node:perf_hooks";
import type { TrainingProgress } from "@heed/nn";

/** What an example measured. */
export type Findings = {
  /** What it learned from and was tested on. */
  readonly data: string;
  /** Figures on the part that was not trained on, best known first. */
  readonly score: string;
  /** What a trivial or a simple method gets on the same test part. */
  readonly baselines?: Readonly<Record<string, string>>;
  /** What others published, with the source. */
  readonly published: string;
};

/** Starts the clock of an example; call the result with what was found. */
export function startReport(title: string): (findings: Findings) => void {
  const startedAt = performance.now();
  console.log(title);
  return ({ data, score, baselines = {}, published }) => {
    console.log("");
    line("data", data);
    line("test", score);
    for (const [name, figure] of Object.entries(baselines)) line("baseline", `${figure} (${name})`);
    line("time", `${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    line("published", published);
  };
}

/** One line of a report: a name and what it is. */
export function line(name: string, what: string): void {
  console.log(`${name.padEnd(10)} ${what}`);
}

/** A share in percent with one or more decimals. */
export function percent(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)} %`;
}

/** A whole number with commas. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

/** Prints one line an epoch as Keras does: steps, seconds and figures. */
export function epochLog(): (progress: TrainingProgress) => void {
  let startedAt = performance.now();
  return ({ kind, epoch, epochs, stepsPerEpoch, figures, validation }) => {
    if (kind !== "epoch") return;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    startedAt = performance.now();
    const all = { ...figures, ...renamed(validation ?? {}) };
    const texts = Object.entries(all).map(([name, value]) => `${name}: ${value.toFixed(4)}`);
    console.log(`Epoch ${epoch}/${epochs}`);
    console.log(`${stepsPerEpoch}/${stepsPerEpoch} - ${seconds}s - ${texts.join(" - ")}`);
  };
}

function renamed(figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`val_${name}`, value]));
}
