// Turns the readers' probabilities into those of a task's own classes, as calibration is measured on them.
import { KINDS, SENTIMENTS } from "@heed/core";
import type { ShareReader } from "../../packages/text/src/read/reader.ts";
import type { ReaderTask } from "./data/reader-tasks.ts";

/** Class numbers of the labels and the probabilities, row-major rows x classes. */
export interface TaskShares {
  readonly numbers: Int32Array;
  readonly shares: Float32Array;
  readonly classes: number;
}

/** A task's class has the sum of what our classes that stand for it have, divided by the sum over all its classes. */
export async function sharesOf(read: ShareReader, task: ReaderTask): Promise<TaskShares> {
  const names = Object.keys(task.classes);
  const ours: readonly string[] = task.target === "kind" ? KINDS : SENTIMENTS;
  const { kinds, sentiments } = await read(task.rows.map(({ text }) => text));
  const all = task.target === "kind" ? kinds : sentiments;
  const places = names.map((name) => task.classes[name]!.map((one) => ours.indexOf(one)));
  const shares = new Float32Array(task.rows.length * names.length);
  for (let row = 0; row < task.rows.length; row += 1) {
    const own = all.subarray(row * ours.length, (row + 1) * ours.length);
    const sums = places.map((list) => list.reduce((sum, at) => sum + own[at]!, 0));
    const total = sums.reduce((sum, one) => sum + one, 0);
    shares.set(
      sums.map((sum) => sum / total),
      row * names.length,
    );
  }
  const numbers = Int32Array.from(task.rows, ({ label }) => names.indexOf(label));
  return { numbers, shares, classes: names.length };
}
