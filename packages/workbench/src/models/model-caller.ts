// Sends requests to models with care: in turn, within the budget, patiently, and written down whatever happens.
import {
  budgetUnits,
  type Capability,
  Conflict,
  costOf,
  formatPico,
  HeedError,
  InvalidInput,
  likelyTokens,
  type ModelLedger,
  type ModelProvider,
  type ModelSettings,
  type ModelUsage,
  mostInputTokens,
  NO_USAGE,
  priceOf,
  type RequestSize,
} from "@heed/core";
import { hostOf, type ModelEndpoint } from "@heed/text";
import { CallGate } from "./call-gate.ts";
import { guardedFetch, isLocalHost, type Traffic } from "./guarded-fetch.ts";

/** Time as the caller sees it, so that tests need none. */
export interface CallClock {
  /** UTC. */
  readonly now: () => Date;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1): spreads repeats of many callers. */
  readonly random: () => number;
}

export interface CallerOptions {
  readonly settings: ModelSettings;
  readonly ledger: ModelLedger;
  readonly findKey: (provider: ModelProvider) => Promise<string | null>;
  /** Folder of the workspace that calls are for; empty outside one. */
  readonly workspace: string;
  readonly clock: CallClock;
}

/** What is to be sent, to whom and why. */
export interface CallPlan {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly capability: Capability;
  readonly purpose: string;
  readonly size: RequestSize;
  readonly mostOutputTokens: number;
  /** Seconds of speech that are sent. */
  readonly seconds?: number;
  /** Private values that were taken out before. */
  readonly redacted: number;
  readonly signal: AbortSignal;
}

/** A call whose answer comes whole. */
export interface Sending<Reply> extends CallPlan {
  /** Sends once. */
  readonly run: (endpoint: ModelEndpoint, signal: AbortSignal) => Promise<Reply>;
  /** What it used as the provider said, or null; and the words of the answer, to count them where it did not. */
  readonly measure: (reply: Reply) => { usage: ModelUsage | null; words: string };
}

const MOST_ATTEMPTS = 6;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** Tokens that an image costs where the provider does not say. */
const LIKELY_IMAGE_TOKENS = 1_000;

/** A call in the accounts that has not ended. */
export interface OpenCall {
  readonly id: number;
  readonly beganAt: number;
  attempts: number;
  /** Traffic of the present attempt. */
  traffic: Traffic;
  sent: number;
  received: number;
}

export class ModelCaller {
  readonly options: CallerOptions;
  readonly #gates = new Map<string, CallGate>();

  constructor(options: CallerOptions) {
    this.options = options;
  }

