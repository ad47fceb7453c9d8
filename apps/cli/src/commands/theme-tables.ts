// How themes and decisions about them look in the terminal.
import {
  headlineOf,
  type LoggedThemeEdit,
  namedByOf,
  type ThemeEdit,
  type ThemeId,
} from "@heed/core";
import type { ShownTheme, ThemeChanges, ThemeList } from "@heed/workbench";
import { type Language, printable, table } from "../output.ts";

const WORDS = {
  en: {
    id: "id",
    theme: "theme",
    keyWords: "key words",
    mentions: "mentions",
    items: "items",
    words: "in their words",
    hidden: "hidden",
    unclear: (count: number) => `${count} mentions stand in no theme.`,
    none: "There are no themes yet. Make them with: heed analyze FILE --workspace DIR",
    noLog: "No decision about themes has been made.",
    noRun: "No analysis has been run here yet.",
    noChange: "The last analysis changed no theme.",
    opened: "opened",
    gone: "no longer found",
    grown: (before: number, now: number) => `grew from ${before} to ${now}`,
    number: "no.",
    when: "when",
    decision: "decision",
    top: "the top",
    noTheme: "no theme",
    builtIn: "the built-in embedder",
    encoder: (before: string, now: string) =>
      `All mentions were embedded anew by ${now} in place of ${before}; themes were matched to those before by their mentions.`,
  },
  zh: {
    id: "编号",
    theme: "主题",
    keyWords: "关键词",
    mentions: "提及",
    items: "反馈",
    words: "用户原话",
    hidden: "已隐藏",
    unclear: (count: number) => `${count} 条提及未能归类。`,
    none: "还没有主题。请先运行：heed analyze 文件 --workspace 目录",
    noLog: "还没有归类决定。",
    noRun: "这里还没有运行过分析。",
    noChange: "上次分析没有改变任何主题。",
    opened: "新出现",
    gone: "不再出现",
    grown: (before: number, now: number) => `从 ${before} 增加到 ${now}`,
    number: "序号",
    when: "时间",
    decision: "决定",
    top: "顶层",
    noTheme: "不归入任何主题",
    builtIn: "自带向量模型",
    encoder: (before: string, now: string) =>
      `全部提及改由 ${now} 生成向量（此前为 ${before}），主题已按其中的提及与此前的主题对应。`,
  },
} as const;

/** Groups with their leaves under them. */
export function listText({ themes, unclear }: ThemeList, language: Language): string[] {
  const words = WORDS[language];
  if (themes.length === 0) return [words.none];
  const rows = themes.map((theme) => {
    const { id, parentId, mentions, items, hidden } = theme;
    const { text, name } = headlineOf({ ...theme, namedBy: namedByOf(theme) }, language);
    return [
      id,
      // A table cuts leading spaces, so a mark shows the level.
      `${parentId === null ? "" : "· "}${text}${hidden === true ? ` (${words.hidden})` : ""}`,
      name ?? "",
      String(mentions),
      String(items),
    ];
  });
  return [
    ...table(
      [
        { title: words.id },
        { title: words.theme, most: 52 },
        { title: words.keyWords, most: 28 },
        { title: words.mentions, align: "right" },
        { title: words.items, align: "right" },
      ],
      rows,
    ),
    "",
    words.unclear(unclear),
  ];
}

export function shownText(shown: ShownTheme, language: Language): string[] {
  const words = WORDS[language];
  const { theme, parent, leaves, quotes, edits } = shown;
  const keyphrases = theme.keyphrases[language].join(language === "en" ? ", " : "、");
  return [
    `${theme.id}  ${theme.name.en} / ${theme.name.zh}${theme.hidden === true ? ` (${words.hidden})` : ""}`,
    ...[theme.statement.en, theme.statement.zh].flatMap((one) =>
      one === null ? [] : [`“${printable(one.text)}”  ${one.itemId}`],
    ),
    [
      ...(parent === null ? [] : [`↑ ${parent.id} ${parent.name[language]}`]),
      `${theme.mentions} ${words.mentions}, ${theme.items} ${words.items}`,
      ...(keyphrases === "" ? [] : [keyphrases]),
    ].join("  ·  "),
    ...leaves.map((leaf) => `  · ${leaf.id} ${leaf.name[language]} (${leaf.mentions})`),
    "",
    ...table(
      [
        { title: words.mentions, most: 28 },
        { title: words.words, most: 90 },
      ],
      quotes.map(({ mention, quote }) => [mention.id, quote]),
    ),
    ...(edits.length === 0 ? [] : ["", ...logText(edits, language)]),
  ];
}

