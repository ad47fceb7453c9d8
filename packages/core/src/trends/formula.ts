// Reads formulas over series ("A / B * 100") into functions; recursive descent over + - * / and parentheses.
import { InvalidInput } from "../errors.ts";

/** Combines the figures of series A, B, C, ...; null where it cannot be told (TR5). */
export type Formula = (figures: readonly (number | null)[]) => number | null;

const DEEPEST = 50;
const LONGEST = 500;

/** Reads a formula over `seriesCount` series; refuses what it cannot read with the place. */
export function parseFormula(text: string, seriesCount: number): Formula {
  const tokens = [...text.matchAll(/\s*(\d+(?:\.\d+)?|[A-Za-z]|[-+*/()]|\S)/g)].map(
    (match) => match[1]!,
  );
  if (text.length > LONGEST) throw refuse(text, seriesCount, "…");
  let at = 0;
  const take = (): string => tokens[at++] ?? "";

  const sum = (depth: number): Formula => {
    let left = product(depth);
    while (tokens[at] === "+" || tokens[at] === "-")
      left = combine(take() === "+" ? (a, b) => a + b : (a, b) => a - b, left, product(depth));
    return left;
  };
  const product = (depth: number): Formula => {
    let left = factor(depth);
    while (tokens[at] === "*" || tokens[at] === "/")
      left = combine(take() === "*" ? (a, b) => a * b : divide, left, factor(depth));
    return left;
  };
  const factor = (depth: number): Formula => {
    const token = take();
    if (depth > DEEPEST) throw refuse(text, seriesCount, token);
    if (token === "-")
      return combine(
        (a, b) => a - b,
        () => 0,
        factor(depth + 1),
      );
    if (token === "(") {
      const inner = sum(depth + 1);
      if (take() !== ")") throw refuse(text, seriesCount, "(");
      return inner;
    }
    if (/^\d/.test(token)) return () => Number(token);
    const series = /^[A-Za-z]$/.test(token) ? token.toUpperCase().charCodeAt(0) - 65 : -1;
    if (series < 0 || series >= seriesCount) throw refuse(text, seriesCount, token);
    return (figures) => figures[series] ?? null;
  };

  const formula = sum(0);
  if (at < tokens.length) throw refuse(text, seriesCount, tokens[at]!);
  return formula;
}

function combine(
  apply: (a: number, b: number) => number | null,
  left: Formula,
  right: Formula,
): Formula {
  return (figures) => {
    const [a, b] = [left(figures), right(figures)];
    return a === null || b === null ? null : apply(a, b);
  };
}

function divide(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

function refuse(text: string, seriesCount: number, found: string): InvalidInput {
  const last = String.fromCharCode(64 + seriesCount);
  const place = found === "" ? "its end" : `"${found}"`;
  return new InvalidInput(
    "formula",
    `The formula "${text.slice(0, 80)}" cannot be read at ${place}, expected the letters A to ${last}, numbers, + - * / and parentheses.`,
    {
      hint: "Write it like A / B * 100.",
      zh: {
        message: `公式“${text.slice(0, 80)}”无法读取：应由 A 到 ${last} 的字母、数字、+ - * / 和括号组成。`,
        hint: "写法如 A / B * 100。",
      },
    },
  );
}
