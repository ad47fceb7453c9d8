// Drafts a specification from a need without a model: counts to be run, quotes to be shown, and visible assumptions around them.
import { dayWords } from "../calendar/day-words.ts";
import {
  type CountFilter,
  type CountQuery,
  NEED_VOICES,
  writeCount,
} from "../counts/count-query.ts";
import type { Kind } from "../readings/reading.ts";
import type { BothWords, Story } from "../requirements/story.ts";
import type { ThemeId } from "../themes/theme.ts";
import type { Claim, ClaimBasis, QuoteReference, SpecSection, SpecTemplate } from "./spec.ts";
import { TEMPLATE_SECTIONS } from "./spec.ts";

/** A quote at hand for a draft. */
export interface EvidenceQuote {
  readonly reference: QuoteReference;
  readonly kind: Kind | null;
}

/** What a need brings to its specification. */
export interface SpecEvidence {
  readonly themeId: ThemeId;
  readonly name: BothWords;
  /** Needs beside it, which it does not serve. */
  readonly neighbours: readonly BothWords[];
  /** The most telling quotes, one a person. */
  readonly quotes: readonly EvidenceQuote[];
  /** What people of the same theme like, or say against the need. */
  readonly dissent: readonly EvidenceQuote[];
  /** Questions of the same theme. */
  readonly questions: readonly EvidenceQuote[];
  readonly languages: readonly string[];
  readonly sources: readonly string[];
  /** Segments that voice it more than others, as a count can name them. */
  readonly segments: readonly {
    readonly field: "language" | "source" | "version" | "channel";
    readonly value: string;
  }[];
  /** First and last day of the last four weeks with dated voices; null without dates. */
  readonly lastWeeks: { readonly from: string; readonly to: string } | null;
  /** Outcome that the brief wants; empty without one. */
  readonly outcome: string;
}

const MOST_QUOTES = 6;
const MOST_STORIES = 3;

/** Claims in the order of their sections; the values of counts are 0 until they are run. */
export function draftClaims(evidence: SpecEvidence, template: SpecTemplate): Claim[] {
  const draft = new Draft(evidence);
  const writers: Readonly<Record<SpecSection, () => void>> = {
    goal: () => goal(draft, evidence),
    "non-goals": () => nonGoals(draft, evidence),
    problem: () => problem(draft, evidence),
    users: () => users(draft, evidence),
    stories: () => stories(draft, evidence),
    acceptance: () => acceptance(draft, evidence),
    metrics: () => metrics(draft, evidence),
    risks: () => risks(draft, evidence),
    questions: () => questions(draft, evidence),
    "kill-criteria": () => killCriteria(draft),
    experiment: () => experiment(draft, evidence),
  };
  for (const section of TEMPLATE_SECTIONS[template]) writers[section]();
  return draft.claims;
}

class Draft {
  readonly claims: Claim[] = [];
  readonly #voices: CountFilter;

  constructor({ themeId }: SpecEvidence) {
    this.#voices = { ...NEED_VOICES, theme: [themeId] };
  }

