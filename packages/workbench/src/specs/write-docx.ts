// A specification as a Word document: headings, an evidence table, claims with what they rest on.
import {
  BASIS_WORDS,
  dayWords,
  inLanguage,
  SECTION_WORDS,
  SPEC_SECTIONS,
  STALE_WORDS,
} from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";
import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { filledWords, oneLine } from "./render-markdown.ts";

type Language = "en" | "zh";

const GREY = "5B655F";
const ORANGE = "9A4A00";

/** Bytes of a .docx file. */
export async function writeSpecDocx(
  spec: SpecView,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const sections = SPEC_SECTIONS.flatMap((section) => {
    const claims = spec.claims.filter((claim) => claim.section === section);
    if (claims.length === 0) return [];
    const counted = section === "problem" ? claims.filter(({ basis }) => basis === "counted") : [];
    const others = claims.filter((claim) => !counted.includes(claim));
    return [
      heading(SECTION_WORDS[section][language], HeadingLevel.HEADING_2),
      ...(counted.length === 0 ? [] : [evidenceTable(counted, language)]),
      ...others.flatMap((claim) => claimParagraphs(claim, language)),
    ];
  });
  const document = new Document({
    creator: "Heed",
    title: inLanguage(spec.title, language),
    styles: {
      default: {
        document: { run: { font: { name: "Calibri", eastAsia: "Microsoft YaHei" }, size: 22 } },
      },
    },
    sections: [
      {
        children: [
          heading(oneLine(inLanguage(spec.title, language)), HeadingLevel.HEADING_1),
          new Paragraph({
            children: [
              new TextRun({
                text: `${spec.id} · ${spec.version} · ${dayWords(spec.at)[language]}`,
                color: GREY,
              }),
            ],
          }),
          ...sections,
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function heading(text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ text, heading: level, spacing: { before: 240, after: 80 } });
}

function evidenceTable(claims: readonly ClaimView[], language: Language): Table {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: claims.map(
      (claim) =>
        new TableRow({
          children: [
            cell(oneLine(filledWords(claim, language))),
            cell(claim.counts.map(({ label }) => label[language]).join("; ")),
          ],
        }),
    ),
  });
}

function claimParagraphs(claim: ClaimView, language: Language): Paragraph[] {
  const [first = "", ...rest] = filledWords(claim, language).split("\n").map(oneLine);
  const ids = claim.quotes.map(({ mentionId }) => mentionId).join(", ");
  const reasons = [...new Set(claim.marks.map(({ reason }) => STALE_WORDS[reason][language]))].join(
    "; ",
  );
  return [
    new Paragraph({
      bullet: { level: 0 },
      children: [
        new TextRun(first),
        new TextRun({
          text: ` [${BASIS_WORDS[claim.basis][language]}${ids === "" ? "" : `: ${ids}`}]`,
          color: GREY,
          size: 18,
        }),
        ...(reasons === ""
          ? []
          : [new TextRun({ text: ` ${reasons}`, color: ORANGE, bold: true, size: 18 })]),
      ],
    }),
    ...rest.map((line) => new Paragraph({ text: line, indent: { left: 720 } })),
  ];
}
