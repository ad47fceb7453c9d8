// Says in both languages what a count counts and how its value reads: the words beside every figure.
import { dayWords } from "../calendar/day-words.ts";
import type { Kind, Sentiment } from "../readings/reading.ts";
import type { ThemeId, ThemeName } from "../themes/theme.ts";
import type { CountFilter, CountMeasure, CountQuery } from "./count-query.ts";

interface BothLanguages {
  readonly en: string;
  readonly zh: string;
}
type NameOf = (id: ThemeId) => ThemeName | undefined;

const KIND_WORDS: Readonly<Record<Kind, BothLanguages>> = {
  bug: { en: "bugs", zh: "缺陷" },
  request: { en: "requests", zh: "诉求" },
  complaint: { en: "complaints", zh: "抱怨" },
  praise: { en: "praise", zh: "好评" },
  question: { en: "questions", zh: "疑问" },
  other: { en: "other", zh: "其他" },
};
const SENTIMENT_WORDS: Readonly<Record<Sentiment, BothLanguages>> = {
  negative: { en: "negative", zh: "负面" },
  neutral: { en: "neutral", zh: "中性" },
  positive: { en: "positive", zh: "正面" },
};
const LANGUAGE_WORDS: Readonly<Record<string, BothLanguages>> = {
  en: { en: "in English", zh: "英文" },
  zh: { en: "in Chinese", zh: "中文" },
};
const NEED_KINDS = "bug,complaint,question,request";

/** What is counted, such as "people who voice it as a need: Sync loses notes; in Chinese". */
export function describeCount({ measure, filter }: CountQuery, nameOf: NameOf): BothLanguages {
  const parts = filterParts(filter, nameOf);
  const isNeed = [...(filter.kind ?? [])].sort().join(",") === NEED_KINDS;
  const whoEn = {
    people: "people",
    mentions: "mentions",
    items: "items of feedback",
    share: "share of the people heard",
  }[measure];
  const whoZh = {
    people: "人数",
    mentions: "提及数",
    items: "反馈条数",
    share: "占全部发声者的比例",
  }[measure];
  const needEn = isNeed
    ? measure === "mentions"
      ? " that voice a need"
      : " who voice a need"
    : "";
  const needZh = isNeed ? "（作为需求提出）" : "";
  return {
    en:
      parts.length === 0
        ? `all ${whoEn}`
        : `${whoEn}${needEn}${listed(
            parts.map(({ en }) => en),
            ": ",
            "; ",
          )}`,
    zh:
      parts.length === 0
        ? `全部${whoZh}`
        : `${whoZh}${needZh}${listed(
            parts.map(({ zh }) => zh),
            "：",
            "；",
          )}`,
  };
}

function listed(parts: readonly string[], before: string, between: string): string {
  const said = parts.filter((part) => part !== "");
  return said.length === 0 ? "" : before + said.join(between);
}

function filterParts(filter: CountFilter, nameOf: NameOf): BothLanguages[] {
  const same = (values: readonly (string | number)[] | undefined, en: string, zh: string) =>
    values === undefined
      ? []
      : [{ en: `${en}${values.join(", ")}`, zh: `${zh}${values.join("、")}` }];
  const worded = <Value extends string>(
    values: readonly Value[] | undefined,
    words: Readonly<Record<string, BothLanguages>>,
  ) =>
    values === undefined
      ? []
      : [
          {
            en: values.map((value) => words[value]?.en ?? value).join(", "),
            zh: values.map((value) => words[value]?.zh ?? value).join("、"),
          },
        ];
  const isNeed = [...(filter.kind ?? [])].sort().join(",") === NEED_KINDS;
  return [
    ...(filter.about === undefined
      ? []
      : [{ en: `found for “${filter.about}”`, zh: `按“${filter.about}”找到` }]),
    ...(filter.theme === undefined
      ? []
      : [
          {
            en: filter.theme.map((id) => nameOf(id)?.en ?? id).join(", "),
            zh: filter.theme.map((id) => nameOf(id)?.zh ?? id).join("、"),
          },
        ]),
    ...(isNeed ? [{ en: "", zh: "" }] : worded(filter.kind, KIND_WORDS)),
    ...worded(filter.sentiment, SENTIMENT_WORDS),
    ...worded(filter.language, LANGUAGE_WORDS),
    ...same(filter.source, "from ", "来源 "),
    ...same(filter.channel, "by ", "渠道 "),
    ...same(filter.version, "version ", "版本 "),
    ...same(filter.rating, "stars ", "星级 "),
    ...dated(filter.from, "from ", "自"),
    ...dated(filter.to, "until ", "至"),
    ...(filter.rival === undefined || (filter.rival.length === 1 && filter.rival[0] === "own")
      ? []
      : same(filter.rival, "about ", "关于 ")),
  ];
}

function dated(day: string | undefined, en: string, zh: string): BothLanguages[] {
  if (day === undefined) return [];
  const words = dayWords(day);
  return [{ en: en + words.en, zh: zh + words.zh }];
}

/** A value with what it counts: `12 people`, `4.1 %`, `12 人`. */
export function figureText(measure: CountMeasure, value: number, language: "en" | "zh"): string {
  if (measure === "share") return `${(value * 100).toFixed(1)} %`;
  const count = value.toLocaleString("en");
  if (language === "zh")
    return `${count} ${{ people: "人", mentions: "条提及", items: "条反馈" }[measure]}`;
  const [one, many] = (
    {
      people: ["person", "people"],
      mentions: ["mention", "mentions"],
      items: ["item", "items"],
    } as const
  )[measure];
  return `${count} ${value === 1 ? one : many}`;
}
