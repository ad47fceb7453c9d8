// The door to large models: redacts, looks whether the answer is kept, asks the models in order, and keeps what they say.
import { hash } from "node:crypto";
import {
  type AnswerCache,
  type Capability,
  Conflict,
  chosenModels,
  HeedError,
  type LanguageModel,
  type ModelAnswer,
  NO_USAGE,
  NotFound,
  type StructuredRequest,
  type TextRequest,
} from "@heed/core";
import { answerForm, askEndpoint, type ModelReply, structuredAnswer } from "@heed/text";
import {
  type ChosenModel,
  type CleanRequest,
  planCall,
  withoutPrivateValues,
} from "./call-plan.ts";
import type { ModelCaller } from "./model-caller.ts";
import { streamWords } from "./stream-words.ts";

export interface DoorOptions {
  readonly caller: ModelCaller;
  /** Where answers are kept; nowhere when null. */
  readonly cache: AnswerCache | null;
}

/** For how long a model that did not answer is passed over when there is another, in milliseconds. */
const PASSED_OVER = 60_000;
const never = new AbortController().signal;

/** The models chosen for a capability as one. @throws `no-model` when none was chosen. */
export function openLanguageModel(capability: Capability, options: DoorOptions): LanguageModel {
  const { caller, cache } = options;
  const chosen = chosenFor(capability, caller);
  const failedAt = new Map<string, number>();
  const { monotonic } = caller.options.clock;
  const isDown = (name: string) => (failedAt.get(name) ?? -Infinity) > monotonic() - PASSED_OVER;

  /** Asks one model after another until one answers. */
  const inOrder = async <Result>(ask: (one: ChosenModel) => Promise<Result>): Promise<Result> => {
    let last: unknown;
    const up = chosen.filter((one) => !isDown(nameOf(one)));
    for (const one of up.length > 0 ? up : chosen) {
      try {
        return await ask(one);
      } catch (error) {
        if (!HeedError.is(error) || error instanceof Conflict) throw error;
        if (error.retryable) failedAt.set(nameOf(one), monotonic());
        last = error;
      }
    }
    throw last;
  };

  return {
    name: nameOf(chosen[0]!),
    answer: (request) => {
      const clean = withoutPrivateValues(request);
      return inOrder((one) => answerKept(one, capability, clean, caller, cache));
    },
    write: (request) => streamWords(chosen, capability, withoutPrivateValues(request), caller),
  };
}

/** @throws `no-model` when nobody chose one. */
export function chosenFor(capability: Capability, { options }: ModelCaller): ChosenModel[] {
  const chosen = chosenModels(options.settings, capability);
  if (chosen.length > 0) return chosen;
  throw new NotFound("no-model", `No model is chosen for "${capability}".`, {
    hint: `Add one and choose it: heed models add PRESET, then heed models use ${capability} PROVIDER/MODEL`,
    zh: {
      message: `尚未为“${capability}”选择模型。`,
      hint: `请先添加再选择：heed models add 预设名，然后 heed models use ${capability} 服务/模型`,
    },
  });
}

async function answerKept<Value>(
  one: ChosenModel,
  capability: Capability,
  request: CleanRequest<StructuredRequest<Value>>,
  caller: ModelCaller,
  cache: AnswerCache | null,
): Promise<ModelAnswer<Value>> {
  const key = cacheKey(one, request);
  const model = nameOf(one);
  const kept = usable(request, await cache?.get(key));
  if (kept !== null) {
    await recordKept(one, capability, request, caller);
    return { value: kept.value, model, usage: NO_USAGE, isCached: true, isRepaired: false };
  }
  const signal = request.signal ?? never;
  const checked = await structuredAnswer(request, async (turns, form) => {
    const question = { ...request, turns, form, signal };
    const { reply, usage } = await caller.send<ModelReply>({
      ...planCall(one, capability, request, { turns, extra: [JSON.stringify(form)] }),
      measure: ({ usage, text }) => ({ usage, words: text }),
      run: (endpoint, signal) => askEndpoint(endpoint, { ...question, signal }),
    });
    return { ...reply, usage };
  });
  await cache?.put(key, { value: checked.value });
  const usage = checked.usages.reduce((sum, one) => ({
    inputTokens: sum.inputTokens + one.inputTokens,
    cachedInputTokens: sum.cachedInputTokens + one.cachedInputTokens,
    outputTokens: sum.outputTokens + one.outputTokens,
    seconds: sum.seconds + one.seconds,
    isEstimate: sum.isEstimate || one.isEstimate,
  }));
  return { value: checked.value, model, usage, isCached: false, isRepaired: checked.isRepaired };
}

function nameOf({ provider, model }: ChosenModel): string {
  return `${provider.id}/${model}`;
}

/** The same question to the same model has the same key, whatever it is asked for. */
function cacheKey<Value>(
  { provider, model }: ChosenModel,
  request: CleanRequest<StructuredRequest<Value>>,
): string {
  const content = request.content.map((part) =>
    part.type === "text" ? part.text : [part.mediaType, hash("sha256", part.bytes)],
  );
  const asked = [
    ...[provider.kind, provider.baseUrl, model, provider.structure, provider.temperature],
    ...[request.instructions, content, request.maxOutputTokens, answerForm(request)],
  ];
  return hash("sha256", JSON.stringify(asked), "base64url");
}

/** What was kept may have been masked since, so it is checked like any answer. */
function usable<Value>(
  { schema, check }: StructuredRequest<Value>,
  kept: unknown,
): { value: Value } | null {
  const parsed = schema.safeParse((kept as { value?: unknown } | undefined)?.value);
  if (!parsed.success || (check?.(parsed.data) ?? []).length > 0) return null;
  return { value: parsed.data };
}

async function recordKept(
  { provider, model }: ChosenModel,
  capability: Capability,
  { purpose }: TextRequest,
  { options }: ModelCaller,
): Promise<void> {
  await options.ledger.record(
    {
      at: options.clock.now().toISOString(),
      ...{ purpose, capability, provider: provider.id, model, workspace: options.workspace },
      ...{ host: "", currency: null, bytesSent: 0, redacted: 0 },
    },
    {
      ...{ status: "cached", usage: NO_USAGE, cost: 0n, bytesReceived: 0 },
      ...{ attempts: 0, durationMs: 0, error: null },
    },
  );
}