  /** Sends until there is an answer, or no hope of one. @throws `budget-reached` before anything is sent. */
  async send<Reply>(sending: Sending<Reply>): Promise<{ reply: Reply; usage: ModelUsage }> {
    let call: OpenCall | null = null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.gate(sending.provider).pass(sending.signal, async () => {
          call ??= await this.open(sending);
          const reply = await sending.run(await this.endpoint(sending, call), sending.signal);
          const { usage: said, words } = sending.measure(reply);
          const usage = said ?? estimateUsage(sending, words);
          await this.close(sending, call, { status: "answered", usage, error: null });
          return { reply, usage };
        });
      } catch (error) {
        const failed = call as OpenCall | null;
        const isFinal = !isWorthRepeating(error) || attempt >= MOST_ATTEMPTS;
        if (failed !== null && (isFinal || failed.traffic.isAnswered)) {
          await this.closeFailed(sending, failed, error);
          call = null;
        }
        if (isFinal) throw error;
        await this.backOff(sending, error, attempt);
      }
    }
  }

  gate(provider: ModelProvider): CallGate {
    const { monotonic: now, wait } = this.options.clock;
    const known = this.#gates.get(provider.id);
    if (known !== undefined) return known;
    const { concurrency, perMinute } = provider;
    const gate = new CallGate({ concurrency, perMinute, now, wait });
    this.#gates.set(provider.id, gate);
    return gate;
  }

  /** Writes a call down and sets its most aside. */
  async open(sending: CallPlan): Promise<OpenCall> {
    const { settings, ledger, workspace, clock } = this.options;
    const { provider, model, capability, purpose, size, mostOutputTokens } = sending;
    // Without its key nothing can be sent, and nothing need be written down.
    await this.options.findKey(provider);
    const price = priceOf(provider, model);
    const money = settings.budgets.filter(({ unit }) => unit !== "tokens");
    if (price === null && money.length > 0)
      throw new InvalidInput(
        "price-unknown",
        `A budget of money is set, and the price of ${provider.id}/${model} is not known.`,
        {
          hint: `Say what it costs: heed models price ${provider.id}/${model} IN,OUT,CURRENCY`,
          zh: {
            message: `已设置金额预算，但不知道 ${provider.id}/${model} 的价格。`,
            hint: `请设置价格：heed models price ${provider.id}/${model} 输入,输出,币种`,
          },
        },
      );
    const foreign = price !== null && !money.some(({ unit }) => unit === price.currency);
    const most: ModelUsage = {
      ...NO_USAGE,
      inputTokens: mostInputTokens(size),
      outputTokens: mostOutputTokens,
      seconds: sending.seconds ?? 0,
    };
    const cost = price === null ? 0n : costOf(most, price);
    if (foreign && money.length > 0 && cost > 0n)
      throw new InvalidInput(
        "price-unknown",
        `${provider.id}/${model} is paid in ${price.currency}, and no budget is in that currency.`,
        {
          hint: `Set one: heed models budget ${price.currency} AMOUNT`,
          zh: {
            message: `${provider.id}/${model} 以 ${price.currency} 计价，而没有该币种的预算。`,
            hint: `请设置：heed models budget ${price.currency} 金额`,
          },
        },
      );
    const start = {
      at: clock.now().toISOString(),
      ...{ purpose, capability, provider: provider.id, model, workspace },
      host: hostOf(provider),
      currency: price?.currency ?? null,
      bytesSent: bytesOf(size),
      redacted: sending.redacted,
    };
    const opened = await ledger.open(start, {
      tokens: most.inputTokens + most.outputTokens,
      cost,
      budgets: new Map(settings.budgets.map(({ unit, most }) => [unit, budgetUnits(unit, most)])),
    });
    if ("refused" in opened) throw budgetReached(opened.refused, sending);
    const traffic = { sent: 0, received: 0, isAnswered: false };
    return {
      id: opened.id,
      beganAt: clock.monotonic(),
      attempts: 0,
      traffic,
      sent: 0,
      received: 0,
    };
  }

  /** The endpoint of the next attempt, whose traffic is counted. */
  async endpoint({ provider, model }: CallPlan, call: OpenCall): Promise<ModelEndpoint> {
    call.attempts += 1;
    call.received += call.traffic.received;
    call.traffic = { sent: 0, received: 0, isAnswered: false };
    const apiKey = await this.options.findKey(provider);
    const { kind, baseUrl, structure, temperature, limitField, timeoutMs } = provider;
    const rules = { allowLoopback: isLocalHost(baseUrl), timeoutMs };
    return {
      ...{ kind, baseUrl, structure, temperature, limitField, model, apiKey },
      fetch: guardedFetch(rules, call.traffic),
    };
  }

  async close(
    { provider, model }: CallPlan,
    call: OpenCall,
    end: {
      readonly status: "answered" | "failed" | "cancelled";
      readonly usage: ModelUsage;
      readonly error: string | null;
    },
  ): Promise<void> {
    const price = priceOf(provider, model);
    await this.options.ledger.close(call.id, {
      ...end,
      cost: price === null ? 0n : costOf(end.usage, price),
      bytesReceived: call.received + call.traffic.received,
      attempts: call.attempts,
      durationMs: this.options.clock.monotonic() - call.beganAt,
    });
  }

  /** An answer that had begun may be charged for, so it is counted; a request that was refused costs nothing. */
  async closeFailed(sending: CallPlan, call: OpenCall, error: unknown, words = ""): Promise<void> {
    const isStopped = sending.signal.aborted;
    const isCharged = call.traffic.isAnswered || (isStopped && call.attempts > 0);
    await this.close(sending, call, {
      status: isStopped ? "cancelled" : "failed",
      usage: isCharged ? estimateUsage(sending, words) : NO_USAGE,
      error: isStopped ? "cancelled" : codeOf(error),
    });
  }

  /** Waits as long as was asked, or longer each time; a limit of the provider holds for all its calls. */
  async backOff({ provider, signal }: CallPlan, error: unknown, attempt: number): Promise<void> {
    const { wait, random } = this.options.clock;
    const asked = HeedError.is(error) ? error.details.retryAfterMs : undefined;
    const usual = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + random() / 2);
    const ms = typeof asked === "number" ? asked : usual;
    if (HeedError.is(error) && error.code === "rate-limited") this.gate(provider).closeFor(ms);
    else await wait(ms, signal);
  }
}

/** What is worth sending again: what may go better by itself. */
export function isWorthRepeating(error: unknown): boolean {
  return HeedError.is(error) && error.retryable;
}

/** What a call used where its provider did not say. */
export function estimateUsage({ size, seconds }: CallPlan, words: string): ModelUsage {
  const told = size.texts.reduce((sum, text) => sum + likelyTokens(text), 0);
  return {
    inputTokens: told + size.images * LIKELY_IMAGE_TOKENS,
    cachedInputTokens: 0,
    outputTokens: likelyTokens(words),
    seconds: seconds ?? 0,
    isEstimate: true,
  };
}

function bytesOf({ texts, bytes = 0 }: RequestSize): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), bytes);
}

function codeOf(error: unknown): string {
  return HeedError.is(error) ? error.code : "fault";
}

function budgetReached(
  { unit, spent, most }: { unit: string; spent: bigint; most: bigint },
  { provider, model, purpose }: CallPlan,
): Conflict {
  const say = (amount: bigint) =>
    unit === "tokens" ? `${amount} tokens` : `${formatPico(amount)} ${unit}`;
  return new Conflict(
    "budget-reached",
    `Asking ${provider.id}/${model} (${purpose}) could pass this month's budget of ${say(most)}; ${say(spent)} are spent or set aside.`,
    {
      details: { unit, spent: String(spent), most: String(most) },
      hint: "What was answered is kept. Raise the budget (heed models budget) and run it again to go on.",
      zh: {
        message: `再问 ${provider.id}/${model}（${purpose}）可能超出本月预算 ${say(most)}；已用或预留 ${say(spent)}。`,
        hint: "已得到的应答均已保留。提高预算（heed models budget）后再次运行即可继续。",
      },
    },
  );
}
