// A command line that cannot be run is refused in the reader's language, whatever is wrong with it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Argument, Command, Option } from "commander";
import { expect, test } from "vitest";
import { wrongUseText } from "./wrong-use.ts";

/** What the parser says of a command line. */
function refusalOf(...words: string[]): string {
  let said = "";
  const program = new Command("heed").exitOverride().configureOutput({
    writeErr: (text) => {
      said += text;
    },
  });
  program
    .command("plan")
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) })
    .addArgument(new Argument("<name>", "what").choices(["one", "two"]))
    .requiredOption("--metric <name>", "what decides")
    .addOption(new Option("--looks <n>", "looks").conflicts("once"))
    .option("--once", "once")
    .action(() => undefined);
  expect(() => program.parse(words, { from: "user" })).toThrow();
  return said;
}

const REFUSALS: readonly (readonly [words: readonly string[], chinese: RegExp])[] = [
  [
    ["plan", "one", "--metric", "m", "--loks", "3"],
    /^错误：未知选项 '--loks'\n（是否想用 --looks？）/,
  ],
  [["plna"], /^错误：未知命令 'plna'\n（是否想用 plan？）/],
  [["plan", "--metric", "m"], /^错误：缺少参数 'name'/],
  [["plan", "one", "--metric"], /^错误：选项 '--metric <name>' 缺少取值/],
  [["plan", "one"], /^错误：必须指定选项 '--metric <name>'/],
  [
    ["plan", "three", "--metric", "m"],
    /^错误：参数 'name' 的取值 'three' 无效。可选值：one, two。/,
  ],
  [
    ["plan", "one", "--metric", "m", "--once", "--looks", "3"],
    /^错误：选项 '--looks <n>' 不能与选项 '--once' 同时使用/,
  ],
  [["plan", "one", "two", "--metric", "m"], /^错误：参数过多，应为 1 个，收到 2 个：one, two。/],
];

test.each(REFUSALS)("the parser's refusal of %j", (words, chinese) => {
  const english = refusalOf(...words);
  expect(english).toMatch(/^error: /);
  expect(wrongUseText(english, "zh")).toMatch(chinese);
  expect(wrongUseText(english, "en")).toBe(english);
});

test("no reader of an option refuses in English alone", () => {
  const folder = fileURLToPath(new URL("commands", import.meta.url));
  const said = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), "utf8").matchAll(
        /new InvalidArgumentError\(\s*(?:"([^"]+)"|`([^`]+)`)/g,
      ),
    ])
    .map(([, plain, made]) => (plain ?? made)!.replace(/\$\{[^}]*\}/g, "7"));
  expect(said.length).toBeGreaterThan(15);
  expect(said.filter((text) => /expected/.test(wrongUseText(text, "zh")))).toEqual([]);
});
