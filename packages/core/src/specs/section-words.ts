// Names of a specification's parts in both languages, as files and trackers carry them.
import type { BothWords } from "../requirements/story.ts";
import type { SpecSection, StaleReason } from "./spec.ts";

export const SECTION_WORDS: Readonly<Record<SpecSection, BothWords>> = {
  goal: { en: "Goal", zh: "目标" },
  "non-goals": { en: "Non-goals", zh: "非目标" },
  problem: { en: "Problem and evidence", zh: "问题与依据" },
  users: { en: "Who", zh: "用户" },
  stories: { en: "Stories", zh: "用户故事" },
  acceptance: { en: "Acceptance criteria", zh: "验收标准" },
  metrics: { en: "Metrics", zh: "指标" },
  risks: { en: "Risks", zh: "风险" },
  questions: { en: "Open questions", zh: "待解问题" },
  "kill-criteria": { en: "Kill criteria", zh: "终止条件" },
  experiment: { en: "Experiment plan", zh: "实验方案" },
};

export const BASIS_WORDS: Readonly<
  Record<"quoted" | "counted" | "supported" | "assumption", BothWords>
> = {
  quoted: { en: "quoted", zh: "引用" },
  counted: { en: "counted", zh: "统计" },
  supported: { en: "supported", zh: "有支持" },
  assumption: { en: "assumption", zh: "假设" },
};

export const STALE_WORDS: Readonly<Record<StaleReason, BothWords>> = {
  "quote-gone": {
    en: "the quote's feedback was deleted or edited",
    zh: "引用的反馈已被删除或修改",
  },
  "quote-changed": { en: "the quote's words changed", zh: "引用的文字已改变" },
  "reading-corrected": { en: "what the quote says was corrected", zh: "对引用的判读已被更正" },
  "theme-moved": { en: "the quote was moved to another theme", zh: "引用已移至其他主题" },
  "count-changed": { en: "the count is another today", zh: "统计数字已变化" },
  "theme-gone": { en: "the theme is no longer there", zh: "主题已不存在" },
  "check-fails": { en: "the check no longer holds", zh: "检查不再成立" },
};
