// Writes a digest as Markdown that can be pasted into a message, in either language.
import { type Digest, type DigestEntry, headlineOf, type NeedState } from "@heed/core";
import type { HeadedNeed } from "../needs/headed-needs.ts";
import { count, day, ratioRange, short } from "../report/format.ts";
import { type ReportLanguage, STATE_WORDS } from "../report/words.ts";

const STATES = ["new", "rising", "falling", "resolved"] as const satisfies readonly NeedState[];

/** The digest in words, `needs` telling what heads its entries; names are a person's or a model's, so line breaks in them are taken out. */
export function renderDigest(
  digest: Digest,
  language: ReportLanguage,
  needs: readonly HeadedNeed[] = [],
): string {
  const isEnglish = language === "en";
  if (digest.asOfDate === null) {
    return isEnglish
      ? "Nothing is dated, so no change can be told.\n"
      : "数据没有日期，无法判断变化。\n";
  }
  const week = day(digest.asOfDate)[language];
  const title = isEnglish
    ? `# What changed, as of the week of ${week}`
    : `# 截至 ${week}当周的变化`;
  const heard = isEnglish
    ? `${count(digest.heard)} people were heard in that week; ${digest.weeks} weeks of data. • marks what is new since the week before.`
    : `该周有 ${count(digest.heard)} 人发声；共 ${digest.weeks} 周数据。• 表示相比前一周的新变化。`;
  const parts = STATES.flatMap((state) => {
    const entries = digest.entries.filter((entry) => entry.state === state);
    if (entries.length === 0) return [];
    return [
      `## ${STATE_WORDS[state][language]}`,
      ...entries.map((e) => entryLine(e, language, needs)),
      "",
    ];
  });
  const none = isEnglish ? "Nothing changed beyond chance." : "没有超出偶然的变化。";
  const lines = [title, "", heard, "", ...(parts.length === 0 ? [none, ""] : parts)];
  return `${[...lines, ...runLines(digest, language)].join("\n").trimEnd()}\n`;
}

function entryLine(
  entry: DigestEntry,
  language: ReportLanguage,
  needs: readonly HeadedNeed[],
): string {
  const { name, rank, isNews, ratio, sinceDate, lastWeek } = entry;
  const expected = lastWeek.expected === null ? null : short(lastWeek.expected);
  const isEnglish = language === "en";
  const facts = [
    ratio === null ? null : ratioRange(ratio),
    sinceDate === null
      ? null
      : isEnglish
        ? `since ${day(sinceDate).en}`
        : `自 ${day(sinceDate).zh}`,
    lastWeek.people + (lastWeek.expected ?? 0) < 0.5
      ? null
      : isEnglish
        ? `${lastWeek.people} people last week${expected === null ? "" : `, ${expected} expected`}`
        : `上周 ${lastWeek.people} 人${expected === null ? "" : `，按此前水平应为 ${expected} 人`}`,
  ].filter((fact) => fact !== null);
  const need = needs.find(({ id }) => id === entry.needId);
  const headline = need === undefined ? null : headlineOf(need, language);
  const plain = (words: string) => words.replace(/\s+/g, " ");
  const keyWords = headline?.name == null ? "" : `${plain(headline.name)}, `;
  return `- ${isNews ? "• " : ""}**${plain(headline?.text ?? name[language])}** (${keyWords}#${rank}): ${facts.join("; ")}`;
}

function runLines({ sinceRun }: Digest, language: ReportLanguage): string[] {
  if (sinceRun === null) return [];
  const { appeared, moved, gone } = sinceRun;
  return [
    language === "en"
      ? `Since the last run: ${appeared.length} needs appeared, ${moved.length} moved, ${gone.length} are gone.`
      : `与上次运行相比：新增 ${appeared.length} 项需求，${moved.length} 项有变动，${gone.length} 项消失。`,
  ];
}
