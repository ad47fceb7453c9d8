// Screens for a specification's stories by a large model: a structure of a closed list, held to the stories it was shown; a program draws.
import {
  type LanguageModel,
  settlePlan,
  WIRE_ELEMENTS,
  WIRE_REGIONS,
  WIREFRAME_LIMITS,
  type WireframePlan,
  wireframeFaults,
} from "@heed/core";
import { z } from "zod";
import { loadPrompt } from "./load-prompt.ts";

/** A story as a model is shown it. */
export interface ShownStory {
  /** Claim id. */
  readonly id: string;
  readonly words: string;
  readonly done: readonly string[];
}

export interface ProposedWireframe {
  readonly plan: WireframePlan;
  readonly model: { readonly name: string; readonly version: string };
}

// Lengths are judged by `wireframeFaults`, which says where; these only bound what is read at all.
const label = z.strictObject({ en: z.string().max(300), zh: z.string().max(300) });
const schema = z.strictObject({
  screens: z
    .array(
      z.strictObject({
        title: label,
        story: z.string().max(40),
        regions: z
          .array(
            z.strictObject({
              name: z.enum(WIRE_REGIONS),
              elements: z
                .array(
                  z.strictObject({
                    kind: z.enum(WIRE_ELEMENTS),
                    label,
                    story: z.string().max(40),
                  }),
                )
                .max(WIREFRAME_LIMITS.elements),
            }),
          )
          .max(WIREFRAME_LIMITS.regions),
      }),
    )
    .max(WIREFRAME_LIMITS.screens),
});

/** Proposes screens, asked once more when something is wrong. @throws `answer-unusable` when it is wrong twice. */
export async function proposeWireframe(
  model: LanguageModel,
  { title, stories }: { readonly title: string; readonly stories: readonly ShownStory[] },
  signal?: AbortSignal,
): Promise<ProposedWireframe> {
  const prompt = loadPrompt("propose-wireframe", 1);
  const ids = new Set(stories.map(({ id }) => id));
  const { value, model: answered } = await model.answer({
    purpose: "propose-wireframe",
    name: "wireframe",
    instructions: prompt.words,
    content: [{ type: "text", text: JSON.stringify({ title, stories }, null, 1) }],
    maxOutputTokens: 12_000,
    schema,
    check: (plan) => wireframeFaults(plan, ids),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    plan: settlePlan(value),
    model: { name: answered, version: `${prompt.name}.${prompt.version}` },
  };
}
