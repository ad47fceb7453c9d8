// A model card as Markdown: the four answers first, then every figure with its interval.
import type { LabModel } from "@heed/core";
import { cardFacts, cardFigures } from "./card-figures.ts";
import { type CardWord, cardWord, filled, recipeText } from "./card-words.ts";
import { modelPath } from "./lab-context.ts";
import {
  answerQuestions,
  figureText,
  type LabLanguage,
  percentText,
  secondsText,
} from "./model-answers.ts";
import { cardPage } from "./model-card-page.ts";
import { writeWhole } from "./model-file.ts";

/** Classes whose confusions are written out. */
const MOST_IN_MATRIX = 20;
const MOST_LISTED = 12;

export async function writeCards(folder: string, model: LabModel): Promise<void> {
  await writeWhole(modelPath(folder, model.id, "md"), renderCard(model, "en"));
  await writeWhole(modelPath(folder, model.id, "zh.md"), renderCard(model, "zh"));
  await writeWhole(modelPath(folder, model.id, "html"), cardPage(model, "en"));
  await writeWhole(modelPath(folder, model.id, "zh.html"), cardPage(model, "zh"));
}

export function renderCard(model: LabModel, language: LabLanguage): string {
  const t = (key: CardWord) => cardWord(key, language);
  const answers = answerQuestions(model, language);
  const section = (title: string, body: string) =>
    body === "" ? "" : `\n## ${title}\n\n${body}\n`;
  return [
    `# ${t("title")}: ${model.id}\n`,
    ...(["data", "time", "quality", "safety"] as const).map(
      (name) => `\n**${t(name)}.** ${answers[name]}\n`,
    ),
    section(t("facts"), factsOf(model, language)),
    section(t("figures"), `${figures(model, language)}\n\n${classTable(model, language)}`),
    section(t("confusion"), confusion(model)),
    section(t("contestants"), contestants(model, language)),
    section(t("slices"), slices(model, language)),
    section(t("curve"), curve(model, language)),
    section(t("labelQuality"), issues(model, language)),
    section(t("mistakes"), mistakes(model, language)),
    section(t("limits"), t("limit")),
  ].join("");
}

/** Names come from people's data: what would break a table is taken out. */
function cell(text: string): string {
  return text.replace(/[|\n\r]+/g, " ").slice(0, 80);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(row)].join("\n");
}

function factsOf(model: LabModel, language: LabLanguage): string {
  return cardFacts(model, language)
    .map(
      ([name, value]) =>
        `- ${name}: ${cell(value).length < value.length ? value.replace(/\n/g, " ") : value}`,
    )
    .join("\n");
}

function figures(model: LabModel, language: LabLanguage): string {
  const t = (key: CardWord) => cardWord(key, language);
  return table([t("figure"), t("value")], cardFigures(model, language));
}

function classTable({ evaluation }: LabModel, language: LabLanguage): string {
  const t = (key: CardWord) => cardWord(key, language);
  return table(
    [t("class"), t("examples"), t("precision"), t("recall"), t("f1")],
    evaluation.perClass.map(({ name, examples, precision, recall, f1 }) => [
      ...[name, String(examples)],
      ...[precision, recall, f1].map((figure) => (figure === null ? "–" : figureText(figure))),
    ]),
  );
}

function confusion({ evaluation: { classes, confusion: counts } }: LabModel): string {
  if (classes.length > MOST_IN_MATRIX) return "";
  return table(
    ["", ...classes],
    counts.map((own, at) => [classes[at], ...own.map(String)]),
  );
}

function contestants(model: LabModel, language: LabLanguage): string {
  const t = (key: CardWord) => cardWord(key, language);
  const rows = model.contestants.map(({ name, accuracy, macroF1, logLoss, seconds }) => [
    recipeText(name, language),
    ...[percentText(accuracy), percentText(macroF1), logLoss.toFixed(3)],
    secondsText(seconds, language),
  ]);
  const head = [t("recipe"), t("accuracy"), t("macroF1"), t("logLoss"), t("time")];
  const note = t(model.measuredBy.way === "held-out" ? "chosenAside" : "chosenByLoss");
  return `${table(head, rows)}\n\n${note}`;
}

function slices({ evaluation }: LabModel, language: LabLanguage): string {
  if (evaluation.slices.length === 0) return "";
  const t = (key: CardWord) => cardWord(key, language);
  return table(
    [t("slice"), t("examples"), t("accuracy"), ""],
    evaluation.slices.map(({ slice, value, examples, accuracy, isWorse }) => [
      `${slice} = ${value}`,
      String(examples),
      figureText(accuracy),
      isWorse ? t("worse") : "",
    ]),
  );
}

function curve({ learningCurve }: LabModel, language: LabLanguage): string {
  if (learningCurve === null || learningCurve.points.length === 0) return "";
  const t = (key: CardWord) => cardWord(key, language);
  return table(
    [t("labels"), t("expected")],
    [
      ...learningCurve.points.map(({ size, score }) => [String(size), score.toFixed(3)]),
      ...learningCurve.forecasts.map(({ size, more, expected, low, high }) => [
        `${size} (+${more})`,
        `${expected.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`,
      ]),
    ],
  );
}

function issues({ labelIssues }: LabModel, language: LabLanguage): string {
  if (labelIssues.issues.length === 0) return cardWord("noIssues", language);
  const sentence = cardWord("suggestion", language);
  return labelIssues.issues
    .slice(0, MOST_LISTED)
    .map(({ example, given, suggested, selfConfidence }) => {
      const values = {
        given: cell(given),
        suggested: cell(suggested),
        p: selfConfidence.toFixed(2),
      };
      return `- ${cardWord("example", language)} ${example}: ${filled(sentence, values)}`;
    })
    .join("\n");
}

function mistakes({ evaluation }: LabModel, language: LabLanguage): string {
  const sentence = cardWord("mistake", language);
  return evaluation.mistakes
    .slice(0, MOST_LISTED)
    .map(({ example, truth, answer, probability }) => {
      const values = { truth: cell(truth), answer: cell(answer), p: percentText(probability) };
      return `- ${cardWord("example", language)} ${example}: ${filled(sentence, values)}`;
    })
    .join("\n");
}
