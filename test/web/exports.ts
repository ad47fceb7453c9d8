// Raw exports as stores hand them out, made here of invented words: a UTF-16 file of the Play Console and a Chinese sheet.
import { buildWorkbook } from "../../packages/workbench/test/build-files.ts";

const ENGLISH = [
  "Sync lost my notes again after the update, please fix it",
  "The app crashes whenever I open a shared folder",
  "Please add a dark theme, my eyes hurt at night",
  "Far too expensive for a notes app",
  "Export to PDF cuts off the last page",
] as const;
const CHINESE = [
  "更新之后同步又丢了我的笔记，请修复",
  "打开共享文件夹就闪退，没法用",
  "希望增加深色模式，晚上太刺眼",
  "会员太贵了，续费也不提醒",
  "导出 PDF 总是少最后一页",
] as const;
const ENDINGS = ["", " Second time this month.", " Otherwise a fine app.", " On a new phone too."];
const CHINESE_ENDINGS = ["", "这个月第二次了。", "其他都还不错。", "换了新手机也一样。"];

/** Reviews as the Play Console exports them: CSV in UTF-16 with its byte order mark. */
export function playConsoleFile(count: number): Buffer {
  const header =
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Last Update Date and Time,Star Rating,Review Title,Review Text,Review Link";
  const rows = Array.from({ length: count }, (_, index) => {
    const text = ENGLISH[index % ENGLISH.length]! + ENDINGS[Math.floor(index / 5) % 4]!;
    const day = dayOf(index);
    return `com.example.notes,${400 + (index % 3)},4.${index % 3}.0,en,pixel8,${day}T10:00:00Z,${day}T10:00:00Z,${1 + (index % 5)},,"${text} (${index})",https://play.example/review-${index}`;
  });
  const text = `${[header, ...rows].join("\r\n")}\r\n`;
  return Buffer.from(`\ufeff${text}`, "utf16le");
}

/** Reviews as Chinese store-data tools export them: a workbook with Chinese headings. */
export function chineseSheet(count: number): Buffer {
  const rows = Array.from({ length: count }, (_, index) => [
    dayOf(index + 3),
    `用户${index}`,
    { number: 1 + (index % 5) },
    "",
    `${CHINESE[index % CHINESE.length]}${CHINESE_ENDINGS[Math.floor(index / 5) % 4]}（${index}）`,
    `4.${index % 3}.0`,
  ]);
  return buildWorkbook([["评论时间", "作者", "评分", "标题", "评论内容", "版本"], ...rows]);
}

function dayOf(index: number): string {
  return new Date(Date.UTC(2026, 2, 2 + ((index * 5) % 120))).toISOString().slice(0, 10);
}
