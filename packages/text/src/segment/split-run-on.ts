// Splits run-ons (dictated or hurried text without punctuation) at the words where a new clause begins.
import type { Span } from "@heed/core";
import { classOf, HAN, weightOf } from "./characters.ts";
import { CLAUSE_VERBS, LEANS_ON_NEXT } from "./markers.ts";

/** Run-ons begin at this weight (see `weightOf`). */
const RUN_ON_WEIGHT = 40;
const SIDE_WEIGHT = 10;
/** From here on a clause head is enough, without an end before it. */
const OVERDUE_WEIGHT = 24;
/** The segmenter gets at most this many units at once. */
const CHUNK_UNITS = 1000;

/** Words that begin a clause in spoken Chinese. */
const CHINESE_STARTERS = new Set(
  "我 我们 你 你们 他 他们 它 这 这个 那 那个 每次 现在 之前 以前 后来 然后 结果 一直 更新 客服 打开 还 也 有 有时候 有时 昨天 今天 最近 刚 界面 功能 软件 app 广告 到底 另外 一 用 根本 完全 总是 老是 经常 特别 真的 什么".split(
    " ",
  ),
);
/** Words that end a clause there. */
const CHINESE_ENDERS = new Set(
  "了 吧 吗 呢 啊 呀 啦 哦 哈 嘛 过 好 差 快 慢 卡 贵 好用 不错 方便 垃圾 闪退 喜欢 满意 失望 完 不了 掉 死 行 不行 多 少 一下 起来 出来 下去".split(
    " ",
  ),
);
/** Words that lean on the next one. */
const CHINESE_LEANING = new Set(
  "的 把 被 给 让 对 跟 和 与 是 说 觉得 认为 感觉 如果 因为 但 就 都 也 还 在 从 到 用 为 比 想 要 会 能 可以 不 没 没有 很 太 最 更 再 又 当 等 希望 发现 知道 以为 每 这 那 一 个 有 让 使 叫 而 或 及".split(
    " ",
  ),
);

let segmenter: Intl.Segmenter | undefined;

/** Cuts a part of more than 20 words or 40 Han characters at the heads of its clauses, where it has any. */
export function splitRunOn(text: string, part: Span): Span[] {
  if (weightOf(text, part.start, part.end) <= RUN_ON_WEIGHT) return [part];
  const cuts = isMostlyHan(text, part) ? chineseCuts(text, part) : englishCuts(text, part);
  const parts: Span[] = [];
  let { start } = part;
  for (const cut of cuts) {
    parts.push({ start, end: cut });
    start = cut;
  }
  parts.push({ start, end: part.end });
  return parts;
}

function isMostlyHan(text: string, { start, end }: Span): boolean {
  let han = 0;
  for (let at = start; at < end; at += 1) if (classOf(text.charCodeAt(at)) === HAN) han += 1;
  return 3 * han > end - start;
}

const ENGLISH_SUBJECTS = new Set(
  "i it they we you he she there i'm i've it's they're there's im ive its also".split(" "),
);
const SHORT_FORMS = new Set("i'm i've it's they're there's im ive".split(" "));
/** `every question I have` goes on: after a noun these make no new clause. */
const RELATIVE_VERBS = new Set(
  "have had has use used need needs want get gets make makes take do did does like".split(" "),
);
/** Words that add a further matter, when what opens a clause follows: `… gone also the price went up`, but not `it also crashes`. */
const ADDERS = new Set("also plus besides additionally furthermore moreover".split(" "));
const CLAUSE_OPENERS = new Set(
  "the my your their our this that these those it its it's i i'm we they you he she there why how when please can could would is are does do no not since after because if whenever every nobody".split(
    " ",
  ),
);
/** Before these an adder belongs to the clause under way. */
const BEFORE_ADDER = new Set(
  "i it they we you he she is are was were be been can could would should will may might do does did has have had not but as that which who to".split(
    " ",
  ),
);
const WORD = /[\p{L}\p{M}\p{N}'’]+/gu;

function englishCuts(text: string, part: Span): number[] {
  const words = [...text.slice(part.start, part.end).matchAll(WORD)];
  const cuts: number[] = [];
  let since = 0;
  for (const [index, match] of words.entries()) {
    const word = match[0].toLowerCase().replace("’", "'");
    const previous = words[index - 1]?.[0].toLowerCase() ?? "";
    const next = words[index + 1]?.[0].toLowerCase().replace("’", "'") ?? "";
    const isHead =
      (ENGLISH_SUBJECTS.has(word) &&
        (SHORT_FORMS.has(word) || (CLAUSE_VERBS.has(next) && !RELATIVE_VERBS.has(next)))) ||
      (ADDERS.has(word) && CLAUSE_OPENERS.has(next) && !BEFORE_ADDER.has(previous)) ||
      (word === "and" && next === "then");
    const remaining = 2 * (words.length - index);
    if (
      isHead &&
      since >= SIDE_WEIGHT &&
      remaining >= SIDE_WEIGHT &&
      !LEANS_ON_NEXT.has(previous)
    ) {
      cuts.push(part.start + match.index);
      since = 0;
    }
    since += 2;
  }
  return cuts;
}

function chineseCuts(text: string, part: Span): number[] {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const cuts: number[] = [];
  const total = weightOf(text, part.start, part.end);
  let since = 0;
  let done = 0;
  let previous = "";
  for (let from = part.start; from < part.end; from += CHUNK_UNITS) {
    const chunk = text.slice(from, Math.min(part.end, from + CHUNK_UNITS));
    for (const { segment, index } of segmenter.segment(chunk)) {
      const isEnded =
        CHINESE_ENDERS.has(previous) || (since >= OVERDUE_WEIGHT && !CHINESE_LEANING.has(previous));
      const hasRoom = since >= SIDE_WEIGHT && total - done >= SIDE_WEIGHT;
      if (hasRoom && isEnded && CHINESE_STARTERS.has(segment)) {
        cuts.push(from + index);
        since = 0;
      }
      const weight = weightOf(segment, 0, segment.length);
      since += weight;
      done += weight;
      if (weight > 0) previous = segment;
    }
  }
  return cuts;
}
