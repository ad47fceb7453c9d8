// What a person is told of a picture that was read: how much, by whom, how surely, and what was left out.
import type { LeftOutReason } from "@heed/text";
import type { SeenScreenshot } from "./read-screenshots.ts";

const REASONS: Readonly<Record<LeftOutReason, { readonly en: string; readonly zh: string }>> = {
  unsure: { en: "not read surely", zh: "识别不可靠" },
  interface: { en: "buttons, times and the like", zh: "按钮、时间等界面文字" },
  pale: { en: "pale names and days", zh: "浅色的名字和日期" },
  "too-short": { en: "too short to be a message", zh: "太短，不成一条消息" },
};

/** One sentence a picture, and one where it could not be prepared. */
export function describeScreenshot(
  seen: SeenScreenshot,
): { readonly en: string; readonly zh: string }[] {
  const { reader, messages, words, confidence, leftOut, isPrepared } = seen;
  const counted = Map.groupBy(leftOut, ({ reason }) => reason);
  const parts = [...counted].map(([reason, ones]) => ({
    count: ones.reduce((sum, one) => sum + one.words, 0),
    ...REASONS[reason],
  }));
  const sure = confidence === null ? ["", ""] : [`, ${confidence} % sure`, `，把握 ${confidence}%`];
  const many = words === null ? ["", ""] : [` of ${words} words`, `（${words} 个词）`];
  const without =
    parts.length === 0
      ? ["", ""]
      : [
          ` Words left out: ${parts.map(({ count, en }) => `${count} ${en}`).join(", ")}.`,
          `未采用的词：${parts.map(({ count, zh }) => `${zh} ${count} 个`).join("，")}。`,
        ];
  const notes = [
    {
      en: `${reader} read ${messages} ${messages === 1 ? "message" : "messages"}${many[0]}${sure[0]}.${without[0]}`,
      zh: `${reader} 读出 ${messages} 条消息${many[1]}${sure[1]}。${without[1]}`,
    },
  ];
  if (!isPrepared)
    notes.push({
      en: "The picture was read as it is, since the optional package sharp is not installed; dark or small words are read worse.",
      zh: "未安装可选依赖 sharp，图片未经预处理；深色背景和小字的识别会更差。",
    });
  return notes;
}
