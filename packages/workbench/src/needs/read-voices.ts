// Makes voices of analysed items: who speaks, when, under which segments, and what their account is worth.
import {
  type FeedbackItem,
  type ItemFacts,
  type ThemeAssignment,
  type Voice,
  weekOf,
} from "@heed/core";
import { accountColumns, readAccount } from "./read-account.ts";

export interface VoiceOptions {
  /** IANA zone in which weeks are cut. Default UTC. */
  readonly timeZone?: string;
  /** Worth of an account by its plan, for items whose export names no revenue; plans by their name in lower case. */
  readonly planWeights?: Readonly<Record<string, number>>;
}

/** Columns that carry a dimension under the name by which it is compared; others keep their own name. */
const DIMENSION_NAMES: Readonly<Record<string, string>> = {
  "app version": "version",
  os: "platform",
  "operating system": "platform",
  "subscription plan": "plan",
  tier: "plan",
  territory: "country",
  storefront: "country",
  region: "country",
  "product type": "platform",
  平台: "platform",
  系统: "platform",
  套餐: "plan",
  会员: "plan",
  国家: "country",
  地区: "country",
  版本: "version",
  渠道: "channel",
};
// The language is told from the words, not from what an export claims; a rating is an outcome, not a segment.
const NO_SEGMENT = new Set(["language", "lang", "locale", "rating", "score", "stars", "语言"]);
const LONGEST_VALUE = 60;
// Store exports name the platform in the column from which others take the channel.
const PLATFORM =
  /^(ios|ipados|iphone|ipad|android|windows|mac|macos|osx|linux|web|harmonyos|鸿蒙|安卓|苹果)$/i;

type ReadFacts = Iterable<Pick<ItemFacts, "item" | "mentions">>;

/** Voices of every mention that was read; spam has no voice. */
export function readVoices(facts: ReadFacts, options: VoiceOptions = {}): Voice[] {
  return createVoiceReader(options)(facts);
}

/** The same, page by page. */
export function createVoiceReader(options: VoiceOptions = {}): (facts: ReadFacts) => Voice[] {
  const week = weekOf(options.timeZone ?? "UTC");
  const describe = createDescriber(options);
  return (facts) => voicesOf(facts, week, describe);
}

function voicesOf(
  facts: ReadFacts,
  week: ReturnType<typeof weekOf>,
  describe: ReturnType<typeof createDescriber>,
): Voice[] {
  const voices: Voice[] = [];
  for (const { item, mentions } of facts) {
    if (item.spam != null) continue;
    const shared = {
      ...describe(item),
      weekDate: item.writtenAt === null ? null : week(item.writtenAt),
    };
    for (const { mention, reading, assignment } of mentions) {
      if (reading === null) continue;
      voices.push({
        mentionId: mention.id,
        themeId: themeOf(assignment),
        kind: reading.kind,
        sentimentScore: reading.sentimentScore,
        ...shared,
      });
    }
  }
  return voices;
}

function themeOf(assignment: ThemeAssignment | null): Voice["themeId"] {
  return assignment?.themeId ?? null;
}

function createDescriber(options: VoiceOptions) {
  const columns = new Map<string, string | null>();
  const dimensionOf = (column: string): string | null => {
    const known = columns.get(column);
    if (known !== undefined) return known;
    const name = column.normalize("NFKC").trim().toLowerCase().replaceAll("_", " ");
    const isValue = accountColumns.isMoney(name) || accountColumns.isAccount(name);
    const dimension = isValue || NO_SEGMENT.has(name) ? null : (DIMENSION_NAMES[name] ?? name);
    columns.set(column, dimension);
    return dimension;
  };
  return (item: FeedbackItem) => {
    const person = item.authorKey ?? item.duplicateOf ?? item.id;
    return {
      person,
      anonymous: item.authorKey === null,
      language: item.language,
      writtenAt: item.writtenAt,
      rival: item.rival ?? null,
      segments: segmentsOf(item, dimensionOf),
      account: readAccount(item, person, options.planWeights ?? {}),
    };
  };
}

function segmentsOf(
  item: FeedbackItem,
  dimensionOf: (column: string) => string | null,
): Record<string, string> {
  const segments: Record<string, string> = { language: item.language, source: item.source };
  for (const column in item.properties) {
    const dimension = dimensionOf(column);
    const value = item.properties[column]!.trim();
    if (dimension === null || value === "" || value.length > LONGEST_VALUE) continue;
    segments[dimension] ??= value;
  }
  if (item.channel !== null)
    segments[PLATFORM.test(item.channel) ? "platform" : "channel"] ??= item.channel;
  if (item.appVersion !== null) segments.version = item.appVersion;
  return segments;
}
