// A specification as Markdown: claims with what they rest on, figures as counted, quotes with their ids, and what is stale said so.
import {
  BASIS_WORDS,
  claimPieces,
  claimWords,
  dayWords,
  figureText,
  inLanguage,
  SECTION_WORDS,
  SPEC_SECTIONS,
  STALE_WORDS,
} from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";

type Language = "en" | "zh";

const WORDS = {
  en: {
    evidence: "Evidence",
    figure: "Figure",
    counts: "What it counts",
    dissent: "Who sees it differently",
    coverage: "Coverage",
    stale: "look again",
    quoted: "people quoted",
    of: "of",
    gone: "(no longer there)",
    made: "Figures were counted by Heed and quotes checked against the stored words.",
    assumption: "assumption",
    model: "Sentences by",
    version: "Version",
  },
  zh: {
    evidence: "依据",
    figure: "数字",
    counts: "统计内容",
    dissent: "不同看法",
    coverage: "覆盖情况",
    stale: "需复查",
    quoted: "人被引用",
    of: "/",
    gone: "（已不存在）",
    made: "数字由 Heed 统计，引文已与存储原文核对。",
    assumption: "假设",
    model: "文字由以下模型撰写：",
    version: "版本",
  },
} as const;

export function renderSpecMarkdown(spec: SpecView, language: Language): string {
  const words = WORDS[language];
  const sections = SPEC_SECTIONS.flatMap((section) => {
    const claims = spec.claims.filter((claim) => claim.section === section);
    if (claims.length === 0) return [];
    const body =
      section === "problem"
        ? problemLines(claims, language)
        : claims.flatMap((claim) => claimLines(claim, language));
    return [`## ${SECTION_WORDS[section][language]}`, "", ...body, ""];
  });
  const dissent = spec.dissent.rows.map(({ quote, id }) => `> ${oneLine(quote)} (${id})`);
  const { people, peopleQuoted, segments } = spec.coverage;
  return `${[
    `# ${oneLine(inLanguage(spec.title, language))}`,
    "",
    `${words.version} ${spec.version} · ${dayWords(spec.at)[language]}${spec.needId === null ? "" : ` · ${spec.needId}`}`,
    "",
    ...sections,
    ...(dissent.length === 0
      ? []
      : [`## ${words.dissent}`, "", ...dissent.flatMap((line) => [line, ""])]),
    `## ${words.coverage}`,
    "",
    `${peopleQuoted} ${words.of} ${people} ${words.quoted}`,
    "",
    ...segments.map(
      (one) =>
        `- ${one.dimension} ${escapeCell(one.value)}: ${one.quoted} ${words.of} ${one.people}`,
    ),
    "",
    words.made,
    ...(spec.model === null ? [] : [`${words.model} ${spec.model.name} (${spec.model.version})`]),
  ].join("\n")}\n`;
}

/** The evidence table, then quotes. */
function problemLines(claims: readonly ClaimView[], language: Language): string[] {
  const words = WORDS[language];
  const counted = claims.filter(({ basis }) => basis === "counted");
  const others = claims.filter(({ basis }) => basis !== "counted");
  const rows = counted.map(
    (claim) =>
      `| ${escapeCell(filledWords(claim, language))}${mark(claim, language)} | ${escapeCell(claim.counts.map(({ label }) => label[language]).join("; "))} |`,
  );
  const table =
    rows.length === 0 ? [] : [`| ${words.evidence} | ${words.counts} |`, "|---|---|", ...rows, ""];
  return [...table, ...others.flatMap((claim) => claimLines(claim, language))];
}

function claimLines(claim: ClaimView, language: Language): string[] {
  const lines = filledWords(claim, language).split("\n").map(oneLine);
  const basis = claim.basis === "assumption" ? ` *(${BASIS_WORDS.assumption[language]})*` : "";
  const ids = claim.quotes.map(({ mentionId }) => mentionId).join(", ");
  const [first = "", ...rest] = lines;
  return [
    `- ${first}${ids === "" ? "" : ` (${ids})`}${basis}${mark(claim, language)}`,
    ...rest.map((line) => `  ${line}`),
  ];
}

function mark({ status, marks }: ClaimView, language: Language): string {
  if (status !== "stale") return "";
  const reasons = [...new Set(marks.map(({ reason }) => STALE_WORDS[reason][language]))];
  return ` **[${WORDS[language].stale}: ${reasons.join("; ")}]**`;
}

/** A claim's words with its figures and quotes filled in. */
export function filledWords(claim: ClaimView, language: Language): string {
  const words = claimWords(claim, language);
  const parts =
    claim.basis === "counted"
      ? claim.counts.map(({ measure, value }) => figureText(measure, value, language))
      : claim.quotes.map((quote) =>
          quoted(quote.words === null ? WORDS[language].gone : oneLine(quote.words)),
        );
  return claimPieces(words)
    .map((piece) => (piece.type === "text" ? piece.text : (parts[piece.index] ?? "…")))
    .join("");
}

function quoted(words: string): string {
  return `“${words}”`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function escapeCell(text: string): string {
  return oneLine(text).replaceAll("|", "\\|");
}
