// Refuses what no model can be made of, with what is missing and what to do.
import { type Dataset, InvalidInput } from "@heed/core";
import type { LabelledExample } from "./training-run.ts";

/** Fewest examples of a class: one to learn from and one to measure on. */
const LEAST_IN_CLASS = 2;

/** @throws InvalidInput `no-labels`, `one-class`, `fewer-rows-than-classes`, `too-few-in-class` */
export function checkTrainable(
  { name, target }: Pick<Dataset, "name" | "target">,
  examples: readonly LabelledExample[],
): void {
  if (examples.length === 0)
    throw new InvalidInput("no-labels", `${name} has no labelled example.`, {
      hint: `Label some: heed lab label ${name}`,
      zh: { message: `${name} 没有已标注的样本。`, hint: `请先标注：heed lab label ${name}` },
    });
  const classes = Map.groupBy(examples, ({ label }) => label);
  if (classes.size === 1) {
    const [only] = classes.keys();
    throw new InvalidInput(
      "one-class",
      `All ${examples.length} labels of ${name} are “${only}”: there is nothing to tell apart, expected two classes or more.`,
      {
        hint: `Label examples of another class, or check that ${target} is the right column.`,
        zh: {
          message: `${name} 的 ${examples.length} 条标签都是“${only}”：没有可区分的类别，至少需要两类。`,
          hint: `请标注其他类别的样本，或检查 ${target} 是否为正确的列。`,
        },
      },
    );
  }
  if (classes.size * LEAST_IN_CLASS > examples.length)
    throw new InvalidInput(
      "fewer-rows-than-classes",
      `${name} has ${examples.length} labelled examples of ${classes.size} classes, expected at least ${LEAST_IN_CLASS} of each.`,
      {
        hint: `Label more, join classes, or check that ${target} is the right column: it may hold ids or free text.`,
        zh: {
          message: `${name} 有 ${examples.length} 条标注样本、${classes.size} 个类别，每类至少需要 ${LEAST_IN_CLASS} 条。`,
          hint: `请多标注、合并类别，或检查 ${target} 是否为正确的列（可能是编号或自由文本）。`,
        },
      },
    );
  const rare = [...classes].filter(([, own]) => own.length < LEAST_IN_CLASS);
  if (rare.length === 0) return;
  const shown = rare.slice(0, 5).map(([label]) => `“${label}”`);
  throw new InvalidInput(
    "too-few-in-class",
    `${rare.length} classes of ${name} have a single example: ${shown.join(", ")}${rare.length > 5 ? ", …" : ""}; expected ${LEAST_IN_CLASS} at least.`,
    {
      hint: "Label more of them, or leave them out: --least 2",
      zh: {
        message: `${name} 中有 ${rare.length} 个类别只有一条样本：${shown.join("、")}${rare.length > 5 ? "……" : ""}；至少需要 ${LEAST_IN_CLASS} 条。`,
        hint: "请多标注这些类别，或用 --least 2 略去它们。",
      },
    },
  );
}
