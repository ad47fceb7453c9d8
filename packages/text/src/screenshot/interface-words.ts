// Words of a picture that belong to the program and not to a person: times, counts, buttons; and the dates among them.

/** Buttons and labels that stand alone beside messages, folded. */
const LABELS = new Set(
  [
    "reply like likes share follow following report helpful yes no more less send cancel edit done back close delete copy",
    "view translate pinned top newest latest comments comment reviews messages chat chats home search settings profile message",
    "today yesterday now delivered read seen online typing",
  ]
    .join(" ")
    .split(" ")
    .concat(
      ["see more", "read more", "show more", "view more", "load more", "see all", "view all"],
      ["was this helpful", "was this review helpful", "most helpful", "most recent", "just now"],
      ["write a review", "developer response", "type a message", "message", "add a comment"],
    )
    .concat(
      "回复 点赞 赞 分享 转发 关注 已关注 收藏 举报 展开 收起 全文 更多 发送 取消 编辑 完成 返回 关闭 删除 复制 翻译 置顶 最新 最热 热门 评论 全部评论 消息 聊天 首页 搜索 设置 我的 今天 昨天 刚刚 已读 未读 在线 查看更多 展开全文 有帮助 写评论 开发者回复 说点什么 按住说话 发消息 微信 通讯录 发现".split(
        " ",
      ),
    ),
);

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = `(?:${MONTHS.join("|")})[a-z]*\\.?`;
/** A day or an hour and nothing else, once both are taken out of the text. */
const TIMES: readonly RegExp[] = [
  /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?/g,
  /\d{1,2}\s*月\s*\d{1,2}\s*日/g,
  new RegExp(`${MONTH}\\s*\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s*\\d{4})?`, "gi"),
  new RegExp(`\\d{1,2}\\s*${MONTH}(?:,?\\s*\\d{4})?`, "gi"),
  /\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?\s*(?:[ap]\.?m\.?)?/gi,
  /(?:上午|下午|晚上|凌晨|中午|早上|今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日天])/g,
  /\b(?:today|yesterday|mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)(?:day)?\b/gi,
  /\d+\s*(?:秒|分钟|小时|天|周|个月|年)前/g,
  /\b\d+\s*(?:s|m|min|h|d|w|mo|y|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s*(?:ago)?\b/gi,
];
/** What a status bar shows beside the hour. */
const STATUS = /\b(?:[2-5]g\+?|lte|wi-?fi|volte|hd)\b|\d{1,3}\s*[%％]/gi;

/** Whether a line is the program's: without its times, counts and marks nothing or only a label is left. */
export function isInterface(line: string): boolean {
  const folded = line.normalize("NFKC").toLowerCase();
  const plain = folded
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  if (LABELS.has(plain)) return true;
  const left = [...TIMES, STATUS].reduce((text, form) => text.replace(form, " "), folded);
  const letters = left.replace(/[^\p{L}]/gu, "");
  // A label with its count: "Reply 3", "回复 12".
  return (
    letters === "" ||
    LABELS.has(
      left
        .replace(/[^\p{L}\s]/gu, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
  );
}

/** The whole date in a text as YYYY-MM-DD; null without one, and for a day without its year. */
export function dateIn(text: string): string | null {
  const numbers = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(text);
  if (numbers !== null) return dayOf(numbers[1]!, Number(numbers[2]), numbers[3]!);
  const named =
    new RegExp(
      `(?<month>${MONTH})\\s*(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s*(?<year>\\d{4})`,
      "i",
    ).exec(text) ??
    new RegExp(`(?<day>\\d{1,2})\\s*(?<month>${MONTH}),?\\s*(?<year>\\d{4})`, "i").exec(text);
  if (named === null) return null;
  const { year, month, day } = named.groups!;
  return dayOf(year!, MONTHS.indexOf(month!.slice(0, 3).toLowerCase()) + 1, day!);
}

function dayOf(year: string, month: number, day: string): string | null {
  if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** How much a text says: each Chinese character counts 1, each other word of at least two letters 2. */
export function weightOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[\p{L}--\p{Script=Han}]{2,}|\b[AI]\b/gv)?.length ?? 0;
  return han + 2 * words;
}
