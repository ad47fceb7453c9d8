// What helps to decide, as the desk offers it: priorities, gold sets, the opportunity tree, intents.
import { type PriorityMethod, type PrioritySettings, prioritise, type ThemeId } from "@heed/core";
import type { PrioritiesView } from "@heed/core/api";
import {
  changeGuesses,
  readPriorityInputs,
  savePrioritySettings,
} from "../priorities/keep-priorities.ts";
import { statementsFor } from "./browse-feedback.ts";
import type { DeskContext } from "./desk-context.ts";
import { goldDesk } from "./gold-desk.ts";
import { intentsDesk } from "./intents-desk.ts";
import { treeDesk } from "./tree-desk.ts";

interface PriorityAsk {
  readonly method?: PriorityMethod | undefined;
  readonly seed?: number | undefined;
  readonly draws?: number | undefined;
}

export function decisionsDesk(context: DeskContext) {
  const { records } = context.workspace;
  return {
    ...goldDesk(context),
    ...intentsDesk(context),
    ...treeDesk(context),
    getPriorities: async ({ method = "rice", seed = 1, draws = 2_000 }: PriorityAsk) => {
      const { items, settings } = await readPriorityInputs(records, await statementsFor(context));
      const { rows, robustness } = prioritise(items, settings, method, { seed, draws });
      return {
        ...{ items, settings, method, robustness },
        rows: rows.map(({ item, place, score }) => ({
          ...{ themeId: item.themeId, needId: item.needId, place, score },
        })),
      } as unknown as PrioritiesView;
    },
    putGuesses: async (themeId: ThemeId, changes: Readonly<Record<string, number | null>>) => {
      const guesses = await changeGuesses(records, themeId, changes);
      context.changes.note();
      return { themeId, guesses: guesses as Record<string, number> };
    },
    putPrioritySettings: async (settings: PrioritySettings) => {
      const saved = await savePrioritySettings(records, settings);
      context.changes.note();
      return { ...saved, criteria: [...saved.criteria] };
    },
  };
}
