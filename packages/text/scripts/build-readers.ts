// Trains the two readers in two stages: on what is labelled, then also on what the first stage can label safely.
import { KINDS, type Kind, SENTIMENTS, type Sentiment } from "@heed/core";
import { detectLanguage, splitMentions } from "../src/index.ts";
import { agreementOf } from "../src/read/agree.ts";
import {
  fitClassifier,
  type TrainedClassifier,
  type TrainingRecipe,
} from "../src/read/fit-classifier.ts";
import { type HashedTexts, hashTexts } from "../src/read/hash-texts.ts";
import { AGREEMENT_KEY } from "../src/read/reader.ts";
import {
  encodeClassifier,
  openClassifier,
  type TextClassifier,
} from "../src/read/text-classifier.ts";
import { KIND_WEIGHTS, kindsOf, SENTIMENT_WEIGHTS, sentimentOf } from "./label-mappings.ts";
import {
  isForValidation,
  type SourceName,
  type SourceText,
  type TrainingTexts,
} from "./training-texts.ts";

/** A text with the number of its class and how much it counts. */
export interface Example {
  readonly text: string;
  readonly label: number;
  readonly weight: number;
  readonly source: string;
}

/** Both readers as bytes of `.onnx` files, with what training said of them. */
export interface BuiltReaders {
  readonly sentiment: BuiltReader;
  readonly kind: BuiltReader;
}

export interface BuiltReader {
  readonly bytes: Uint8Array;
  readonly trained: TrainedClassifier;
  readonly examples: Readonly<Record<string, number>>;
}

export interface BuildOptions {
  /** Sources that are left out. */
  readonly without?: readonly SourceName[];
  readonly recipe?: TrainingRecipe;
  readonly report?: (line: string) => void;
}

/** Trains both readers. */
export async function buildReaders(
  texts: TrainingTexts,
  options: BuildOptions = {},
): Promise<BuiltReaders> {
  const kept = leaveOut(texts, options.without ?? []);
  const report = options.report ?? (() => undefined);
  const agreement = agreementOf(
    kept.guided.map(({ kind, sentiment }) => [KINDS.indexOf(kind), SENTIMENTS.indexOf(sentiment)]),
  );
  report("sentiment, stage one");
  const sentimentExamples = guidedSentiments(kept);
  const firstSentiment = await readerOf(await build(sentimentExamples, SENTIMENTS, options));
  report("kind, stage one");
  const kindExamples = guidedKinds(kept);
  const firstKind = await readerOf(await build(kindExamples, KINDS, options));
  const mentions = mentionsOf(kept);
  const hashed = hashTexts(mentions.map(({ text }) => text));
  const sentiments = await firstSentiment.classify(hashed);
  const kinds = await firstKind.classify(hashed);
  report(`sentiment, stage two, ${mentions.length} mentions of starred reviews`);
  const taughtSentiments = [...sentimentExamples, ...distilSentiments(mentions, sentiments)];
  const sentiment = await build(taughtSentiments, SENTIMENTS, { ...options, isFinal: true });
  report("kind, stage two");
  const taughtKinds = [
    ...kindExamples,
    ...(await narrowKinds(kept, firstKind)),
    ...distilKinds(mentions, kinds),
  ];
  const metadata = { [AGREEMENT_KEY]: Array.from(agreement, (one) => one.toFixed(4)).join(" ") };
  const kind = await build(taughtKinds, KINDS, { ...options, metadata, isFinal: true });
  return { sentiment, kind };
}

const readerOf = ({ bytes }: BuiltReader) => openClassifier(bytes);

function leaveOut(texts: TrainingTexts, without: readonly SourceName[]): TrainingTexts {
  const stays = ({ source }: { source: SourceName }) => !without.includes(source);
  return {
    labelled: texts.labelled.filter(stays),
    guided: texts.guided.filter(
      (row) => stays(row) && (row.set === undefined || stays({ source: row.set })),
    ),
    starred: texts.starred.filter(stays),
  };
}

export function guidedSentiments({ labelled, guided }: TrainingTexts): Example[] {
  const own = guided.map(({ text, sentiment, source }) => {
    return {
      text,
      label: SENTIMENTS.indexOf(sentiment),
      weight: SENTIMENT_WEIGHTS[source],
      source,
    };
  });
  const mapped = labelled.flatMap((row) => {
    const sentiment = sentimentOf(row);
    const weight = SENTIMENT_WEIGHTS[row.source];
    if (sentiment === null || weight === 0) return [];
    return [{ text: row.text, label: SENTIMENTS.indexOf(sentiment), weight, source: row.source }];
  });
  return [...own, ...mapped];
}

export function guidedKinds({ labelled, guided }: TrainingTexts): Example[] {
  const own = guided.map(({ text, kind, source }) => {
    return { text, label: KINDS.indexOf(kind), weight: KIND_WEIGHTS[source], source };
  });
  const mapped = labelled.flatMap((row) => {
    const kinds = kindsOf(row);
    if (kinds.length !== 1 || !isNearApps(row.source)) return [];
    const label = KINDS.indexOf(kinds[0]!);
    return [{ text: row.text, label, weight: KIND_WEIGHTS[row.source], source: row.source }];
  });
  return [...own, ...mapped];
}

const isNearApps = (source: SourceName) => source === "clap" || source === "4class";

