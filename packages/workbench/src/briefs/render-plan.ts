// Writes a brief and its collection plan as Markdown, in either language.
import { type Brief, type CollectionPlan, expectationOf, type PlanLine } from "@heed/core";
import type { ReportLanguage } from "../report/words.ts";

const TITLES = {
  survey: { en: "Survey", zh: "问卷" },
  interview: { en: "Interview guide", zh: "访谈提纲" },
  sources: { en: "Sources to pull", zh: "数据来源" },
  scale: { en: "1 not at all – 5 exactly", zh: "1 完全不符 – 5 完全符合" },
  text: { en: "open answer", zh: "开放回答" },
  plan: { en: "Collection plan", zh: "收集计划" },
  question: { en: "Question", zh: "问题" },
  users: { en: "Users", zh: "用户" },
  outcome: { en: "Outcome", zh: "目标" },
  hypotheses: { en: "Hypotheses", zh: "假设" },
  rivals: { en: "Rivals", zh: "竞品" },
} as const satisfies Readonly<Record<string, PlanLine>>;

/** The brief in the form in which it can be read again. */
export function renderBrief(brief: Brief, language: ReportLanguage): string {
  const title = (name: keyof typeof TITLES) => `## ${TITLES[name][language]}`;
  const hypotheses = brief.hypotheses.map(({ statement, signs, expects }) => {
    const isOther = expects !== expectationOf(statement);
    const claims = isOther ? ` (${expects === "praise" ? "praise" : "lack"})` : "";
    return `- ${statement}${claims}${signs.length > 0 ? ` (signs: ${signs.join(", ")})` : ""}`;
  });
  const rivals = brief.rivals.map(({ name, aliases }) =>
    aliases.length > 0 ? `- ${name} (${aliases.join(", ")})` : `- ${name}`,
  );
  const parts = [
    [title("question"), brief.question],
    [title("users"), ...brief.users.map((user) => `- ${user}`)],
    [title("outcome"), brief.outcome],
    [title("hypotheses"), ...hypotheses],
    [title("rivals"), ...rivals],
  ].filter((part) => part.length > 1 && part[1] !== "");
  return `${parts.map((part) => part.join("\n")).join("\n\n")}\n`;
}

/** The plan as Markdown with a survey, an interview guide and sources. */
export function renderPlan(plan: CollectionPlan, language: ReportLanguage): string {
  const survey = plan.survey.flatMap((question, index) => {
    const { answer, options, tests } = question;
    const kind =
      answer === "one-of"
        ? (options ?? []).map((option) => `   - [ ] ${option[language]}`)
        : [`   *${TITLES[answer === "text" ? "text" : "scale"][language]}*`];
    return [
      `${index + 1}. ${question[language]}${tests === undefined ? "" : ` [${tests}]`}`,
      ...kind,
    ];
  });
  const interview = plan.interview.flatMap(({ title, lines }) => [
    `### ${title[language]}`,
    "",
    ...lines.map((line) => `- ${line[language]}`),
    "",
  ]);
  return `${[
    `# ${TITLES.plan[language]}`,
    "",
    `## ${TITLES.survey[language]}`,
    "",
    ...survey,
    "",
    `## ${TITLES.interview[language]}`,
    "",
    ...interview,
    `## ${TITLES.sources[language]}`,
    "",
    ...plan.sources.map((line) => `- ${line[language]}`),
  ].join("\n")}\n`;
}
