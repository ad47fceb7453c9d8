// The greeting and the help of the terminal: one language at a time, sorted by stage, nothing lost.
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { firstSteps, speakOneLanguage } from "./welcome.ts";

function helpIn(language: "en" | "zh"): string {
  const program = new Command("heed").description("Reads.\n读懂。");
  program.command("odd").description("of no stage\n不属于任何阶段");
  program.command("funnel").description("how far people come\n漏斗");
  program
    .command("start")
    .description("open the workbench\n打开工作台")
    .option("--seed <n>", "the same seed gives the same model 随机种子", "1")
    .option("--words <text>", 'such as "同步 sync" in any language');
  speakOneLanguage(program, ["--lang", language]);
  return `${program.helpInformation()}${program.commands[2]!.helpInformation()}`;
}

describe("the help of commands", () => {
  test("speaks the language asked for and no other, but keeps examples within a sentence", () => {
    const english = helpIn("en");
    expect(english).toContain("open the workbench");
    expect(english).toContain('the same seed gives the same model (default: "1")');
    expect(english).not.toMatch(/打开工作台|随机种子/);
    expect(english).toContain("同步 sync");
    const chinese = helpIn("zh");
    expect(chinese).toContain("打开工作台");
    expect(chinese).toContain('随机种子（默认："1"）');
    expect(chinese).not.toContain("open the workbench");
  });

  test("sorts commands by the stages of the loop, and loses none that has no stage", () => {
    const help = helpIn("en");
    const places = ["Begin:", "Analyse:", "of no stage"].map((words) => help.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});

test("a bare command line shows first steps in either language", () => {
  expect(firstSteps("en")).toContain("heed analyze reviews.csv");
  expect(firstSteps("zh")).toContain("在浏览器中打开工作台");
});
