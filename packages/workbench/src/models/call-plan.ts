// What a request about words and images will send: without private values, and with its size known beforehand.
import type { Capability, ModelContent, ModelProvider, TextRequest } from "@heed/core";
import { type ModelTurn, redact } from "@heed/text";
import type { CallPlan } from "./model-caller.ts";

/** A model of a provider. */
export interface ChosenModel {
  readonly provider: ModelProvider;
  readonly model: string;
}

const never = new AbortController().signal;

/** A request without private values, and how many were taken out. */
export type CleanRequest<Request extends TextRequest> = Request & { readonly redacted: number };

/** Takes private values out of everything that a request says. */
export function withoutPrivateValues<Request extends TextRequest>(
  request: Request,
): CleanRequest<Request> {
  let redacted = 0;
  const clean = (text: string) => {
    const found = redact(text);
    redacted += found.redactions.length;
    return found.text;
  };
  const content = request.content.map((part) =>
    part.type === "text" ? { ...part, text: clean(part.text) } : part,
  );
  return { ...request, content, instructions: clean(request.instructions), redacted };
}

/** The plan of a call that shows words and images. */
export function planCall(
  { provider, model }: ChosenModel,
  capability: Capability,
  request: CleanRequest<TextRequest>,
  {
    turns,
    extra = [],
  }: { readonly turns: readonly ModelTurn[]; readonly extra?: readonly string[] },
): CallPlan {
  const shown = turns.flatMap((turn) =>
    turn.role === "user" ? turn.content.map(textOf) : [turn.text],
  );
  const images = turns.flatMap((turn) =>
    turn.role === "user"
      ? turn.content.flatMap((part) => (part.type === "image" ? [part] : []))
      : [],
  );
  const bytes = images.reduce((sum, image) => sum + image.bytes.length, 0);
  return {
    ...{ provider, model, capability, purpose: request.purpose, redacted: request.redacted },
    size: { texts: [request.instructions, ...shown, ...extra], images: images.length, bytes },
    mostOutputTokens: request.maxOutputTokens,
    signal: request.signal ?? never,
  };
}

function textOf(content: ModelContent): string {
  return content.type === "text" ? content.text : "";
}
