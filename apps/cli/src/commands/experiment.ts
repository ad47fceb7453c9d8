// `heed experiment`: plan one, run it, and read what it showed.
import type { Command } from "commander";
import { addAnalyseOptions, analyseFiles } from "./experiment-analyse.ts";
import { addDesignOptions, runDesign } from "./experiment-design.ts";
import { addKeptExperiments } from "./experiment-keep.ts";

export function addExperiment(program: Command): void {
  const experiment = program
    .command("experiment")
    .description("plan an experiment, and read what it showed\n设计实验并解读结果");
  addKeptExperiments(experiment);
  addDesignOptions(
    experiment
      .command("design")
      .description("how many people and weeks an experiment needs\n实验需要多少人、多少周"),
  ).action(runDesign);
  addAnalyseOptions(
    experiment
      .command("analyse")
      .alias("analyze")
      .description(
        "read an experiment from files: rows of people, days, or sums\n从文件分析实验：用户明细、每日数据或汇总",
      )
      .argument("<files...>", "one file, or one for each arm; control first"),
  ).action(analyseFiles);
}
