// A text read aloud by the model that the user chose for it: MP3 from an endpoint, WAV from a model of this machine.
import { chosenLocalModel, type LocalModel, NO_USAGE } from "@heed/core";
import { redact, speakEndpoint } from "@heed/text";
import type { LocalModels } from "./local-models.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";
import { encodeWav } from "./sound-samples.ts";

/** Characters that one request takes with every provider known. */
const LONGEST = 4_000;
/** Characters that a local voice reads at once. */
const LOCAL_LONGEST = 200;
const never = new AbortController().signal;

/** Reads a text aloud; a long one in parts at the ends of its lines, which MP3 allows to be joined. */
export async function speakText(
  { caller, local }: Pick<Models, "caller" | "local">,
  text: string,
  options: { readonly voice?: string; readonly signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const beside = chosenLocalModel(caller.options.settings, "speak");
  if (beside !== null) return speakBeside(local, beside, text, options.signal);
  const { provider, model } = chosenFor("speak", caller)[0]!;
  const spoken: Uint8Array[] = [];
  const { text: clean, redactions } = redact(text);
  for (const part of partsOf(clean)) {
    const { reply } = await caller.send<Uint8Array>({
      ...{ provider, model, capability: "speak", purpose: "speak" },
      size: { texts: [part], images: 0 },
      mostOutputTokens: 0,
      redacted: spoken.length === 0 ? redactions.length : 0,
      signal: options.signal ?? never,
      run: (endpoint, signal) =>
        speakEndpoint(endpoint, part, { voice: options.voice ?? "alloy", signal }),
      // Providers charge for the characters that are read and tell no usage; a token stands for each of them here.
      measure: () => ({
        usage: { ...NO_USAGE, inputTokens: part.length, isEstimate: true },
        words: "",
      }),
    });
    spoken.push(reply);
  }
  return Buffer.concat(spoken);
}

/** A local voice reads sentence by sentence. */
async function speakBeside(
  local: LocalModels,
  model: LocalModel,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const spoken: Float32Array[] = [];
  let rate = 16_000;
  for (const part of partsOf(text, LOCAL_LONGEST)) {
    const said = await local.run<{ audio: Float32Array; sampling_rate: number }>(
      model,
      part,
      {},
      signal,
    );
    spoken.push(said.audio);
    rate = said.sampling_rate;
  }
  return encodeWav(spoken, rate);
}

function partsOf(text: string, longest = LONGEST): string[] {
  const parts: string[] = [];
  let part = "";
  for (const line of text.match(/[^\n.。！？!?]*[\n.。！？!?]*/g) ?? []) {
    for (let at = 0; at < line.length; at += longest) {
      const piece = line.slice(at, at + longest);
      if (part.length + piece.length > longest) {
        parts.push(part);
        part = "";
      }
      part += piece;
    }
  }
  return [...parts, part].filter((piece) => piece.trim() !== "");
}
