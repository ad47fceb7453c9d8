// Intents as the desk offers them: drafted, named, answered, recognised, taken away.
import { type IntentPlan, intentsAsCsv, intentsAsFile } from "@heed/core";
import type { IntentsView } from "@heed/core/api";
import { planIntent, readIntents } from "../intents/read-intents.ts";
import { lastRecogniser, recogniseIntent, trainRecogniser } from "../intents/train-recogniser.ts";
import type { DeskContext } from "./desk-context.ts";

export function intentsDesk(context: DeskContext) {
  const { workspace, now } = context;
  const read = () => context.changes.remember("intents", () => readIntents(workspace));
  const view = async (): Promise<IntentsView> => {
    const [{ intents, left }, recogniser] = await Promise.all([
      read(),
      lastRecogniser(workspace.records),
    ]);
    const questions = intents.flatMap(({ utterances }) =>
      utterances.filter(({ origin }) => origin === "quoted"),
    ).length;
    return {
      intents: intents as unknown as IntentsView["intents"],
      left: left.map(({ reason, question: { mentionId, text, language, themeId } }) => ({
        reason,
        question: { mentionId, text, language, themeId },
      })),
      recogniser: recogniser as IntentsView["recogniser"],
      isStale: recogniser !== null && recogniser.questions !== questions,
    };
  };
  return {
    getIntents: view,
    planIntent: async (
      themeId: string,
      change: { readonly [Field in keyof IntentPlan]?: IntentPlan[Field] | undefined },
    ) => {
      await planIntent(workspace.records, themeId, change);
      context.changes.note();
      return view();
    },
    trainRecogniser: async (signal?: AbortSignal) => {
      await trainRecogniser(workspace, await read(), { now, signal });
      return view();
    },
    recogniseIntent: (text: string) => recogniseIntent(workspace, text),
    exportIntents: async (format: "json" | "csv") => {
      const { intents } = await read();
      if (format === "csv") return `\ufeff${intentsAsCsv(intents)}`;
      const recogniser = await lastRecogniser(workspace.records);
      return `${JSON.stringify(intentsAsFile(intents, recogniser?.report ?? null), null, 2)}\n`;
    },
  };
}
