// Whose vectors an analysis makes: the built-in embedder's, or those of the model that the user chose for `embed`.
import { type ChosenEncoder, chosenEncoder, noEncoder } from "../models/embed-texts.ts";
import { loadModelSettings } from "../models/model-settings-file.ts";
import type { Models } from "../models/open-models.ts";
import { type Encoding, type EncodingOptions, openEncoding } from "./encode-mentions.ts";

/** `chosen`: the model chosen for `embed` where there is one; `model`: the same, refused where there is none. */
export const EMBEDDERS = ["chosen", "built-in", "model"] as const;
export type EmbedderWish = (typeof EMBEDDERS)[number];

/** True when an analysis is to be made with a model chosen for `embed` in this home. @throws `no-model` where one is wished for and none chosen. */
export async function wantsEncoder(home: string, wish: EmbedderWish): Promise<boolean> {
  if (wish === "built-in") return false;
  const { choices } = await loadModelSettings(home);
  if ((choices.embed ?? []).length > 0) return true;
  if (wish === "model") throw noEncoder();
  return false;
}

/** The encoding by the model chosen for `embed`; null where none is. */
export function chosenEncoding(models: Models, options: EncodingOptions = {}): Encoding | null {
  const encoder: ChosenEncoder | null = chosenEncoder(models);
  return encoder === null ? null : openEncoding(models, encoder, options);
}
