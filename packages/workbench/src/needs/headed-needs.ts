// Needs with what heads them: their statements' words, and who gave their names.
import {
  type FactStore,
  type Headline,
  headlineOf,
  type NamedBy,
  type Need,
  namedByOf,
  type RecordStore,
  type Theme,
} from "@heed/core";
import {
  readStatements,
  type SpokenStatements,
  type StatementsOf,
} from "../themes/keep-statements.ts";

export interface HeadedNeed extends Need {
  readonly statement: SpokenStatements;
  readonly namedBy: NamedBy;
}

/** The needs of a conclusion with the statements that stand for them today. */
export async function headNeeds(
  records: Pick<RecordStore, "setting">,
  facts: Pick<FactStore, "items" | "assignments">,
  { needs, themes }: { readonly needs: readonly Need[]; readonly themes: readonly Theme[] },
): Promise<{ readonly needs: HeadedNeed[]; readonly statementsOf: StatementsOf }> {
  const statementsOf = await readStatements(records, facts);
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  return {
    needs: needs.map((need) => ({
      ...need,
      statement: statementsOf(need.themeId).need,
      namedBy: namedByOf(byId.get(need.themeId) ?? {}),
    })),
    statementsOf,
  };
}

/** What heads a need in both languages. */
export function bothHeadlines(need: HeadedNeed): { readonly en: Headline; readonly zh: Headline } {
  return { en: headlineOf(need, "en"), zh: headlineOf(need, "zh") };
}