export function changesText(
  changes: ThemeChanges | null,
  { themes }: ThemeList,
  language: Language,
): string[] {
  const words = WORDS[language];
  if (changes === null) return [words.noRun];
  const nameOf = (id: ThemeId) => themes.find((theme) => theme.id === id)?.name[language] ?? "";
  const rows = [
    ...changes.opened.map((id) => [id, nameOf(id), words.opened]),
    ...changes.grown.map(({ themeId, before, now }) => [
      themeId,
      nameOf(themeId),
      words.grown(before, now),
    ]),
    ...changes.gone.map((id) => [id, nameOf(id), words.gone]),
  ];
  const { encoder } = changes;
  const name = (model: { readonly name: string } | null) => model?.name ?? words.builtIn;
  const told =
    encoder === undefined ? [] : [words.encoder(name(encoder.before), name(encoder.now)), ""];
  if (rows.length === 0) return [...told, words.noChange];
  return [
    ...told,
    ...table([{ title: words.id }, { title: words.theme, most: 52 }, { title: "" }], rows),
  ];
}

export function logText(log: readonly LoggedThemeEdit[], language: Language): string[] {
  const words = WORDS[language];
  if (log.length === 0) return [words.noLog];
  return table(
    [
      { title: words.number, align: "right" },
      { title: words.when },
      { title: words.decision, most: 100 },
    ],
    log.map(({ number, at, edit }) => [
      String(number),
      at.slice(0, 16).replace("T", " "),
      describeEdit(edit, language),
    ]),
  );
}

/** One line that says what was done, and how to take it back. */
export function editText({ number, edit }: LoggedThemeEdit, language: Language): string {
  const said = describeEdit(edit, language);
  return language === "en"
    ? `${said}. Take it back with: heed themes undo ${number}`
    : `${said}。撤销：heed themes undo ${number}`;
}

function describeEdit(edit: ThemeEdit, language: Language): string {
  const words = WORDS[language];
  const isEnglish = language === "en";
  switch (edit.type) {
    case "rename": {
      const name = [edit.name.en, edit.name.zh].filter(Boolean).join(" / ");
      return isEnglish ? `Renamed ${edit.themeId} to ${name}` : `${edit.themeId} 改名为 ${name}`;
    }
    case "merge":
      return isEnglish
        ? `Merged ${edit.from.join(", ")} into ${edit.into}`
        : `${edit.from.join("、")} 并入 ${edit.into}`;
    case "split": {
      const part = `${edit.newThemeId} ${edit.name[language]}`;
      const count = edit.mentionIds.length;
      return isEnglish
        ? `Split ${count} mentions off ${edit.themeId} as ${part}`
        : `从 ${edit.themeId} 拆出 ${count} 条提及：${part}`;
    }
    case "move": {
      const target = edit.themeId ?? words.noTheme;
      const count = edit.mentionIds.length;
      return isEnglish ? `Moved ${count} mentions to ${target}` : `${count} 条提及移到 ${target}`;
    }
    case "regroup": {
      const target = edit.parentId ?? words.top;
      return isEnglish ? `Put ${edit.themeId} under ${target}` : `${edit.themeId} 归到 ${target}`;
    }
    case "hide":
      return isEnglish ? `Hid ${edit.themeId}` : `隐藏 ${edit.themeId}`;
    case "show":
      return isEnglish ? `Showed ${edit.themeId} again` : `恢复显示 ${edit.themeId}`;
    case "undo":
      return isEnglish ? `Took back decision ${edit.edit}` : `撤销第 ${edit.edit} 项决定`;
  }
}
