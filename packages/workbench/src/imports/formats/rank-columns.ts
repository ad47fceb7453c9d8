// Ranks the columns of an unknown file by evidence: what they are called, and what their cells look like.
import type { ColumnSample } from "./column-sample.ts";
import { foldName } from "./fold-name.ts";
import type { ColumnEvidence } from "./import-plan.ts";
import { NOT_WORDS, ROLE_NAMES } from "./tables/role-names.ts";

type Role = ColumnEvidence["role"];
/** Share of filled cells below which a name alone is weak. */
const RARE = 0.1;
/** Share of numbers above 5 that may be mistyped, and ratings from which that can be told. */
const MISTYPED = 0.02;
const ENOUGH_RATINGS = 10;
/** Evidence below this is no ground for a choice. */
export const ENOUGH_EVIDENCE = 0.45;

/** All columns under all roles that anything speaks for, the best first. */
export function rankColumns(samples: readonly ColumnSample[]): ColumnEvidence[] {
  const evidence = samples.flatMap((sample) =>
    (Object.keys(RATE) as Role[]).map((role): ColumnEvidence => {
      const { score, reason } = RATE[role](sample);
      return { column: sample.column, role, score: Math.round(score * 100) / 100, reason };
    }),
  );
  return evidence
    .filter(({ score }) => score > 0.1)
    .sort(
      (a, b) =>
        b.score - a.score ||
        (a.column < b.column ? -1 : a.column > b.column ? 1 : a.role < b.role ? -1 : 1),
    );
}

/** Names of what is said back, unless the sheet has nothing else. */
const REPLY =
  /^(?:response|reply|answer|resolution|agent\b.*|.*\b(?:reply|response)(?: text)?|.*(?:回复|答复|回答).*|处理结果|解决方案)$/;

interface Rated {
  readonly score: number;
  readonly reason: { readonly en: string; readonly zh: string };
}

/** How well a name fits a role, in [0, 1]: the whole name, or a word of it. */
function nameFit(column: string, role: Role | "title"): number {
  const name = foldName(column);
  const names = ROLE_NAMES[role];
  // `Rating (1-5)` is a rating.
  const bare = name.replace(/\s*\([^)]*\)$/, "");
  const place = names.includes(name) ? names.indexOf(name) : names.indexOf(bare);
  if (place >= 0) return 1 - (0.3 * place) / names.length;
  const last = name.split(/[ .]/).at(-1)!;
  if (names.includes(last)) return 0.6;
  return names.some(
    (known) => known.length >= 2 && /[\u4e00-\u9fff]/.test(known) && name.includes(known),
  )
    ? 0.5
    : 0;
}

const RATE: Readonly<Record<Role, (sample: ColumnSample) => Rated>> = {
  text: (sample) => {
    const { column, length, sentences, dates, distinct, filled } = sample;
    const fit = nameFit(column, "text");
    if (NOT_WORDS.test(foldName(column)) || dates > 0.5 || filled === 0) return none();
    const looks = 0.5 * sentences + 0.3 * Math.min(1, length / 60) + 0.2 * distinct;
    const isTitle = nameFit(column, "title") > 0.9;
    const isReply = REPLY.test(foldName(column));
    return {
      score:
        (fit > 0 ? 0.35 + 0.3 * fit + 0.35 * looks : 0.75 * looks) *
        (isTitle ? 0.6 : isReply ? 0.75 : 1),
      reason: {
        en: `${fit > 0 ? "its name; " : ""}${percent(sentences)} of its cells are sentences, ${Math.round(length)} characters on average`,
        zh: `${fit > 0 ? "列名相符；" : ""}${percent(sentences)} 的单元格像句子，平均 ${Math.round(length)} 字`,
      },
    };
  },
  date: ({ column, dates }) =>
    rate(
      dates * (nameFit(column, "date") > 0 ? 0.75 + 0.25 * nameFit(column, "date") : 0.6),
      `${percent(dates)} of its cells are dates`,
      `${percent(dates)} 的单元格是日期`,
    ),
  rating: ({ column, ratings, aboveFive, filled, cells }) =>
    rate(
      // One mistyped number is no scale; several are.
      (aboveFive > MISTYPED && filled * cells.length >= ENOUGH_RATINGS ? 0.3 : 1) *
        ratings *
        (nameFit(column, "rating") > 0 ? 1 : 0.3),
      `${percent(ratings)} of its cells are ratings from 1 to 5`,
      `${percent(ratings)} 的单元格是 1 至 5 的评分`,
    ),
  email: ({ emails }) =>
    rate(
      emails,
      `${percent(emails)} of its cells are addresses`,
      `${percent(emails)} 的单元格是邮箱`,
    ),
  id: ({ column, distinct, filled, length, sentences }) => {
    const fit = nameFit(column, "id");
    const isId = fit > 0 && distinct >= 0.98 && filled >= 0.98 && length <= 200 && sentences < 0.2;
    return rate(
      isId ? 0.5 + 0.5 * fit : 0,
      "its name; no two rows share a value",
      "列名相符；各行的值互不相同",
    );
  },
  author: ({ column, sentences, length, filled }) =>
    rate(
      nameFit(column, "author") *
        (sentences > 0.5 || length > 80 ? 0.3 : 1) *
        (filled < RARE ? 0.5 : 1),
      "its name",
      "列名相符",
    ),
  version: ({ column }) => rate(nameFit(column, "version"), "its name", "列名相符"),
  channel: ({ column, distinct, cells }) =>
    rate(
      nameFit(column, "channel") * (distinct > 0.5 && cells.length > 20 ? 0.3 : 1),
      "its name",
      "列名相符",
    ),
};

function rate(score: number, en: string, zh: string): Rated {
  return { score, reason: { en, zh } };
}

function none(): Rated {
  return rate(0, "", "");
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
