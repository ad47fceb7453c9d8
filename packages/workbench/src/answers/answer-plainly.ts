// An answer without a model: what was found, grouped, counted and quoted, in sentences that programs fill in.
import type { AnswerPart, AnswerSentence, RetrievedFigure, RetrievedMention } from "@heed/core";
import type { Found } from "./retrieve.ts";

const MOST_TOLD = 5;

/** Sentences over the groups of a retrieval; none when nothing was found. */
export function answerPlainly(found: Found, language: "en" | "zh"): AnswerSentence[] {
  const { groups, figures, asked, retrieval } = found;
  if (groups.length === 0) return [];
  const isEnglish = language === "en";
  const [people, mentions, heard] = figures as [RetrievedFigure, RetrievedFigure, RetrievedFigure];
  const text = (words: string): AnswerPart => ({ type: "text", text: words });
  const opening: AnswerPart[] =
    asked.about === ""
      ? isEnglish
        ? [
            figure(people),
            text(" of "),
            figure(heard),
            text(" heard voice something of this, in "),
            figure(mentions),
            text("."),
          ]
        : [
            text("在 "),
            figure(heard),
            text(" 发声者中，有 "),
            figure(people),
            text(" 谈到，共 "),
            figure(mentions),
            text("。"),
          ]
      : isEnglish
        ? [figure(people), text(` speak of “${asked.about}”, in `), figure(mentions), text(".")]
        : [figure(people), text(` 谈到“${asked.about}”，共 `), figure(mentions), text("。")];
  const told = groups.filter(({ theme }) => theme !== null).slice(0, MOST_TOLD);
  const rows = told.map(({ theme, figures: [first], mentionIds }): AnswerPart[] => {
    const quoted = retrieval.mentions.find(({ id }) => mentionIds.includes(id));
    return [
      text(`${theme!.name[language]}${isEnglish ? ": " : "："}`),
      ...(first === undefined ? [] : [figure(first)]),
      ...(quoted === undefined ? [] : [text(isEnglish ? ", as in " : "，例如"), quote(quoted)]),
      text(isEnglish ? "." : "。"),
    ];
  });
  return [opening, ...rows].map((parts) => ({ parts, support: null }));
}

function figure({ query, value }: RetrievedFigure): AnswerPart {
  return { type: "figure", query, value };
}

function quote({ id, text }: RetrievedMention): AnswerPart {
  return { type: "quote", mentionId: id, words: text, start: 0 };
}
