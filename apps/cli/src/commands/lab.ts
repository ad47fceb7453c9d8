// `heed lab`: models of one's own, from labels to a column of the feedback, without code.
import type { Command } from "commander";
import { addLabData } from "./lab-data.ts";
import { addLabTraining } from "./lab-training.ts";
import { addLabUse } from "./lab-use.ts";

export function addLab(program: Command): void {
  const lab = program
    .command("lab")
    .description(
      "make a small model of your own: label, train, judge, explain, put it to work\n制作自己的小模型：标注、训练、评估、解释、投入使用",
    );
  addLabData(lab);
  addLabTraining(lab);
  addLabUse(lab);
}
