// What people say in a screenshot, word by word, by a model that sees.
import type { LanguageModel } from "@heed/core";
import { z } from "zod";
import { loadPrompt } from "./load-prompt.ts";

const messagesSchema = z.strictObject({
  messages: z.array(
    z.strictObject({
      text: z.string(),
      author: z.string().nullable(),
      rating: z.number().nullable(),
      date: z.string().nullable(),
    }),
  ),
});
/** One message in a screenshot. */
export type SeenMessage = z.infer<typeof messagesSchema>["messages"][number];

export interface Screenshot {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Reads a screenshot; an empty list where nobody says anything. */
export async function readScreenshot(
  model: LanguageModel,
  { bytes, mediaType }: Screenshot,
  signal?: AbortSignal,
): Promise<{ messages: SeenMessage[]; model: string }> {
  const answer = await model.answer({
    purpose: "read-screenshots",
    name: "messages",
    instructions: loadPrompt("read-screenshot", 1).words,
    content: [{ type: "image", mediaType, bytes }],
    maxOutputTokens: 6_000,
    schema: messagesSchema,
    check: ({ messages }) => messages.flatMap(faultsIn),
    ...(signal === undefined ? {} : { signal }),
  });
  return { messages: answer.value.messages, model: answer.model };
}

function faultsIn({ text, rating, date }: SeenMessage, index: number): string[] {
  const name = `Message ${index + 1}`;
  return [
    ...(text.trim() === "" ? [`${name} has no words.`] : []),
    ...(rating !== null && !(rating >= 1 && rating <= 5)
      ? [`${name} has no rating of 1 to 5.`]
      : []),
    ...(date !== null && !/^\d{4}-\d{2}-\d{2}$/.test(date)
      ? [`${name} has no day YYYY-MM-DD.`]
      : []),
  ];
}
