// Makes intents of the questions that people ask: one for each theme that enough of them ask about, with their own words as samples.
import { type FoundEntity, findEntities } from "./find-entities.ts";

/** A question as somebody asked it. */
export interface AskedQuestion {
  readonly mentionId: string;
  readonly text: string;
  readonly language: string;
  readonly person: string;
  /** Theme of the mention; null for a question that stands in none. */
  readonly themeId: string | null;
}

export interface IntentTheme {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly keyphrases: { readonly en: readonly string[]; readonly zh: readonly string[] };
}

/** Words that stand for an intent: a person's own, or a paraphrase by a template, which is never shown as anybody's words. */
export interface Utterance {
  readonly text: string;
  readonly language: string;
  readonly origin: "quoted" | "paraphrase";
  /** Null for a paraphrase. */
  readonly mentionId: string | null;
  readonly entities: readonly FoundEntity[];
}

/** What people decided about an intent. */
export interface IntentPlan {
  readonly name?: { readonly en: string; readonly zh: string };
  readonly answer?: { readonly en: string; readonly zh: string };
  readonly isHidden?: boolean;
}

export interface Intent {
  /** Lower-case words with underscores, as dialogue systems name intents; unique. */
  readonly id: string;
  readonly themeId: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly people: number;
  readonly questions: number;
  readonly utterances: readonly Utterance[];
  /** Names of the entities that its questions hold, the most frequent first, with how many hold them. */
  readonly entities: readonly { readonly name: string; readonly count: number }[];
  /** Empty until somebody writes it. */
  readonly answer: { readonly en: string; readonly zh: string };
}

export interface DraftedIntents {
  /** The most people first. */
  readonly intents: readonly Intent[];
  /** Questions that are in no intent, and why; nothing is left out silently. */
  readonly left: readonly {
    readonly reason: "too-few-alike" | "no-theme" | "hidden";
    readonly question: AskedQuestion;
  }[];
}

type LeftQuestion = DraftedIntents["left"][number];

/** Distinct questions of a theme from which on it is an intent. */
export const LEAST_QUESTIONS = 3;
const PHRASES = 3;

export function draftIntents(
  questions: readonly AskedQuestion[],
  themes: readonly IntentTheme[],
  plans: ReadonlyMap<string, IntentPlan> = new Map(),
): DraftedIntents {
  const known = new Map(themes.map((theme) => [theme.id, theme]));
  const left: LeftQuestion[] = [];
  const byTheme = Map.groupBy(questions, ({ themeId }) =>
    themeId !== null && known.has(themeId) ? themeId : null,
  );
  const intents: Intent[] = [];
  const names = new Set<string>();
  for (const [themeId, own] of byTheme) {
    const distinct = distinctQuestions(own);
    const reason =
      themeId === null
        ? "no-theme"
        : plans.get(themeId)?.isHidden === true
          ? "hidden"
          : distinct.length < LEAST_QUESTIONS
            ? "too-few-alike"
            : null;
    if (reason !== null || themeId === null)
      left.push(
        ...own.map((question): LeftQuestion => ({ reason: reason ?? "no-theme", question })),
      );
    else intents.push(intentOf(known.get(themeId)!, own, distinct, plans.get(themeId) ?? {}));
  }
  const sorted = intents.sort(
    (a, b) => b.people - a.people || b.questions - a.questions || (a.themeId < b.themeId ? -1 : 1),
  );
  return { intents: sorted.map((intent) => ({ ...intent, id: freeName(intent, names) })), left };
}

function intentOf(
  theme: IntentTheme,
  asked: readonly AskedQuestion[],
  distinct: readonly AskedQuestion[],
  plan: IntentPlan,
): Intent {
  const utterances = [
    ...distinct.map(({ text, language, mentionId }) =>
      utterance(text, language, "quoted", mentionId),
    ),
    ...paraphrases(theme),
  ];
  const counts = new Map<string, number>();
  for (const { origin, entities } of utterances)
    if (origin === "quoted")
      for (const name of new Set(entities.map((entity) => entity.name)))
        counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    ...{ id: "", themeId: theme.id, name: plan.name ?? theme.name },
    people: new Set(asked.map(({ person }) => person)).size,
    questions: asked.length,
    utterances,
    entities: [...counts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    answer: plan.answer ?? { en: "", zh: "" },
  };
}

function distinctQuestions(questions: readonly AskedQuestion[]): AskedQuestion[] {
  const seen = new Set<string>();
  return questions.filter(({ text }) => {
    const folded = text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\p{P}\p{S}\s]+/gu, " ")
      .trim();
    return folded !== "" && !seen.has(folded) && seen.add(folded);
  });
}

/** Templates around a theme's keyphrases: for training and testing dialogues, marked as no person's words. */
const TEMPLATES = {
  en: [
    (phrase: string) => `How does ${phrase} work?`,
    (phrase: string) => `Where do I find ${phrase}?`,
    (phrase: string) => `I have a question about ${phrase}`,
  ],
  zh: [
    (phrase: string) => `${phrase}怎么用？`,
    (phrase: string) => `在哪里找到${phrase}？`,
    (phrase: string) => `想问一下${phrase}`,
  ],
} as const;

function paraphrases({ keyphrases }: IntentTheme): Utterance[] {
  return (["en", "zh"] as const).flatMap((language) =>
    keyphrases[language]
      .slice(0, PHRASES)
      .flatMap((phrase) =>
        TEMPLATES[language].map((template) =>
          utterance(template(phrase), language, "paraphrase", null),
        ),
      ),
  );
}

function utterance(
  text: string,
  language: string,
  origin: Utterance["origin"],
  mentionId: string | null,
): Utterance {
  return { text, language, origin, mentionId, entities: findEntities(text) };
}

function freeName({ name, themeId }: Intent, taken: Set<string>): string {
  const base =
    `ask_${name.en}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 50) || "ask";
  const free = base === "ask" || taken.has(base) ? `${base}_${themeId.replace(/\D+/g, "")}` : base;
  taken.add(free);
  return free;
}
