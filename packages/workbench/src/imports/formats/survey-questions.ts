// Tells the questions of a survey that are answered in words from its choices, scales and facts.
import type { ColumnSample } from "./column-sample.ts";
import { foldName } from "./fold-name.ts";
import { NO_ANSWER, SURVEY_FACTS } from "./tables/known-exports.ts";

/** A heading that asks something of the person, whichever tool made the sheet. */
const QUESTION =
  /[?？]\s*(?:\([^)]*\)|（[^）]*）)?$|^(?:Q\d+|\d{1,3})\s*[.、:：)）]\s*\S|^(?:请|您|你(?:觉得|认为|希望))/;
/** Columns whose heading asks something. */
export function askingColumns(samples: readonly ColumnSample[]): ColumnSample[] {
  return samples.filter(({ column }) => QUESTION.test(column.trim()));
}

/** Words of questions that ask for words. */
const ASKS_FOR_WORDS =
  /建议|意见|原因|为什么|为何|说明|补充|其他想|评论|反馈|改进|怎么样|请描述|想对|\b(?:suggest\w*|improve\w*|why|explain|comments?|feedback|anything else|tell us|describe|missing|in your own words|share)\b/i;
/** Answers from which a few values that repeat are a choice. */
const ENOUGH_ANSWERS = 6;

/** Questions answered in words: neither facts of the survey nor choices that repeat. */
export function openQuestions(samples: readonly ColumnSample[]): string[] {
  return samples.filter(isOpenQuestion).map(({ column }) => column);
}

function isOpenQuestion({ column, cells, dates, emails, ratings }: ColumnSample): boolean {
  if (SURVEY_FACTS.test(foldName(column)) || dates > 0.5 || emails > 0.5 || ratings > 0.9)
    return false;
  const answers = cells.filter((cell) => cell !== "" && !NO_ANSWER.test(cell));
  if (answers.length === 0 || answers.every((answer) => /^[\d\s.,;|-]*$/.test(answer)))
    return false;
  const share = (count: number) => count / answers.length;
  const sentences = share(
    answers.filter((cell) => /\S\s+\S+\s+\S/.test(cell) || /[\u4e00-\u9fff]{4}/.test(cell)).length,
  );
  const length = share(answers.reduce((sum, cell) => sum + cell.length, 0));
  const isVaried = answers.length < ENOUGH_ANSWERS || share(new Set(answers).size) >= 0.5;
  return ASKS_FOR_WORDS.test(column)
    ? sentences >= 0.1 || length >= 8
    : isVaried && (sentences >= 0.25 || length >= 16);
}