  /** A count over those who voice the need. */
  voices(measure: CountQuery["measure"], more: CountFilter = {}): string {
    return writeCount({ measure, filter: { ...this.#voices, ...more } });
  }

  count(section: SpecSection, queries: readonly string[], en: string, zh: string): void {
    this.#add(
      section,
      { en, zh },
      { type: "counted", counts: queries.map((query) => ({ query, value: 0 })) },
    );
  }

  quote(section: SpecSection, { reference }: EvidenceQuote, en: string, zh: string): void {
    this.#add(section, { en, zh }, { type: "quoted", quotes: [reference] });
  }

  assume(section: SpecSection, en: string, zh: string): void {
    this.#add(section, { en, zh }, { type: "assumption" });
  }

  story({ reference }: EvidenceQuote, story: Story): void {
    this.#add("stories", NO_WORDS, { type: "quoted", quotes: [reference] }, { story });
  }

  criterion(
    { reference }: { reference: QuoteReference },
    criterion: NonNullable<Claim["criterion"]>,
  ): void {
    this.#add("acceptance", NO_WORDS, { type: "quoted", quotes: [reference] }, { criterion });
  }

  #add(
    section: SpecSection,
    text: BothWords,
    basis: ClaimBasis,
    more: Pick<Claim, "story" | "criterion"> = {},
  ): void {
    this.claims.push({ id: `claim_${this.claims.length + 1}`, section, text, basis, ...more });
  }
}
const NO_WORDS: BothWords = { en: "", zh: "" };

function goal(draft: Draft, { name, outcome }: SpecEvidence): void {
  draft.count(
    "goal",
    [draft.voices("people"), draft.voices("share")],
    `Fewer people voice “${name.en}” as a need: today that is {0}, {1} of those heard.`,
    `让更少的人提出“${name.zh}”这一需求：目前有 {0} 提出，占发声者的 {1}。`,
  );
  if (outcome !== "")
    draft.assume(
      "goal",
      `It serves the outcome of the brief: ${outcome}`,
      `服务于简报中的目标：${outcome}`,
    );
}

function nonGoals(draft: Draft, { neighbours, dissent }: SpecEvidence): void {
  const names = (language: "en" | "zh") =>
    neighbours.map((name) => `“${name[language]}”`).join(language === "en" ? ", " : "、");
  if (neighbours.length > 0)
    draft.assume(
      "non-goals",
      `Needs of their own, not part of this: ${names("en")}.`,
      `以下是各自独立的需求，不在本规格范围内：${names("zh")}。`,
    );
  const liked = dissent.find(({ kind }) => kind === "praise");
  if (liked !== undefined)
    draft.quote(
      "non-goals",
      liked,
      "What people like stays as it is: {0}",
      "用户喜欢的部分保持不变：{0}",
    );
}

function spanOf({ from, to }: NonNullable<SpecEvidence["lastWeeks"]>): BothWords {
  const [first, last] = [dayWords(from), dayWords(to)];
  return { en: `${first.en} to ${last.en}`, zh: `${first.zh}至${last.zh}` };
}

function problem(draft: Draft, { quotes, lastWeeks }: SpecEvidence): void {
  draft.count(
    "problem",
    [draft.voices("people"), draft.voices("mentions")],
    "Voiced by {0}, in {1}.",
    "{0} 提出，共 {1}。",
  );
  for (const [kind, en, zh] of KINDS)
    draft.count(
      "problem",
      [draft.voices("people", { kind: [kind] })],
      `${en}: {0}.`,
      `${zh}：{0}。`,
    );
  draft.count(
    "problem",
    [draft.voices("items", { rating: [1, 2] })],
    "With one or two stars: {0}.",
    "只给一星或两星的：{0}。",
  );
  if (lastWeeks !== null)
    draft.count(
      "problem",
      [draft.voices("people", lastWeeks)],
      `In the last four weeks of the data (${spanOf(lastWeeks).en}): {0}.`,
      `数据的最近四周（${spanOf(lastWeeks).zh}）有 {0} 提出。`,
    );
  for (const quote of quotes.slice(0, MOST_QUOTES)) draft.quote("problem", quote, "{0}", "{0}");
}
const KINDS = [
  ["bug", "Report that something does not work as meant", "反映功能未按预期工作的"],
  ["complaint", "Complain of it", "表示不满的"],
  ["request", "Ask for a change", "要求改变的"],
] as const;

const LANGUAGES: Readonly<Record<string, BothWords>> = {
  en: { en: "English", zh: "英文" },
  zh: { en: "Chinese", zh: "中文" },
};

function users(draft: Draft, { languages, sources, segments }: SpecEvidence): void {
  for (const language of languages) {
    const name = LANGUAGES[language] ?? { en: language, zh: language };
    draft.count(
      "users",
      [draft.voices("people", { language: [language] })],
      `Written in ${name.en}: {0}.`,
      `使用${name.zh}：{0}。`,
    );
  }
  for (const source of sources)
    draft.count(
      "users",
      [draft.voices("people", { source: [source] })],
      `Heard through ${source}: {0}.`,
      `来自 ${source}：{0}。`,
    );
  for (const { field, value } of segments.filter(
    (one) => one.field === "version" || one.field === "channel",
  ))
    draft.count(
      "users",
      [draft.voices("people", { [field]: [value] })],
      `On ${field} ${value}, where it is voiced more than elsewhere: {0}.`,
      `{0} 使用${field === "version" ? "版本" : "渠道"} ${value}，该群体提出得更多。`,
    );
}

function chosenForStories({ quotes }: SpecEvidence): EvidenceQuote[] {
  const of = (kind: Kind) => quotes.filter((quote) => quote.kind === kind);
  return [
    ...of("request").slice(0, 2),
    ...of("bug"),
    ...of("complaint"),
    ...of("request").slice(2),
  ].slice(0, MOST_STORIES);
}

function stories(draft: Draft, evidence: SpecEvidence): void {
  const { name } = evidence;
  for (const quote of chosenForStories(evidence)) {
    const [want, benefit] = STORY_WORDS[quote.kind as keyof typeof STORY_WORDS];
    draft.story(quote, {
      role: { en: `someone who speaks of “${name.en}”`, zh: `提到“${name.zh}”的用户` },
      want,
      benefit,
    });
  }
}
const STORY_WORDS = {
  request: [
    { en: "what this asks for: {0}", zh: "满足这一请求：{0}" },
    { en: "the work goes on without a way around", zh: "无需绕行就能完成工作" },
  ],
  bug: [
    { en: "that this no longer happens: {0}", zh: "不再发生这样的事：{0}" },
    { en: "the product can be relied on", zh: "可以放心依赖产品" },
  ],
  complaint: [
    { en: "that this is put right: {0}", zh: "这一点得到改善：{0}" },
    { en: "there is no reason left to leave", zh: "不再因此离开" },
  ],
} as const satisfies Readonly<Record<string, readonly [BothWords, BothWords]>>;

function acceptance(draft: Draft, evidence: SpecEvidence): void {
  const told = draft.claims.filter(({ section }) => section === "stories");
  for (const [index, quote] of chosenForStories(evidence).entries()) {
    const story = told[index];
    if (story === undefined) continue;
    draft.criterion(quote, {
      storyId: story.id,
      given: {
        en: "a person in the situation that this tells: {0}",
        zh: "用户处于这段话所说的情形：{0}",
      },
      action: { en: "they do the same with the change in place", zh: "在改动上线后做同样的事" },
      outcome: OUTCOMES[quote.kind as keyof typeof OUTCOMES],
    });
  }
}
const OUTCOMES = {
  request: { en: "they reach what they asked for by themselves", zh: "无需帮助即可达成所求" },
  bug: {
    en: "it works as meant, and nothing of theirs is lost",
    zh: "功能按预期工作，用户的内容没有丢失",
  },
  complaint: { en: "what they complained of is no longer met", zh: "不再遇到所抱怨的情况" },
} as const satisfies Readonly<Record<string, BothWords>>;

function metrics(draft: Draft, { lastWeeks }: SpecEvidence): void {
  draft.count(
    "metrics",
    [draft.voices("share"), draft.voices("people")],
    "Share of the people heard who voice it. Baseline: {0} ({1}).",
    "提出该需求的人占发声者的比例。基线：{0}（{1}）。",
  );
  if (lastWeeks !== null)
    draft.count(
      "metrics",
      [draft.voices("share", lastWeeks)],
      `The same within four weeks. Baseline: {0} (${spanOf(lastWeeks).en}).`,
      `四周内的同一比例。基线：{0}（${spanOf(lastWeeks).zh}）。`,
    );
  draft.assume(
    "metrics",
    "Target: half of the baseline within eight weeks of the release.",
    "目标：发布后八周内降至基线的一半。",
  );
}

function risks(draft: Draft, { dissent }: SpecEvidence): void {
  for (const quote of dissent.slice(0, 3))
    draft.quote("risks", quote, "Others see it differently: {0}", "也有人看法不同：{0}");
  draft.count(
    "risks",
    [draft.voices("people"), writeCount({ measure: "people", filter: { rival: ["own"] } })],
    "It rests on {0}, where {1} spoke; who stays silent is not counted.",
    "依据来自 {1} 发声者中的 {0}；沉默的用户未计入。",
  );
  draft.assume(
    "risks",
    "The change may trouble people who are content today.",
    "改动可能影响目前满意的用户。",
  );
}

function questions(draft: Draft, evidence: SpecEvidence): void {
  for (const quote of evidence.questions.slice(0, 3))
    draft.quote("questions", quote, "Asked by users: {0}", "用户问：{0}");
  draft.assume(
    "questions",
    "What do people do today to get around it?",
    "用户目前如何绕过这个问题？",
  );
  draft.assume(
    "questions",
    "Which part of it would, solved alone, help most of them?",
    "只解决其中哪一部分就能帮到其中多数人？",
  );
}

function killCriteria(draft: Draft): void {
  draft.count(
    "kill-criteria",
    [draft.voices("share")],
    "Stop and think again when the share is not below its baseline of {0} eight weeks after the release.",
    "若发布八周后该比例仍未低于基线 {0}，则停止并重新考虑。",
  );
  draft.assume(
    "kill-criteria",
    "Stop when another need rises because of the change.",
    "若改动导致另一需求上升，则停止。",
  );
}

function experiment(draft: Draft, { name, lastWeeks }: SpecEvidence): void {
  draft.assume(
    "experiment",
    `Hypothesis: people who have the change voice “${name.en}” less often than people who do not.`,
    `假设：获得改动的用户比未获得的用户更少提出“${name.zh}”。`,
  );
  if (lastWeeks !== null)
    draft.count(
      "experiment",
      [draft.voices("people", lastWeeks)],
      "It is judged against the weeks before the release; in the last four it was voiced by {0}.",
      "与发布前各周比较；最近四周有 {0} 提出。",
    );
  draft.assume(
    "experiment",
    "Release to a part of the users first, link the release to this theme, and read the verdict of its impact after four and eight weeks.",
    "先向部分用户发布，将该版本与此主题关联，并在四周和八周后查看影响结论。",
  );
}
