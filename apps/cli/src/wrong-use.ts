// What the terminal says of a command line that cannot be run, in the reader's language: the parser itself speaks English only.
import type { Command } from "commander";
import type { Language } from "./output.ts";

/** The parser's sentences, and those of the options' own readers, each with its Chinese; what they quote stays. */
const SENTENCES: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^error: unknown option '(.*?)'/u, "错误：未知选项 '$1'"],
  [/^error: unknown command '(.*?)'/u, "错误：未知命令 '$1'"],
  [/^error: missing required argument '(.*?)'/u, "错误：缺少参数 '$1'"],
  [/^error: option '(.*?)' argument missing/u, "错误：选项 '$1' 缺少取值"],
  [/^error: required option '(.*?)' not specified/u, "错误：必须指定选项 '$1'"],
  [/^error: option '(.*?)' argument '(.*?)' is invalid\./u, "错误：选项 '$1' 的取值 '$2' 无效。"],
  [
    /^error: option '(.*?)' value '(.*?)' from env '(.*?)' is invalid\./u,
    "错误：环境变量 '$3' 给选项 '$1' 的取值 '$2' 无效。",
  ],
  [
    /^error: command-argument value '(.*?)' is invalid for argument '(.*?)'\./u,
    "错误：参数 '$2' 的取值 '$1' 无效。",
  ],
  [
    /^error: option '(.*?)' cannot be used with option '(.*?)'/u,
    "错误：选项 '$1' 不能与选项 '$2' 同时使用",
  ],
  [
    /^error: too many arguments(?: for '(.*?)')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/mu,
    "错误：参数过多，应为 $2 个，收到 $3 个：$4。",
  ],
  [/\(Did you mean one of (.*?)\?\)/u, "（是否想用以下之一：$1？）"],
  [/\(Did you mean (.*?)\?\)/u, "（是否想用 $1？）"],
  [/Allowed choices are (.*?)\./u, "可选值：$1。"],
  [/\(heed --help lists the commands\)/u, "（heed --help --lang zh 列出全部命令）"],
  [/expected a number\./u, "应为数字。"],
  [/expected a whole number\./u, "应为整数。"],
  [/expected a whole number over 0\./u, "应为大于 0 的整数。"],
  [/expected a whole number of at least (\d+)\./u, "应为不小于 $1 的整数。"],
  [/expected a whole number of weeks from (\d+) to (\d+)\./u, "应为 $1 到 $2 的整数周数。"],
  [/expected a whole number from (\d+) to (\d+)\./u, "应为 $1 到 $2 的整数。"],
  [/expected a port from 0 to 65535\./u, "应为 0 到 65535 的端口。"],
  [
    /expected a share over 0 and up to (\S+), such as (\S+)\./u,
    "应为大于 0、不超过 $1 的比例，例如 $2。",
  ],
  [/expected a share such as (.*?)\.(?=\s|$)/u, "应为比例，例如 $1。"],
  [/expected parts such as (.*?), control first\./u, "应为各组比例，例如 $1，对照组在前。"],
  [/expected stars such as (.*?)\.(?=\s|$)/u, "应为星级，例如 $1。"],
  [/expected a day such as (.*?)\.(?=\s|$)/u, "应为日期，例如 $1。"],
  [/expected a Monday as YYYY-MM-DD\./u, "应为某个星期一的日期，写作 YYYY-MM-DD。"],
  [/expected a name of 1 to (\d+) characters\./u, "名称应为 1 到 $1 个字符。"],
  [/expected a theme's id, such as (\S+)\./u, "应为主题编号，例如 $1。"],
  [
    /expected a mention's id, such as (\S+): received (.*?)\.(?=\s|$)/u,
    "应为提及编号，例如 $1：收到 $2。",
  ],
  [/expected some of (.*?)\.(?=\s|$)/u, "应为其中一些：$1。"],
  [/expected DIMENSION=VALUE, such as (\S+)\./u, "应写作 维度=取值，例如 $1。"],
  [/expected NEED\.GUESS=VALUE, such as (\S+)\./u, "应写作 需求.估计=数值，例如 $1。"],
  [/expected PLAN=WORTH pairs, such as (\S+)\./u, "应写作 套餐=价值，例如 $1。"],
  [/。 (?=[应可])/u, "。"],
  [/ or /u, " 或 "],
];

/** A message of the parser in the reader's language; what no sentence fits stays as it is. */
export function wrongUseText(message: string, language: Language): string {
  if (language === "en") return message;
  return SENTENCES.reduce((text, [english, chinese]) => text.replace(english, chinese), message);
}

/** Lets every command's refusals speak one language. */
export function refuseInOneLanguage(command: Command, language: Language): void {
  command.configureOutput({
    writeErr: (text) => process.stderr.write(wrongUseText(text, language)),
    outputError: (text, write) => write(text),
  });
  for (const child of command.commands) refuseInOneLanguage(child, language);
}
