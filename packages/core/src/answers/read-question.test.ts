// What is asked for is told from the question in either language.
import { expect, test } from "vitest";
import { readQuestion } from "./read-question.ts";

const known = { versions: ["4.3", "4.2"], sources: ["App Store"], rivals: ["Notely"] };
const read = (text: string) => readQuestion(text, known);

test.each([
  ["Why do people lose notes?", "lose notes", {}, "voices"],
  ["What do users complain about most?", "", { kind: ["bug", "complaint"] }, "ranking"],
  ["用户为什么丢笔记？", "丢笔记", {}, "voices"],
  ["大家最想要什么功能", "", { kind: ["request"] }, "ranking"],
  [
    "How many Chinese users report bugs in 4.3?",
    "",
    { kind: ["bug"], language: ["zh"], version: ["4.3"] },
    "ranking",
  ],
  ["1-star reviews about sync", "sync", { rating: [1] }, "voices"],
  ["What do people say about Notely's export?", "export", { rival: ["Notely"] }, "voices"],
  ["中文用户抱怨同步吗", "同步", { kind: ["bug", "complaint"], language: ["zh"] }, "voices"],
] as const)("%s", (question, about, filter, wants) => {
  expect(read(question)).toMatchObject({ about, filter, wants });
});

test.each(["", "  ", "？？？", "x".repeat(501)])("%j is no question", (question) => {
  expect(() => read(question)).toThrow(expect.objectContaining({ code: "question-not-valid" }));
});
