// What the terminal says before a command is known: a few first steps, and all commands by their stage of the loop, in one language.
import { type Command, Help } from "commander";
import { askedLanguage, type Language } from "./output.ts";
import { refuseInOneLanguage } from "./wrong-use.ts";

const STAGES = [
  {
    title: { en: "Begin", zh: "开始" },
    names: ["start", "analyze", "brief"],
  },
  {
    title: { en: "Needs", zh: "需求分析" },
    names: ["needs", "digest", "themes", "search", "export", "report"],
  },
  {
    title: { en: "Collect", zh: "数据收集" },
    names: ["import", "imports", "undo", "sources", "transcribe", "screenshots", "forget"],
  },
  {
    title: { en: "Models", zh: "大模型" },
    names: ["models", "lab", "eval", "translate", "mcp"],
  },
  {
    title: { en: "Design", zh: "产品设计" },
    names: ["ask", "spec", "prioritise", "tree", "intents"],
  },
  {
    title: { en: "Analyse", zh: "数据分析" },
    names: ["events", "funnel", "retention", "trend", "behaviour", "cohorts", "alerts", "sql"],
  },
  {
    title: { en: "Optimise", zh: "产品优化" },
    names: ["releases", "matters", "impact", "experiment", "flags"],
  },
  { title: { en: "Keep", zh: "保管" }, names: ["backup", "restore"] },
] as const;

const FIRST_STEPS = {
  en: [
    "Heed reads what your users say and tells you what they need, with their words as evidence.",
    "",
    "  heed start                      open the workbench in the browser",
    "  heed analyze reviews.csv        read an export, rank what its people need",
    "  heed needs                      the needs of the last analysis, ranked",
    "  heed search sync                find what people said, by words and meaning",
    '  heed ask "Why do people leave?" an answer whose every source is checked',
    "",
    "heed --help lists every command; 中文：heed --help --lang zh",
  ],
  zh: [
    "Heed 读懂用户说的话，告诉你他们需要什么，并以原话为证。",
    "",
    "  heed start                  在浏览器中打开工作台",
    "  heed analyze reviews.csv    读取一份导出，给出按证据排序的需求",
    "  heed needs                  上次分析得出的需求排名",
    "  heed search 同步            按词语与含义查找用户原话",
    "  heed ask 用户为什么流失     回答问题，每个来源都经过核对",
    "",
    "heed --help --lang zh 列出全部命令",
  ],
} as const;

/** The first steps, for a command line without a command. */
export function firstSteps(language: Language): string {
  return `${FIRST_STEPS[language].join("\n")}\n`;
}

/** Sorts the commands by stage, and lets every help speak one language only. */
export function speakOneLanguage(program: Command, argv: readonly string[]): void {
  const language = askedLanguage(argv);
  const order = STAGES.flatMap(({ names }) => [...names] as string[]);
  const known = new Map(program.commands.map((command) => [command.name(), command]));
  for (const { title, names } of STAGES)
    for (const name of names) known.get(name)?.helpGroup(`${title[language]}:`);
  configure(program, language);
  refuseInOneLanguage(program, language);
  program.configureHelp({
    ...program.configureHelp(),
    visibleCommands: ({ commands }) =>
      commands.toSorted((a, b) => placeIn(order, a) - placeIn(order, b)),
    // Groups stand in the order of their first command.
    groupItems: (_unsorted, visible, groupOf) =>
      new Help().groupItems([...visible], visible, groupOf),
    subcommandTerm: (command) => [command.name(), ...command.aliases()].join(", "),
  });
}

/** A command that no stage names stands last, so that none is lost. */
function placeIn(order: readonly string[], command: Command): number {
  const place = order.indexOf(command.name());
  return place < 0 ? order.length : place;
}

const TITLES_ZH: Readonly<Record<string, string>> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

function configure(command: Command, language: Language): void {
  const plain = new Help();
  command.configureHelp({
    commandDescription: (of) => inLanguage(of.description(), language),
    subcommandDescription: (of) => inLanguage(of.summary() || of.description(), language),
    argumentDescription: (of) => noted(plain.argumentDescription(spoken(of, language)), language),
    optionDescription: (of) => noted(plain.optionDescription(spoken(of, language)), language),
    commandUsage: (of) =>
      language === "en"
        ? plain.commandUsage(of)
        : plain.commandUsage(of).replace("[options]", "[选项]").replace("[command]", "[命令]"),
    styleTitle: (title) => (language === "zh" ? (TITLES_ZH[title] ?? title) : title),
  });
  if (language === "zh") {
    command.helpOption("-h, --help", "显示帮助");
    if (command.commands.length > 0) command.helpCommand("help [command]", "显示某命令的帮助");
  }
  for (const child of command.commands) configure(child, language);
}

/** What the parser adds to a description, in the reader's language. */
function noted(description: string, language: Language): string {
  if (language === "en") return description;
  return description
    .replace(/\(default: (.*?)\)$/u, "（默认：$1）")
    .replace(/\(choices: (.*?)(?:, default: (.*?))?\)$/u, (_, choices: string, chosen?: string) =>
      chosen === undefined ? `（可选：${choices}）` : `（可选：${choices}，默认：${chosen}）`,
    )
    .replace(/ （/u, "（");
}

/** The same with its description in one language. */
function spoken<Of extends { readonly description: string }>(of: Of, language: Language): Of {
  return Object.assign(Object.create(of) as Of, {
    description: inLanguage(of.description, language),
  });
}

/** Descriptions hold English and Chinese one after the other: on lines of their own, or the Chinese at the end of the line. */
function inLanguage(description: string, language: Language): string {
  const lines = description.split("\n").flatMap((line) => {
    const [, english, chinese] =
      /^(\P{Script=Han}+?)\s+(\p{Script=Han}[^A-Za-z]*)$/u.exec(line) ?? [];
    return english === undefined || chinese === undefined ? [line] : [english, chinese];
  });
  const chosen = lines.filter((line) => /\p{Script=Han}/u.test(line) === (language === "zh"));
  return (chosen.length > 0 ? chosen : lines).join(" ");
}
