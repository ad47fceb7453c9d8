// A text read aloud by the model that the user chose for it, as MP3.
import { NO_USAGE } from "@heed/core";
import { redact, speakEndpoint } from "@heed/text";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";

/** Characters that one request takes with every provider known. */
const LONGEST = 4_000;
const never = new AbortController().signal;

/** Reads a text aloud; a long one in parts at the ends of its lines, which MP3 allows to be joined. */
export async function speakText(
  { caller }: Pick<Models, "caller">,
  text: string,
  options: { readonly voice?: string; readonly signal?: AbortSignal } = {},
): Promise<Uint8Array> {
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

function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const line of text.match(/[^\n.。！？!?]*[\n.。！？!?]*/g) ?? []) {
    for (let at = 0; at < line.length; at += LONGEST) {
      const piece = line.slice(at, at + LONGEST);
      if (part.length + piece.length > LONGEST) {
        parts.push(part);
        part = "";
      }
      part += piece;
    }
  }
  return [...parts, part].filter((piece) => piece.trim() !== "");
}
