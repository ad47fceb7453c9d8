// Looks a data set over before training: what would only show as a bad figure later is refused at once.

import { type Columns, columnSize, type Dataset, type TensorColumn } from "../data/dataset.ts";
import { NnError } from "../errors.ts";

/** Refuses numbers that are not finite, by column and example. Ids of bags are checked when they are read. */
export function requireFiniteData(data: Dataset, what: string): void {
  requireFiniteColumns(data.inputs, what);
  requireFiniteColumns(data.targets, what);
  const at = data.weights?.findIndex((weight) => !(Number.isFinite(weight) && weight >= 0)) ?? -1;
  if (at < 0) return;
  throw new NnError(
    "invalid-data",
    `The weight of an example cannot be used in ${what}: received ${data.weights![at]} at example ${at}, ` +
      "expected a finite number from 0 on; leave the example out, or weigh it 0.",
  );
}

/** {@link requireFiniteData} for the inputs alone. */
export function requireFiniteColumns(columns: Columns, what: string): void {
  for (const [name, column] of Object.entries(columns)) {
    const numbers = column.kind === "bag" ? column.weights : column.data;
    if (!(numbers instanceof Float32Array)) continue;
    const at = firstNotFinite(numbers);
    if (at < 0) continue;
    const place =
      column.kind === "bag"
        ? `weight ${at}`
        : `example ${Math.floor((at * columnSize(column)) / numbers.length)}`;
    throw new NnError(
      "invalid-data",
      `Column "${name}" holds a number that is not finite: received ${numbers[at]} at ${place} in ${what}, ` +
        "expected finite numbers; fill missing values in or leave these examples out.",
    );
  }
}

/**
 * Refuses class numbers from which nothing can be learned: none at all, fewer examples than classes, or one
 * class only. Examples with a negative class number have no label and do not count.
 */
export function requireLearnableClasses(
  data: Dataset,
  classes: Readonly<Record<string, number>>,
): void {
  const labelled = Object.entries(classes).map(([name, count]) => {
    const column = data.targets[name];
    return { name, count, labels: column?.kind === "tensor" ? labelsOf(column) : [] };
  });
  if (labelled.length > 0 && labelled.every(({ labels }) => labels.length === 0)) {
    const names = labelled.map(({ name }) => `"${name}"`).join(", ");
    throw new NnError(
      "invalid-data",
      `No example has a label: received none for ${names} in ${data.size} examples, expected class ` +
        "numbers from 0 on; label some examples.",
    );
  }
  for (const { name, count, labels } of labelled) {
    requireClasses(name, labels, count);
    if (labels.length === 0 || count < 2) continue;
    if (labels.length < count) {
      throw new NnError(
        "invalid-data",
        `Target "${name}" has fewer examples than classes: received ${labels.length} labelled examples for ` +
          `${count} classes, expected at least one for each; label more, or join classes.`,
      );
    }
    if (new Set(labels).size > 1) continue;
    throw new NnError(
      "invalid-data",
      `Target "${name}" has only one class: received class ${labels[0]} in all ${labels.length} labelled ` +
        "examples, expected at least two classes; add examples of the others.",
    );
  }
}

/** Refuses class numbers that the network does not have. */
export function requireClasses(name: string, labels: Iterable<number>, classes: number): void {
  for (const label of labels) {
    if (label < classes) continue;
    throw new NnError(
      "invalid-data",
      `A class number of target "${name}" is out of range: received ${label}, ` +
        `expected at most ${classes - 1}, or a negative number for no label.`,
    );
  }
}

function labelsOf({ data }: TensorColumn): number[] {
  const labels: number[] = [];
  for (const label of data) if (label >= 0) labels.push(label);
  return labels;
}

/** Place of the first number that is not finite, or -1, in one pass without a call for each: a sum is finite unless one of them is not, or it overflows. */
export function firstNotFinite(numbers: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += numbers[at]!;
  return Number.isFinite(sum) ? -1 : numbers.findIndex((value) => !Number.isFinite(value));
}
