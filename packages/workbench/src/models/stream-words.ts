// Answers in words, piece by piece, under the same care as whole answers; once words were handed on nothing is repeated.
import { type Capability, HeedError, NO_USAGE, type TextRequest, Unavailable } from "@heed/core";
import { hostOf, type ModelReply, type ModelTurn, streamEndpoint } from "@heed/text";
import { type ChosenModel, type CleanRequest, planCall } from "./call-plan.ts";
import {
  type CallPlan,
  estimateUsage,
  isWorthRepeating,
  type ModelCaller,
  type OpenCall,
} from "./model-caller.ts";

const MOST_ATTEMPTS = 4;

/** Words of the first of the chosen models that begins to answer. */
export async function* streamWords(
  chosen: readonly ChosenModel[],
  capability: Capability,
  request: CleanRequest<TextRequest>,
  caller: ModelCaller,
): AsyncGenerator<string> {
  const turns: ModelTurn[] = [{ role: "user", content: request.content }];
  let last: unknown;
  for (const one of chosen) {
    const plan = planCall(one, capability, request, { turns });
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      let begun = false;
      try {
        for await (const piece of streamOnce(plan, request, turns, caller)) {
          begun = true;
          yield piece;
        }
        return;
      } catch (error) {
        if (begun || !HeedError.is(error) || error.code === "budget-reached") throw error;
        last = error;
        if (!isWorthRepeating(error)) break;
        if (attempt < MOST_ATTEMPTS) await caller.backOff(plan, error, attempt);
      }
    }
  }
  throw last;
}

async function* streamOnce(
  plan: CallPlan,
  request: TextRequest,
  turns: readonly ModelTurn[],
  caller: ModelCaller,
): AsyncGenerator<string> {
  // A reader who stops reading ends the call too.
  const stop = new AbortController();
  const signal = AbortSignal.any([plan.signal, stop.signal]);
  const leave = await caller.gate(plan.provider).enter(signal);
  let call: OpenCall | null = null;
  let words = "";
  try {
    call = await caller.open(plan);
    const endpoint = await caller.endpoint(plan, call);
    const { instructions, maxOutputTokens } = request;
    const stream = streamEndpoint(endpoint, { instructions, turns, maxOutputTokens, signal });
    for (;;) {
      const { value, done } = await stream.next();
      if (done === true) {
        if (value.ending !== "complete" || value.text === "") throw notWhole(plan, value);
        const usage = value.usage ?? estimateUsage(plan, words);
        await caller.close(plan, call, { status: "answered", usage, error: null });
        call = null;
        return;
      }
      words += value;
      yield value;
    }
  } catch (error) {
    if (call !== null) await caller.closeFailed(plan, call, error, words);
    call = null;
    throw error;
  } finally {
    stop.abort();
    if (call !== null)
      await caller.close(plan, call, {
        status: "cancelled",
        usage: words === "" ? NO_USAGE : estimateUsage(plan, words),
        error: "cancelled",
      });
    leave();
  }
}

const NOT_WHOLE = {
  length: ["answer-cut", "reached the longest answer that was allowed"],
  refused: ["answer-refused", "was not allowed to go on by its provider"],
  broken: ["answer-broken-off", "broke off in its answer"],
} as const;

function notWhole({ provider }: CallPlan, { text, ending }: ModelReply): Unavailable {
  if (text === "" && ending === "complete")
    return new Unavailable("empty-answer", `${hostOf(provider)} answered with no words.`, {
      retryable: true,
      hint: "Try again, or choose another model.",
    });
  const [code, why] = NOT_WHOLE[ending === "complete" ? "broken" : ending];
  return new Unavailable(code, `${hostOf(provider)} ${why}.`, {
    hint: "The words so far are not the whole answer. Try again, or choose another model.",
  });
}
