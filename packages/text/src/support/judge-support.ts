// Whether quotes carry what a sentence says: near in meaning, and taking the same side.
import { type Embedder, type MentionReader, statementSide, type TextReading } from "@heed/core";

/** Name of the check, as claims keep it; another way of judging is another name. */
export const SUPPORT_CHECK = "support-2";

export interface SupportJudgement {
  /** Nearness of the sentence to the quote that is nearest among those on its side, in [-1, 1]. */
  readonly score: number;
  readonly holds: boolean;
}

/** Cosine from which on a quote is taken to carry a sentence; chosen on the `SUPPORT_DEV` pairs of bench/evaluate/data. */
export const LEAST_NEAR = 0.45;

/** What a sentence or a quote is for; null where it cannot be told. */
type Side = "praise" | "complain" | "ask" | null;

/** Words that only say who says it. */
const FRAME =
  /\b(?:some |many |other |certain )?(?:people|persons|users|customers|reviewers|they|others|someone|readers|owners|subscribers|members)\b|\b(?:say|says|said|report|reports|reported|mention|mentions|mentioned|complain|complains|complained|write|writes|state|states|feel|find|finds|think|describe|describes|note|tell|tells|according to|there are|there is)\b(?: that| of| about)?|(?:一些|有些|部分|很多|不少|有|其他)?(?:用户|人|顾客|客户|大家|网友|读者|会员)(?:们)?|反映|反馈|表示|提到|提及|认为|觉得|指出|抱怨|说(?!明)|称(?!呼)/giu;
/** What the words of telling say of the side, the first that fits. */
const TOLD: readonly (readonly [RegExp, Exclude<Side, null>])[] = [
  [
    /\b(?:asks?|asked|asking|wants?|wanted|wish(?:es)?|would like|would love|requests?|suggests?|hopes?|needs?)\b|希望|想要|要求|建议|请求|盼/iu,
    "ask",
  ],
  [
    /\b(?:complains?|complained|reports?|reported|miss(?:es)?|dislikes?|hates?|fears?|worr(?:y|ies)|criticises?|leave|cannot|can't|fails?|failed|does not|do not|crash(?:es)?|stalls?|freezes?|drains?|loses?|lost|wrong|too (?:late|long|slow|small|expensive|many|much))\b|抱怨|不满|吐槽|反映|担心|批评|讨厌|太(?:慢|贵|多|小|长)|收不到|闪退|卡住|不回复/iu,
    "complain",
  ],
  [
    /\b(?:praises?|likes?|loves?|enjoys?|appreciates?|happy|pleased|welcomes?|useful)\b|夸|喜欢|称赞|好评|满意|点赞/iu,
    "praise",
  ],
];

/** Who judges: vectors of meaning, and what a text is for. */
export interface SupportJudges {
  readonly embedder: Embedder;
  readonly reader: Pick<MentionReader, "read">;
}

/**
 * Judges a sentence against quotes: one of them must be near, and must not take the other side (praise against a complaint or a
 * wish). It tells neither causes nor amounts apart; its precision is measured by `npm run evaluate -- support`.
 */
export async function judgeSupport(
  { embedder, reader }: SupportJudges,
  sentence: string,
  quotes: readonly string[],
): Promise<SupportJudgement> {
  const said = sentence.replace(FRAME, " ").replace(/\s+/gu, " ").trim();
  if (said === "" || quotes.length === 0) return { score: 0, holds: false };
  const texts = [said, ...quotes];
  const [vectors, readings] = await Promise.all([
    embedder.embed(texts),
    reader.read(
      texts.map((text) => ({
        text,
        language: /\p{sc=Han}/u.test(text) ? "zh" : "en",
        rating: null,
      })),
    ),
  ]);
  const side = claimOf(sentence) ?? sideOf(readings[0]!);
  let score = -1;
  for (const index of quotes.keys()) {
    if (isOpposite(side, sideOf(readings[index + 1]!))) continue;
    score = Math.max(score, cosine(vectors, embedder.dimensions, index + 1));
  }
  return { score, holds: score >= LEAST_NEAR };
}

/** The side by the words of telling, unless they are turned: "it no longer crashes" names a crash and is no complaint. */
function claimOf(sentence: string): Side {
  const told = TOLD.find(([cue]) => cue.test(sentence))?.[1] ?? null;
  const said = statementSide(sentence);
  return told === null || (told === "complain" && said === "praise") ? said : told;
}

function cosine(vectors: Float32Array, dimensions: number, row: number): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at += 1) sum += vectors[at]! * vectors[row * dimensions + at]!;
  return sum;
}

function sideOf({ kind, sentiment }: TextReading): Side {
  if (kind === "praise") return "praise";
  if (kind === "request") return "ask";
  if (kind === "bug" || kind === "complaint") return "complain";
  return sentiment === "positive" ? "praise" : sentiment === "negative" ? "complain" : null;
}

function isOpposite(a: Side, b: Side): boolean {
  return a !== null && b !== null && a !== b && (a === "praise" || b === "praise");
}
