// Models that the user keeps in a folder of their own machine, and what each kind of them can do.
import { z } from "zod";
import type { Capability } from "./capability.ts";

/** Kinds of local models that Heed runs, as transformers.js names their pipelines. */
export const LOCAL_TASKS = [
  "feature-extraction",
  "text-classification",
  "automatic-speech-recognition",
  "translation",
  "text-to-speech",
  "image-to-text",
  "image-classification",
  "object-detection",
] as const;
export type LocalTask = (typeof LOCAL_TASKS)[number];

/**
 * Capability that a kind stands in for in the pipeline; null where it is run by hand alone: a caption is not what a user
 * said, and other people's labels are not kinds of mentions.
 */
export const LOCAL_CAPABILITIES: Readonly<Record<LocalTask, Capability | null>> = {
  "feature-extraction": "embed",
  "automatic-speech-recognition": "transcribe",
  translation: "translate",
  "text-to-speech": "speak",
  "text-classification": null,
  "image-to-text": null,
  "image-classification": null,
  "object-detection": null,
};

/** Precision of a model file, as transformers.js names it: `onnx/model.onnx` is fp32, `model_quantized.onnx` q8. */
export const LOCAL_PRECISIONS = ["fp32", "fp16", "q8", "q4", "q4f16", "int8", "uint8"] as const;

export const localModelSchema = z.strictObject({
  /** Name that choices use after `local/`. */
  id: z.string().regex(/^[a-zA-Z0-9][\w.-]{0,99}$/),
  task: z.enum(LOCAL_TASKS),
  /** Absolute path. */
  folder: z.string().min(1),
  precision: z.enum(LOCAL_PRECISIONS),
});
export type LocalModel = z.infer<typeof localModelSchema>;

const BY_ARCHITECTURE: readonly (readonly [RegExp, LocalTask])[] = [
  [/ForSequenceClassification$/, "text-classification"],
  [/ForCTC$|^Whisper|^Moonshine/, "automatic-speech-recognition"],
  [/^VisionEncoderDecoder/, "image-to-text"],
  [/ForObjectDetection$/, "object-detection"],
  [/ForImageClassification$/, "image-classification"],
  [/^Marian/, "translation"],
  [/^Vits|^SpeechT5ForTextToSpeech/, "text-to-speech"],
  [/^(?!.*(?:T5|ViT|CLIP|Speech|Wav2Vec)).*(?:Model|ForMaskedLM)$/, "feature-extraction"],
];

/** Kind of a model by the architectures in its `config.json`; null when none is known. */
export function localTaskOf(architectures: readonly string[]): LocalTask | null {
  for (const name of architectures) {
    const found = BY_ARCHITECTURE.find(([pattern]) => pattern.test(name));
    if (found !== undefined) return found[1];
  }
  return null;
}
