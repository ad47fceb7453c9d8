// The digest told by a large model: the figures are the digest's own, the quotes are looked up in what is stored.
import type { Digest, DigestEntry, Need, ThemeName } from "@heed/core";
import { type DigestNeed, type ShownQuote, type WrittenDigest, writeDigest } from "@heed/text";
import { gatherQuotes } from "../needs/gather-quotes.ts";
import type { ReportLanguage } from "../report/words.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { Models } from "./open-models.ts";

/** Needs that a digest tells of, at most; and quotes shown for each. */
const MOST_NEEDS = 10;
const MOST_QUOTES = 5;

/** A sentence with the mentions that it rests on. */
export interface ToldSentence {
  readonly needId: string;
  readonly name: ThemeName;
  readonly text: string;
  /** Parts of stored quotes, each checked letter for letter. */
  readonly evidence: readonly { readonly mentionId: string; readonly words: string }[];
}

export interface ToldDigest {
  readonly sentences: readonly ToldSentence[];
  readonly model: WrittenDigest["model"];
  /** Changed needs that were left out, the lowest ranks. */
  readonly left: number;
}

export interface DigestSource {
  readonly digest: Digest;
  readonly needs: readonly Need[];
  readonly language: ReportLanguage;
  readonly signal?: AbortSignal;
}

/** Tells the digest's changes in sentences; null when nothing changed. @throws `answer-unusable` when evidence is wrong twice. */
export async function tellDigest(
  workspace: Pick<Workspace, "facts">,
  models: Models,
  { digest, needs, language, signal }: DigestSource,
): Promise<ToldDigest | null> {
  const entries = digest.entries.slice(0, MOST_NEEDS);
  if (entries.length === 0) return null;
  const byId = new Map(needs.map((need) => [need.id, need]));
  const wanted = entries.flatMap(({ needId }) => byId.get(needId)!.quotes.slice(0, MOST_QUOTES));
  const stored = await gatherQuotes(workspace.facts, wanted);
  const shown: DigestNeed[] = entries.map((entry) => ({
    id: entry.needId,
    name: entry.name[language],
    state: entry.state,
    facts: factsOf(entry, byId.get(entry.needId)!),
    quotes: byId
      .get(entry.needId)!
      .quotes.slice(0, MOST_QUOTES)
      .flatMap((id): ShownQuote[] => {
        const found = stored.get(id);
        return found === undefined ? [] : [{ id, text: found.text }];
      }),
  }));
  const model = models.languageModel("generate");
  const written = await writeDigest(model, shown, language, signal);
  return {
    model: written.model,
    left: digest.entries.length - entries.length,
    sentences: written.sentences.map(({ need, text, evidence }) => ({
      needId: need,
      name: byId.get(need as Need["id"])!.name,
      text,
      evidence: evidence.map((one) => ({ mentionId: one.quote, words: one.words })),
    })),
  };
}

function factsOf({ lastWeek, sinceDate, ratio }: DigestEntry, { people, rank }: Need): string[] {
  return [
    `${people} people voiced it in all`,
    `rank ${rank}`,
    `${lastWeek.people} people in the last week`,
    ...(lastWeek.expected === null ? [] : [`${lastWeek.expected.toFixed(1)} were to be expected`]),
    ...(sinceDate === null ? [] : [`since ${sinceDate}`]),
    ...(ratio?.value == null ? [] : [`${ratio.value.toFixed(1)} times the rate before`]),
  ];
}

/** A told digest as Markdown; each quote names the mention that it stands in. */
export function renderToldDigest(told: ToldDigest, language: ReportLanguage): string {
  const isEnglish = language === "en";
  const by = `${told.model.name} (${told.model.version})`;
  const lines = told.sentences.flatMap(({ name, text, evidence }) => [
    `**${oneLine(name[language])}** ${oneLine(text)}`,
    ...evidence.map(({ words, mentionId }) => `> ${oneLine(words)} (${mentionId})`),
    "",
  ]);
  const left =
    told.left === 0
      ? []
      : [isEnglish ? `${told.left} more needs changed.` : `另有 ${told.left} 项需求有变化。`, ""];
  const note = isEnglish
    ? `Words by ${by}; every figure was counted by Heed, every quote checked against the stored text.`
    : `文字由 ${by} 撰写；数字均由 Heed 统计，引文均已与存储原文核对。`;
  return `${[...lines, ...left, note].join("\n")}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
