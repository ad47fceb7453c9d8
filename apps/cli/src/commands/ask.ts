// `heed ask QUESTION`: an answer with sources that open, in either language, with a model or without.
import { describeGap, figureText } from "@heed/core";
import type { AnswerPartView, AnswerView } from "@heed/core/api";
import type { Command } from "commander";
import { withDesign } from "../design-door.ts";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language, printable } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly llm?: boolean;
}

const WORDS = {
  en: {
    notSaid: "The data does not say.",
    sources: "Sources",
    counts: "Figures",
    dropped: "Sentences of the model that were dropped",
    failed: "The model did not answer to its end",
    by: "Sentences by",
    loosely: "(loosely supported)",
    withheld: "mentions were kept from the model, because they give models orders",
  },
  zh: {
    notSaid: "数据没有说明这一点。",
    sources: "来源",
    counts: "数字",
    dropped: "模型写出而未通过检查的句子",
    failed: "模型未能完成回答",
    by: "文字由以下模型撰写：",
    loosely: "（支持较弱）",
    withheld: "条提及因含有对模型的指令而未交给模型",
  },
} as const satisfies Record<Language, unknown>;

export function addAsk(program: Command): void {
  const command = program
    .command("ask")
    .description(
      "answer a question from what users said, with sources and counted figures\n根据用户所说回答问题，附来源与统计数字",
    )
    .argument("<question...>", "a question, in English or Chinese")
    .option(
      "--llm",
      "in sentences by the model of heed models; every source, quote and figure is checked",
    );
  withWorkspace(command).action(async (question: string[], flags: Flags) => {
    const signal = interruptSignal();
    const answer = await withDesign(flags.workspace, (door) =>
      door.answer({
        question: question.join(" "),
        model: flags.llm === true,
        signal,
        ...(flags.lang === undefined ? {} : { language: flags.lang as Language }),
      }),
    );
    if (flags.json === true) printJson(answer);
    else
      process.stdout.write(
        `${answerText(answer, flags.lang === undefined ? answer.language : chooseLanguage(flags.lang)).join("\n")}\n`,
      );
  });
}

function answerText(answer: AnswerView, language: Language): string[] {
  const words = WORDS[language];
  const numbers = new Map(answer.cited.map(({ id }, index) => [id as string, index + 1]));
  const sentences = answer.sentences.map(
    ({ parts, support }) =>
      parts.map((part) => partText(part, numbers, language)).join("") +
      (support?.holds === false ? ` ${words.loosely}` : ""),
  );
  const sources = answer.cited.map(
    ({ id, quote, item }) =>
      `  [${numbers.get(id)}] ${id}  ${printable([item.writtenAt?.slice(0, 10), item.source].filter(Boolean).join("  "))}  ${printable(quote)}`,
  );
  const figures = new Map(
    answer.sentences.flatMap(({ parts }) =>
      parts.flatMap((part) =>
        part.type === "figure"
          ? [
              [
                part.query,
                `  ${figureText(part.measure, part.value, language)} · ${printable(part.label[language])}`,
              ] as const,
            ]
          : [],
      ),
    ),
  );
  const dropped = Object.entries(answer.dropped).map(([fault, count]) => `${fault} × ${count}`);
  return [
    ...(answer.outcome === "not-said" ? [words.notSaid] : sentences.map(printable)),
    ...section(words.counts, [...figures.values()]),
    ...section(words.sources, sources),
    ...(answer.model === null
      ? []
      : ["", `${words.by} ${answer.model.name} (${answer.model.version})`]),
    ...(dropped.length === 0 ? [] : ["", `${words.dropped}: ${dropped.join(", ")}`]),
    ...(answer.modelFailure === null ? [] : ["", `${words.failed}: ${answer.modelFailure}`]),
    ...(answer.gap === null ? [] : ["", describeGap(answer.gap)[language]]),
    ...(answer.withheld === 0 ? [] : ["", `${answer.withheld} ${words.withheld}`]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function partText(
  part: AnswerPartView,
  numbers: ReadonlyMap<string, number>,
  language: Language,
): string {
  if (part.type === "text") return part.text;
  if (part.type === "figure") return figureText(part.measure, part.value, language);
  const number = `[${numbers.get(part.mentionId) ?? part.mentionId}]`;
  return part.type === "quote" ? `“${part.words}” ${number}` : number;
}
