// Statements of themes: chosen with every conclusion, kept as offsets, and told in the words that stand there today.
import {
  type FactStore,
  type ItemFacts,
  type ItemId,
  type MentionId,
  type RecordStore,
  type Statement,
  type Statements,
  statementsByTheme,
  type ThemeId,
  type ThemeStatements,
} from "@heed/core";
import type { StatementChooser } from "@heed/text";
import { gatherQuotes } from "../needs/gather-quotes.ts";

const KEY = "theme-statements";

export async function saveStatements(
  records: RecordStore,
  statements: readonly ThemeStatements[],
): Promise<void> {
  await records.saveSetting(KEY, JSON.stringify(statements));
}

/** The statements of the last conclusion; null in a workspace whose last analysis chose none yet. */
export async function loadStatements(
  records: Pick<RecordStore, "setting">,
): Promise<readonly ThemeStatements[] | null> {
  const stored = await records.setting(KEY);
  return stored === null ? null : (JSON.parse(stored) as ThemeStatements[]);
}

/** Lets an item's mentions speak for their themes; repeats, spam and words about rivals do not. */
export function hearStatements(
  chooser: StatementChooser,
  { item, mentions }: Pick<ItemFacts, "item" | "mentions">,
): void {
  if (item.duplicateOf !== null || item.spam != null || item.rival != null) return;
  for (const { mention, reading, assignment } of mentions) {
    if (reading === null || assignment?.themeId == null) continue;
    chooser.add({
      ...{ mentionId: mention.id, themeId: assignment.themeId, kind: reading.kind },
      ...{ text: item.text, start: mention.start, end: mention.end, language: item.language },
    });
  }
}

/** A statement's words, and where they stand. */
export interface StatementWords {
  readonly mentionId: MentionId;
  readonly itemId: ItemId;
  readonly text: string;
}

export interface SpokenStatements {
  readonly en: StatementWords | null;
  readonly zh: StatementWords | null;
}

export const UNSPOKEN: SpokenStatements = { en: null, zh: null };

/** Statements of a theme, and of the need that it makes. */
export type StatementsOf = (themeId: ThemeId) => {
  readonly theme: SpokenStatements;
  readonly need: SpokenStatements;
};

/**
 * The words of all statements. One whose item is gone or was edited, or whose mention stands in another theme by now, is left out:
 * the next conclusion finds another.
 */
export async function readStatements(
  records: Pick<RecordStore, "setting">,
  facts: Pick<FactStore, "items" | "assignments">,
): Promise<StatementsOf> {
  const kept = (await loadStatements(records)) ?? [];
  const mentionIds = kept.flatMap(({ need, praise }) =>
    [need.en, need.zh, praise.en, praise.zh].flatMap((one) => one?.mentionId ?? []),
  );
  if (mentionIds.length === 0) return () => ({ theme: UNSPOKEN, need: UNSPOKEN });
  const [quotes, assignments] = await Promise.all([
    gatherQuotes(facts, mentionIds),
    facts.assignments({ mentionIds }),
  ]);
  const themeOf = new Map(assignments.map(({ mentionId, themeId }) => [mentionId, themeId]));
  const byTheme = statementsByTheme(kept);
  return (themeId) => {
    const words = (statement: Statement | null): StatementWords | null => {
      if (statement === null || themeOf.get(statement.mentionId) !== themeId) return null;
      const { mentionId, start, end } = statement;
      const quote = quotes.get(mentionId);
      if (quote === undefined) return null;
      const from = Number(mentionId.split(".")[2]!.split("-")[0]);
      return { mentionId, itemId: quote.itemId, text: quote.text.slice(start - from, end - from) };
    };
    const spoken = ({ en, zh }: Statements) => ({ en: words(en), zh: words(zh) });
    const { theme, need } = byTheme(themeId);
    return { theme: spoken(theme), need: spoken(need) };
  };
}
