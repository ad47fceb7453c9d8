// What the terminal says of imports, in both languages.
import type { ImportCounts, RejectedRow } from "@heed/core";
import { type FilePreview, formatName, type ImportOutcome, type ImportPlan } from "@heed/workbench";
import { type Language, printable, table } from "../output.ts";

const SHOWN_REJECTED = 5;
const SHOWN_EVIDENCE = 8;
/** Evidence below this is noise to a reader. */
const LEAST_SHOWN = 0.35;

/** What a reason means in Chinese, with the figures of its English sentence. */
const REASONS: Readonly<Record<string, (...figures: readonly string[]) => string>> = {
  "broken-row": () => "该行无法读取：引号没有闭合",
  "ragged-row": (found = "?", expected = "?") => `该行有 ${found} 个单元格，应为 ${expected} 个`,
  "row-too-long": (most = "") => `该行超过 ${most} 个字符，应为每行一条消息`,
  "broken-json": () => "该记录不是有效的 JSON，或文件被截断",
  "no-words": () => "既没有文字也没有评分",
  forgotten: () => "作者已要求被遗忘",
  "pull-request": () => "这是拉取请求，不是议题",
  "not-a-user": () => "不是用户所说",
  "not-a-message": () => "不是一条消息",
};

const ROLES: Readonly<Record<string, string>> = {
  text: "文字",
  id: "编号",
  date: "日期",
  rating: "评分",
  author: "作者",
  email: "邮箱",
  version: "版本",
  channel: "渠道",
};

/** What became of a file. */
export function describeImported(
  { import: entry, plan, rejected }: ImportOutcome,
  isDryRun: boolean,
  language: Language,
): string {
  const { counts, file, source, id } = entry;
  const title =
    language === "en"
      ? `${file}: ${recognised(plan, language)}; source "${source}"${isDryRun ? "; dry run, nothing kept" : `; ${id}`}`
      : `${file}：${recognised(plan, language)}；来源“${source}”${isDryRun ? "；试读，未保存" : `；${id}`}`;
  const lines = [title, `  ${countsLine(counts, language)}`, ...notes(plan, language)];
  const shown = rejected.slice(0, SHOWN_REJECTED).map((row) => `  ${rejectedLine(row, language)}`);
  const more = counts.rejected - shown.length;
  if (more > 0)
    shown.push(
      language === "en"
        ? `  … and ${more} more: heed imports ${id}`
        : `  … 还有 ${more} 行：heed imports ${id}`,
    );
  return `${[...lines, ...shown].join("\n")}\n`;
}

export function countsLine(counts: ImportCounts, language: Language): string {
  const { rows, added, revised, unchanged, rejected, redacted } = counts;
  const { duplicates = 0, similar = 0, spam = 0 } = counts;
  return language === "en"
    ? `${many(rows, "row")}: ${many(added, "new item")}, ${revised} revised, ${unchanged} here already, ${many(rejected, "row")} rejected; ${many(duplicates, "repeat")}, ${similar} nearly so, ${spam} spam, ${many(redacted, "private value")} removed.`
    : `${rows} 行：新增 ${added} 条，修订 ${revised} 条，已存在 ${unchanged} 条，拒收 ${rejected} 行；重复 ${duplicates}，近似重复 ${similar}，垃圾 ${spam}，去除隐私 ${redacted} 处。`;
}

function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

export function rejectedLine(
  { row, line, reason, message, excerpt }: RejectedRow,
  language: Language,
): string {
  const found = printable(excerpt).slice(0, 60);
  const figures = message.match(/\d[\d,]*/g) ?? [];
  return language === "en"
    ? `row ${row}, line ${line} (${reason}): ${message} ${found}`
    : `第 ${row} 条，第 ${line} 行（${reason}）：${REASONS[reason]?.(...figures) ?? message}。${found}`;
}

/** What a file was recognised as, and what its columns may hold. */
export function describePreview(
  file: string,
  { plan, items }: FilePreview,
  language: Language,
): string {
  const en = language === "en";
  const chosen = Object.entries(plan.mapping).map(
    ([role, column]) => `${en ? role : ROLES[role]}=${[column].flat().map(printable).join("+")}`,
  );
  const evidence = plan.evidence
    .filter(({ score }) => score >= LEAST_SHOWN)
    .slice(0, SHOWN_EVIDENCE)
    .map((entry) => [
      entry.column,
      en ? entry.role : ROLES[entry.role]!,
      entry.score.toFixed(2),
      entry.reason[language],
    ]);
  return `${[
    `${file}: ${recognised(plan, language)}`,
    en ? `  columns: ${chosen.join(", ")}` : `  列：${chosen.join("，")}`,
    ...notes(plan, language),
    ...table(
      [
        { title: en ? "column" : "列", most: 30 },
        { title: en ? "may hold" : "可能是" },
        { title: en ? "evidence" : "证据", align: "right" },
        { title: en ? "because" : "理由", most: 70 },
      ],
      evidence,
    ).map((line) => `  ${line}`),
    ...table(
      [
        { title: en ? "row" : "行", align: "right" },
        { title: en ? "date" : "日期" },
        { title: en ? "rating" : "评分" },
        { title: en ? "as it would be kept" : "保存后的样子", most: 80 },
      ],
      items.map((item) => [
        String(item.row),
        item.writtenAt?.slice(0, 10) ?? "",
        item.rating === null ? "" : String(item.rating),
        item.text,
      ]),
    ).map((line) => `  ${line}`),
  ].join("\n")}\n`;
}

function recognised({ format, confidence }: ImportPlan, language: Language): string {
  const sure = `${Math.round(confidence * 100)} %`;
  if (formatName(format) === null)
    return language === "en"
      ? `a table, words found with ${sure} evidence`
      : `表格，文字列的把握 ${sure}`;
  const name = formatName(format)?.[language] ?? format;
  return language === "en" ? `recognised as ${name} (${sure})` : `识别为${name}（${sure}）`;
}

function notes({ notes: told }: ImportPlan, language: Language): string[] {
  return told.map(
    (note) => `  ${language === "en" ? "Note: " : "注意："}${printable(note[language])}`,
  );
}