/** Longest text of a further domain that teaches kinds: longer ones tell of several things. English takes more units. */
const MOST_KIND_UNITS = 60;
const MOST_ENGLISH_UNITS = 160;
const isShort = ({ source, text }: SourceText) =>
  text.length <= (ENGLISH_SHORT.includes(source) ? MOST_ENGLISH_UNITS : MOST_KIND_UNITS);
const ENGLISH_SHORT: readonly SourceName[] = ["films", "laptops"];

/** Rows whose label leaves several kinds open, or whose domain is further off: the first model chooses among them. */
export async function narrowKinds(
  { labelled }: TrainingTexts,
  reader: TextClassifier,
): Promise<Example[]> {
  const open = labelled.filter((row) => {
    const kinds = kindsOf(row).length;
    if (kinds === 0 || KIND_WEIGHTS[row.source] === 0) return false;
    return isNearApps(row.source) ? kinds > 1 : isShort(row);
  });
  const shares = await reader.classify(hashTexts(open.map(({ text }) => text)));
  return open.map((row, index) => {
    const own = shares.subarray(index * KINDS.length, (index + 1) * KINDS.length);
    const label = bestAmong(
      own,
      kindsOf(row).map((kind) => KINDS.indexOf(kind)),
    );
    return { text: row.text, label, weight: KIND_WEIGHTS[row.source], source: row.source };
  });
}

function bestAmong(shares: Float32Array, allowed: readonly number[]): number {
  return allowed.reduce((best, label) => (shares[label]! > shares[best]! ? label : best));
}

/** A mention of a starred review. */
interface StarredMention {
  readonly text: string;
  readonly rating: number;
  readonly isOnly: boolean;
}

export function mentionsOf({ starred, labelled }: TrainingTexts): StarredMention[] {
  const apps = labelled.filter(({ source }) => isNearApps(source));
  const reviews = [...starred, ...apps.map(({ text, rating }) => ({ text, rating: rating ?? 3 }))];
  const seen = new Set<string>();
  return reviews.flatMap(({ text, rating }) => {
    const spans = splitMentions(text, detectLanguage(text));
    return spans.flatMap(({ start, end }) => {
      const mention = text.slice(start, end);
      if (seen.has(mention)) return [];
      seen.add(mention);
      return [{ text: mention, rating, isOnly: spans.length === 1 }];
    });
  });
}

/** Least probability of a label that the first stage gives away. */
const SAFE = 0.8;
const DISTILLED_WEIGHT = 0.3;

/** Mentions whose sentiment the first stage is sure of, where the stars do not speak against it. */
export function distilSentiments(
  mentions: readonly StarredMention[],
  shares: Float32Array,
): Example[] {
  return mentions.flatMap(({ text, rating }, index) => {
    const own = shares.subarray(index * 3, index * 3 + 3);
    const prior = rating >= 4 ? [0.6, 1, 1.4] : rating <= 2 ? [1.4, 1, 0.5] : [1, 1, 1];
    const weighed = own.map((share, at) => share * prior[at]!);
    const total = weighed.reduce((sum, share) => sum + share, 0);
    const label = bestAmong(weighed, [0, 1, 2]);
    if (weighed[label]! / total < SAFE) return [];
    return [{ text, label, weight: DISTILLED_WEIGHT, source: "starred mentions" }];
  });
}

/** Mentions whose kind the first stage is sure of; more is asked where the stars speak against it. */
export function distilKinds(mentions: readonly StarredMention[], shares: Float32Array): Example[] {
  return mentions.flatMap(({ text, rating }, index) => {
    const own = shares.subarray(index * KINDS.length, (index + 1) * KINDS.length);
    const label = bestAmong(
      own,
      KINDS.map((_, at) => at),
    );
    const kind: Kind = KINDS[label]!;
    const isDoubtful = (kind === "praise" && rating <= 2) || (kind === "complaint" && rating === 5);
    if (own[label]! < (isDoubtful ? 0.95 : SAFE)) return [];
    return [{ text, label, weight: DISTILLED_WEIGHT, source: "starred mentions" }];
  });
}

/** Settings of one model beside those of both. */
interface ModelOptions extends BuildOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whether the validation texts are learned from too, once they have chosen epoch and temperature. */
  readonly isFinal?: boolean;
}

export async function build(
  examples: readonly Example[],
  labels: readonly (Kind | Sentiment)[],
  { recipe, report, metadata, isFinal = false }: ModelOptions,
): Promise<BuiltReader> {
  const train = examples.filter(({ text }) => !isForValidation(text));
  const validation = examples.filter(({ text }) => isForValidation(text));
  report?.(`  ${train.length} texts to train on, ${validation.length} to validate`);
  const onEpoch = (epoch: number, loss: number, accuracy: number) =>
    report?.(
      `  epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %`,
    );
  const first = await fitClassifier(columns(train), labels.length, recipe, {
    validation: columns(validation),
    onEpoch,
  });
  const { epoch: stopAfter, temperature } = first;
  const trained = isFinal
    ? await fitClassifier(columns(examples), labels.length, recipe, { stopAfter, temperature })
    : first;
  const counts: Record<string, number> = {};
  for (const { source } of examples) counts[source] = (counts[source] ?? 0) + 1;
  return { bytes: encodeClassifier(trained, labels, metadata), trained, examples: counts };
}

function columns(examples: readonly Example[]) {
  return {
    texts: hashTexts(examples.map(({ text }) => text)) as HashedTexts,
    labels: Int32Array.from(examples, ({ label }) => label),
    weights: Float32Array.from(examples, ({ weight }) => weight),
  };
}
