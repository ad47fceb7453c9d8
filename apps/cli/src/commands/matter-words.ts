// How the terminal tells matters: their words, what these find, and what they miss.
import { type Matter, standingWords } from "@heed/core";
import {
  KIND_WORDS,
  type MatterDraft,
  type MatterFindings,
  type MatterSample,
  type MatterSlice,
  type NamedConcept,
  writeTerms,
} from "@heed/workbench";
import { type Language, printable, table } from "../output.ts";

const LONGEST_QUOTE = 110;
const MOST_TERMS = 14;

export function mattersText(matters: readonly Matter[], language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  if (matters.length === 0) {
    return [
      say(
        'No matter is defined. Define one: heed matters define "lost notes" --says "lost, gone" --says "note, list"',
        '还没有议题。定义：heed matters define "丢笔记" --says "丢, 没了" --says "笔记, 清单"',
      ),
    ];
  }
  const titles = [
    say("id", "编号"),
    say("matter", "议题"),
    say("words", "用词"),
    say("fixed on", "定词日期"),
  ];
  return table(
    titles.map((title, at) => ({ title, most: at === 2 ? 80 : 36 })),
    matters.map((matter) => {
      const words = standingWords(matter);
      const lists = words.lists.map((list) => writeTerms(list).join(" | ")).join(" + ");
      return [matter.id, matter.name[language], lists, words.definedAt.slice(0, 10)];
    }),
  );
}

/** One matter in full. */
export function matterText(matter: Matter, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const words = standingWords(matter);
  const lists = words.lists.map(
    (list, at) =>
      `  ${say("list", "第")} ${at + 1}${say("", " 组")}: ${writeTerms(list).join(", ")}`,
  );
  const without =
    words.without.length === 0
      ? []
      : [`  ${say("without", "不含")}: ${writeTerms(words.without).join(", ")}`];
  const knew =
    words.knew.length === 0
      ? []
      : [
          say(
            `  written when verdicts had been seen of: ${words.knew.join(", ")}`,
            `  定词时已看到这些版本的结论：${words.knew.join("、")}`,
          ),
        ];
  const fixed = say(
    `  fixed on ${words.definedAt.slice(0, 10)}, definition ${matter.definitions.length}`,
    `  定于 ${words.definedAt.slice(0, 10)}，第 ${matter.definitions.length} 版`,
  );
  const named = words.kinds.map((kind) => KIND_WORDS[kind][language]).join(say(", ", "、"));
  const kinds = `  ${say("kinds", "类型")}: ${named}`;
  return [`${matter.name[language]} (${matter.id})`, ...lists, ...without, kinds, fixed, ...knew];
}

/** What words find and miss. */
export function findingsText(findings: MatterFindings, language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  const { counted, terms, looked, otherKinds, leftOut, nearMisses } = findings;
  const languages = Object.entries(counted.languages)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
  const split = languages === "" ? "" : say(` (${languages})`, `（${languages}）`);
  const head = say(
    `Counted: ${counted.mentions} mentions by ${counted.people} people in ${counted.themes} themes${split}`,
    `计入：${counted.people} 人的 ${counted.mentions} 条提及，分布在 ${counted.themes} 个主题${split}`,
  );
  const found = terms.map((list, at) => {
    const named = list.filter(({ mentions }) => mentions > 0);
    const shown = named.slice(0, MOST_TERMS).map(({ word, mentions }) => `${word} ${mentions}`);
    const silent = list.length - named.length;
    const rest = silent === 0 ? "" : say(`; ${silent} found nothing`, `；${silent} 个没有命中`);
    return `  ${say("list", "第")} ${at + 1}${say("", " 组")}: ${shown.join(", ") || "–"}${rest}`;
  });
  const partly =
    looked < counted.mentions
      ? [say(`  (words counted in the newest ${looked})`, `  （用词统计取最新 ${looked} 条）`)]
      : [];
  const part = (title: string, slice: MatterSlice) =>
    slice.mentions === 0 ? [] : ["", `${title}: ${slice.mentions}`, ...samples(slice.samples)];
  return [
    head,
    ...found,
    ...partly,
    ...(counted.samples.length === 0
      ? []
      : ["", say("Samples to check", "供核对的样例"), ...samples(counted.samples)]),
    ...part(
      say(
        "Same words, but praise or another kind, not counted",
        "同样的词，但属好评或其他类型，不计入",
      ),
      otherKinds,
    ),
    ...part(say("Left out by a word", "因排除词而不计入"), leftOut),
    ...nearMisses.flatMap((miss) => [
      ...part(
        say(
          `Near misses: no word of list ${miss.list + 1}`,
          `接近但未命中：缺第 ${miss.list + 1} 组的词`,
        ),
        miss,
      ),
      ...(miss.concepts.length === 0
        ? []
        : [
            `  ${say("named there", "其中提到")}: ${miss.concepts
              .map((one) => `#${one.id} (${one[language]}) ${one.mentions}`)
              .join(", ")}`,
          ]),
    ]),
  ];
}

/** Words that notes suggest, as a command that fixes them. */
export function draftsText(drafts: readonly MatterDraft[], language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  if (drafts.length === 0)
    return [
      say(
        "Its notes name no trouble of a thing. Write words yourself: heed matters try --says WORDS --says WORDS",
        "发布说明没有提到什么东西出了什么问题。请自行写词：heed matters try --says 词 --says 词",
      ),
    ];
  return drafts.flatMap(({ clause, lists }) => [
    clause,
    `  heed matters try ${lists.map((list) => `--says "${list.join(", ")}"`).join(" ")}`,
  ]);
}

export function conceptsText(found: readonly NamedConcept[], language: Language): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  if (found.length === 0) return [say("No concept is named so.", "没有这样的概念。")];
  const titles = [say("concept", "概念"), say("group", "类别"), "English", "中文"];
  return table(
    titles.map((title, at) => ({ title, most: at > 1 ? 60 : 30 })),
    found.map(({ id, group, en, zh }) => [`#${id}`, group, en.join(", "), zh.join("、")]),
  );
}

function samples(some: readonly MatterSample[]): string[] {
  return some.map(({ writtenAt, kind, quote, matches }) => {
    const day = writtenAt?.slice(0, 10) ?? "          ";
    return `  ${day}  ${kind ?? ""}  ${marked(quote, matches)}`;
  });
}

/** The quote with what was found in brackets. */
function marked(quote: string, matches: MatterSample["matches"]): string {
  let text = "";
  let at = 0;
  for (const { start, end } of matches) {
    text += `${quote.slice(at, start)}[${quote.slice(start, end)}]`;
    at = end;
  }
  const all = printable(text + quote.slice(at));
  return all.length <= LONGEST_QUOTE ? all : `${all.slice(0, LONGEST_QUOTE - 1)}…`;
}
