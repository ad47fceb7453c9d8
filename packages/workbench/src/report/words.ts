// The report's words in both languages; a missing one does not compile.
import type { CannotTellReason, Kind, NeedState, Verdict } from "@heed/core";
import { type Html, html, words } from "./html.ts";

export type ReportLanguage = "en" | "zh";
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

const WORDS = {
  people: { en: "people", zh: "人" },
  peopleHeard: { en: "people heard", zh: "位发声者" },
  needsFound: { en: "needs found", zh: "项需求" },
  weeksOfData: { en: "weeks of voices", zh: "周数据" },
  items: { en: "feedback items", zh: "条反馈" },
  changed: { en: "What changed", zh: "有哪些变化" },
  needs: { en: "What people need", zh: "用户需要什么" },
  needsLead: {
    en: "Ranked by reach, severity and growth. Open a need for its trend, who says it, why it stands there, and people's own words.",
    zh: "按影响面、严重程度与增长排序。展开即可查看趋势、谁在说、为什么排在这里，以及用户原话。",
  },
  severity: { en: "severity", zh: "严重程度" },
  growth: { en: "growth", zh: "增长" },
  reach: { en: "reach", zh: "影响面" },
  score: { en: "score", zh: "得分" },
  whyRank: { en: "Why it stands here", zh: "为什么排在这里" },
  quotes: { en: "In their words", zh: "用户原话" },
  whoSays: { en: "Who says it", zh: "谁在说" },
  trend: { en: "Since when", zh: "从何时起" },
  rows: { en: "All its rows", zh: "全部原始记录" },
  noNeeds: {
    en: "No need was found: nobody reported a problem, a wish, a displeasure or a question.",
    zh: "没有发现需求：没有人提出问题、愿望、不满或疑问。",
  },
  moreNeeds: { en: "Further needs", zh: "其余需求" },
  impact: { en: "Did the releases help?", zh: "版本有效吗？" },
  impactLead: {
    en: "How often people voice a matter after a release against before it, beside its trend, and only told where chance, a trend, one loud week or a general shift cannot explain it.",
    zh: "比较发布前后人们提到某事的比率，并考虑原有趋势；只有偶然、趋势、某一周的喧闹或整体变化都解释不了时才下结论。",
  },
  themes: { en: "Everything people talk about", zh: "用户都在谈什么" },
  mentions: { en: "mentions", zh: "条提及" },
  praised: { en: "What people love", zh: "用户喜欢什么" },
  praisedLead: {
    en: "Keep these when you change things.",
    zh: "改动时请守住这些。",
  },
  brief: { en: "What you wanted to know", zh: "你想弄清的问题" },
  rivals: { en: "Beside the rivals", zh: "与竞品相比" },
  honesty: { en: "What stands behind this report", zh: "这份报告的依据" },
  unclear: { en: "mentions left unclear", zh: "条提及未能归类" },
  rejected: { en: "rows rejected", zh: "行被拒收" },
  redacted: { en: "private values removed", zh: "处隐私信息已去除" },
  duplicates: { en: "repeats of the same words", zh: "条重复内容" },
  spam: { en: "taken for spam, not counted", zh: "条疑似垃圾，未计入" },
  models: { en: "Models", zh: "模型" },
  supports: { en: "For", zh: "支持" },
  contradicts: { en: "Against", zh: "反对" },
  ours: { en: "ours", zh: "我们" },
  theirs: { en: "theirs", zh: "对手" },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type Word = keyof typeof WORDS;

export const KIND_WORDS: Readonly<Record<Kind, Bilingual>> = {
  bug: { en: "bug", zh: "缺陷" },
  request: { en: "request", zh: "需求" },
  complaint: { en: "complaint", zh: "不满" },
  praise: { en: "praise", zh: "好评" },
  question: { en: "question", zh: "疑问" },
  other: { en: "other", zh: "其他" },
};

export const STATE_WORDS: Readonly<Record<NeedState, Bilingual>> = {
  new: { en: "new", zh: "新出现" },
  rising: { en: "rising", zh: "上升" },
  falling: { en: "falling", zh: "下降" },
  resolved: { en: "resolved", zh: "已平息" },
  steady: { en: "steady", zh: "平稳" },
  unheard: { en: "unheard", zh: "未提及" },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, Bilingual>> = {
  supported: { en: "supported", zh: "得到支持" },
  contradicted: { en: "contradicted", zh: "被反驳" },
  divided: { en: "people are divided", zh: "意见不一" },
  "too-few": { en: "too few voices", zh: "声音太少" },
  "not-mentioned": { en: "not mentioned", zh: "无人提及" },
};

export const REASON_WORDS: Readonly<Record<CannotTellReason, Bilingual>> = {
  "too-few-weeks": { en: "fewer than 12 weeks", zh: "不足 12 周" },
  "too-few-voices": { en: "too few voices lately", zh: "近期声音太少" },
  "nobody-heard": { en: "nobody was heard in those weeks", zh: "那几周无人发声" },
  "no-dates": { en: "no dates", zh: "没有日期" },
  "no-values": { en: "no account values", zh: "没有账户价值" },
};

const DIMENSION_WORDS: Readonly<Record<string, Bilingual>> = {
  version: { en: "version", zh: "版本" },
  platform: { en: "platform", zh: "平台" },
  plan: { en: "plan", zh: "套餐" },
  country: { en: "country", zh: "国家/地区" },
  language: { en: "language", zh: "语言" },
  channel: { en: "channel", zh: "渠道" },
  source: { en: "source", zh: "来源" },
};

const LANGUAGE_WORDS: Readonly<Record<string, Bilingual>> = {
  en: { en: "English", zh: "英语" },
  zh: { en: "Chinese", zh: "中文" },
  ja: { en: "Japanese", zh: "日语" },
  ko: { en: "Korean", zh: "韩语" },
  es: { en: "Spanish", zh: "西班牙语" },
  fr: { en: "French", zh: "法语" },
  de: { en: "German", zh: "德语" },
  pt: { en: "Portuguese", zh: "葡萄牙语" },
  ru: { en: "Russian", zh: "俄语" },
  und: { en: "unknown", zh: "未知" },
};

/** A dimension's name; one found in the data keeps its own. */
export function dimensionWords(dimension: string): Bilingual {
  return DIMENSION_WORDS[dimension] ?? { en: dimension, zh: dimension };
}

export function languageWords(code: string): Bilingual {
  return LANGUAGE_WORDS[code] ?? { en: code, zh: code };
}

/** A segment's value as it is shown: languages by their names. */
export function valueWords(dimension: string, value: string): Bilingual {
  return dimension === "language" ? languageWords(value) : { en: value, zh: value };
}

/** A word in both languages; the page shows the one that the reader chose. */
export function word(name: Word): Html {
  return both(WORDS[name]);
}

export function both(text: Bilingual): Html {
  if (text.en === text.zh) return words(text.en);
  return html`<span class="en" lang="en">${words(text.en)}</span><span class="zh" lang="zh-Hans">${words(text.zh)}</span>`;
}
