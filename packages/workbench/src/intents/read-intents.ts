// Intents of a workspace: the questions people ask, by theme, with what people decided about each.
import {
  type AskedQuestion,
  type DraftedIntents,
  draftIntents,
  type IntentPlan,
  leafThemes,
  NotFound,
  quote,
  type RecordStore,
} from "@heed/core";
import { createSeededRandom } from "@heed/stats";
import { personOf } from "../desk/describe-feedback.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

export interface ReadIntents extends DraftedIntents {
  /** Words that are no questions, drawn by a seed: what a recogniser should not answer. */
  readonly others: readonly string[];
}

/** Other words that are held against a recogniser, at most. */
const MOST_OTHERS = 300;
const SEED = 1;

/** Drafts the intents of what was analysed; questions about rivals and repeats are left aside. */
export async function readIntents({
  records,
  facts,
}: Pick<Workspace, "records" | "facts">): Promise<ReadIntents> {
  const plans = await readIntentPlans(records);
  const themes = leafThemes(await records.themes()).filter(({ hidden }) => hidden !== true);
  const questions: AskedQuestion[] = [];
  const others: string[] = [];
  const random = createSeededRandom(SEED);
  let seen = 0;
  for await (const page of facts.itemFacts()) {
    for (const { item, mentions } of page) {
      if (item.rival != null || item.duplicateOf !== null) continue;
      for (const { mention, reading, assignment } of mentions) {
        const text = quote(item.text, mention);
        if (reading?.kind === "question") {
          const themeId = assignment?.themeId ?? null;
          const { id: mentionId } = mention;
          questions.push({
            mentionId,
            text,
            language: item.language,
            person: personOf(item),
            themeId,
          });
        } else if (reading !== null) {
          const place = seen < MOST_OTHERS ? seen : random.integer(seen + 1);
          seen += 1;
          if (place < MOST_OTHERS) others[place] = text;
        }
      }
    }
  }
  return { ...draftIntents(questions, themes, plans), others };
}

async function readIntentPlans(records: RecordStore): Promise<Map<string, IntentPlan>> {
  const kept = await records.kept.list("intent");
  return new Map(kept.map(({ id, record }) => [id, record as IntentPlan]));
}

/** Keeps a name, an answer, or that an intent is left out; what is not given stays. @throws `theme-not-found` */
export async function planIntent(
  records: RecordStore,
  themeId: string,
  change: { readonly [Field in keyof IntentPlan]?: IntentPlan[Field] | undefined },
): Promise<IntentPlan> {
  if (!(await records.themes()).some(({ id }) => id === themeId))
    throw new NotFound("theme-not-found", `There is no theme ${themeId}.`, {
      hint: "List the intents with their themes: heed intents",
      zh: { message: `没有主题 ${themeId}。`, hint: "查看意图及其主题：heed intents" },
    });
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const plan = await records.kept.change("intent", themeId, (before) => ({
    ...(before as IntentPlan | undefined),
    ...given,
  }));
  return plan as IntentPlan;
}
