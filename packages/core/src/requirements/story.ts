// What is to be built, in the words that teams plan by: stories and the criteria by which one is done.

/** The same words in both languages; an empty one is shown as the other. */
export interface BothWords {
  readonly en: string;
  readonly zh: string;
}

/** As a … I want … so that … */
export interface Story {
  readonly role: BothWords;
  readonly want: BothWords;
  readonly benefit: BothWords;
}

/** Given … When … Then … */
export interface AcceptanceCriterion {
  /** Id of the story's claim. */
  readonly storyId: string;
  readonly given: BothWords;
  readonly action: BothWords;
  readonly outcome: BothWords;
}

/** Words in a language, or in the other where there are none. */
export function inLanguage(words: BothWords, language: "en" | "zh"): string {
  return words[language] || words[language === "en" ? "zh" : "en"];
}

/** A story in one sentence. */
export function storySentence({ role, want, benefit }: Story, language: "en" | "zh"): string {
  const [who, what, why] = [role, want, benefit].map((words) => inLanguage(words, language));
  return language === "en"
    ? `As ${who}, I want ${what}, so that ${why}.`
    : `作为${who}，我希望${what}，以便${why}。`;
}

/** A criterion in three lines. */
export function criterionLines(
  { given, action, outcome }: AcceptanceCriterion,
  language: "en" | "zh",
): string[] {
  const [a, b, c] = [given, action, outcome].map((words) => inLanguage(words, language));
  return language === "en"
    ? [`Given ${a}`, `When ${b}`, `Then ${c}`]
    : [`假如 ${a}`, `当 ${b}`, `那么 ${c}`];
}
