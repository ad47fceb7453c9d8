// Reads a brief as a person writes it: Markdown with headings in either language, or JSON with the same parts.
import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { toStoredText } from "../feedback/stored-text.ts";
import { statementSide } from "../readings/statement-side.ts";
import type { Brief, Hypothesis, RivalProduct } from "./brief.ts";

type Part = keyof Brief;

const HEADINGS: Readonly<Record<Part, readonly string[]>> = {
  question: ["question", "the question", "问题", "要回答的问题", "研究问题"],
  users: ["users", "who the users are", "people", "audience", "用户", "目标用户"],
  outcome: ["outcome", "wanted outcome", "goal", "目标", "期望结果", "预期成果"],
  hypotheses: ["hypotheses", "hypothesis", "assumptions", "假设", "猜想"],
  rivals: ["rivals", "rival products", "competitors", "竞品", "竞争对手", "对手"],
};
const PART_OF = new Map(
  (Object.keys(HEADINGS) as Part[]).flatMap((part) =>
    HEADINGS[part].map((name) => [name, part] as const),
  ),
);
const HINT =
  "Give Markdown with the headings Question, Users, Outcome, Hypotheses and Rivals (or 问题, 用户, 目标, 假设, 竞品), or JSON with these parts.";

/** Reads Markdown or JSON; refuses a brief without a question. */
export function parseBrief(text: string): Brief {
  const stored = toStoredText(text.replace(/^\ufeff/, ""));
  const brief = stored.startsWith("{") ? parseJson(stored) : parseMarkdown(stored);
  if (brief.question === "") {
    throw new InvalidInput("brief-without-question", "The brief asks no question.", { hint: HINT });
  }
  return brief;
}

function parseMarkdown(text: string): Brief {
  const parts = new Map<Part, string[]>();
  let part: Part | null = null;
  for (const line of text.split("\n")) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) {
      part = PART_OF.get(heading.toLowerCase().replace(/[:：]$/, "")) ?? null;
      continue;
    }
    if (part === null || line.trim() === "") continue;
    parts.set(part, [...(parts.get(part) ?? []), line.trim()]);
  }
  const prose = (name: Part) => (parts.get(name) ?? []).map(withoutBullet).join(" ");
  const list = (name: Part) => (parts.get(name) ?? []).map(withoutBullet);
  return {
    question: prose("question"),
    users: list("users"),
    outcome: prose("outcome"),
    hypotheses: list("hypotheses").map(parseHypothesis),
    rivals: list("rivals").map(parseRival),
  };
}

function withoutBullet(line: string): string {
  return line.replace(/^(?:[-*+•]|\d+[.)、])\s*/, "").trim();
}

/** What a statement claims by its own words: something people like, or else a lack. */
export function expectationOf(statement: string): Hypothesis["expects"] {
  return statementSide(statement) === "praise" ? "praise" : "need";
}

/**
 * `Statement (signs: sync, 同步) (praise)`: what stands in brackets at the end is read, the rest is the statement. Without
 * `(praise)` or `(lack)` the statement's own words tell what it claims.
 */
export function parseHypothesis(line: string, index: number): Hypothesis {
  let statement = line;
  let signs: string[] = [];
  let expects: Hypothesis["expects"] | null = null;
  for (;;) {
    const match = /^(.*?)\s*[(（]([^()（）]*)[)）]\s*$/s.exec(statement);
    const inside = match?.[2]?.trim() ?? "";
    const named = /^(?:signs?|words?|keywords?|关键词|词)\s*[:：]\s*(.*)$/i.exec(inside);
    const isPraise = /^(?:praise|liked|好评|喜欢)$/i.test(inside);
    const isLack = /^(?:lack|need|problem|需求|问题|不足)$/i.test(inside);
    if (match === null || (named === null && !isPraise && !isLack)) break;
    if (named !== null) signs = splitNames(named[1]!);
    if (isPraise) expects = "praise";
    if (isLack) expects = "need";
    statement = match[1]!;
  }
  return { id: `H${index + 1}`, statement, signs, expects: expects ?? expectationOf(statement) };
}

/** `Notewren (小鹪笔记, Wren)`: a name, and other ways of writing it. */
function parseRival(line: string): RivalProduct {
  const match = /^(.*?)\s*[(（](.*)[)）]\s*$/.exec(line);
  return { name: match?.[1] ?? line, aliases: match === null ? [] : splitNames(match[2]!) };
}

function splitNames(text: string): string[] {
  return text
    .split(/[,，、;；|/]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const LINE = z.string().trim();
const SHAPE = z.object({
  question: LINE,
  users: z.array(LINE).default([]),
  outcome: LINE.default(""),
  hypotheses: z
    .array(
      z.union([
        LINE,
        z.object({
          statement: LINE,
          signs: z.array(LINE).default([]),
          expects: z.enum(["need", "praise"]).optional(),
        }),
      ]),
    )
    .default([]),
  rivals: z
    .array(z.union([LINE, z.object({ name: LINE, aliases: z.array(LINE).default([]) })]))
    .default([]),
});

function parseJson(text: string): Brief {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput("brief-not-json", "The brief begins like JSON and is none.", {
      cause,
      hint: HINT,
    });
  }
  const read = SHAPE.safeParse(value);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, code, message }) => ({
      path: path.join("."),
      code,
      message,
    }));
    const first = issues[0]!;
    throw new InvalidInput(
      "brief-malformed",
      `The brief's ${first.path || "JSON"} cannot be used: ${first.message}.`,
      { issues, hint: HINT },
    );
  }
  const { question, users, outcome, hypotheses, rivals } = read.data;
  return {
    question,
    users,
    outcome,
    hypotheses: hypotheses.map((given, index) =>
      typeof given === "string"
        ? parseHypothesis(given, index)
        : {
            ...{ id: `H${index + 1}`, statement: given.statement, signs: given.signs },
            expects: given.expects ?? expectationOf(given.statement),
          },
    ),
    rivals: rivals.map((given) => (typeof given === "string" ? parseRival(given) : given)),
  };
}
