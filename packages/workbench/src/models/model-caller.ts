// Sends requests to models with care: in turn, within the budget, patiently, and written down whatever happens.
import {
  type Capability,
  costOf,
  HeedError,
  likelyTokens,
  type ModelLedger,
  type ModelProvider,
  type ModelSettings,
  type ModelUsage,
  NO_USAGE,
  priceOf,
  type RequestSize,
} from "@heed/core";
import { hostOf, type ModelEndpoint } from "@heed/text";
import { CallGate } from "./call-gate.ts";
import { budgetReached, reserveFor } from "./call-reserve.ts";
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
  /** How often it is sent at most. Default 6. */
  readonly mostAttempts?: number;
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
    const opened = () => call as OpenCall | null;
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.gate(sending.provider).pass(sending.signal, async () => {
            call ??= await this.open(sending);
            return this.#sendOnce(sending, call);
          });
        } catch (error) {
          const most = sending.mostAttempts ?? MOST_ATTEMPTS;
          if (!isWorthRepeating(error) || attempt >= most) throw error;
          const failed = opened();
          if (failed?.traffic.isAnswered === true) {
            call = null;
            await this.closeFailed(sending, failed, error);
          }
          await this.backOff(sending, error, attempt);
        }
      }
    } catch (error) {
      const failed = opened();
      if (failed !== null) await this.closeFailed(sending, failed, error);
      throw error;
    }
  }

  async #sendOnce<Reply>(
    sending: Sending<Reply>,
    call: OpenCall,
  ): Promise<{ reply: Reply; usage: ModelUsage }> {
    const reply = await sending.run(await this.endpoint(sending, call), sending.signal);
    const { usage: said, words } = sending.measure(reply);
    const usage = said ?? estimateUsage(sending, words);
    await this.close(sending, call, { status: "answered", usage, error: null });
    return { reply, usage };
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
    const { provider, model, capability, purpose } = sending;
    // Without its key nothing can be sent, and nothing need be written down.
    await this.options.findKey(provider);
    const { currency, reserve } = reserveFor(sending, settings);
    const start = {
      at: clock.now().toISOString(),
      ...{ purpose, capability, provider: provider.id, model, workspace, currency },
      host: hostOf(provider),
      bytesSent: bytesOf(sending.size),
      redacted: sending.redacted,
    };
    const opened = await ledger.open(start, reserve);
    if ("refused" in opened) throw budgetReached(opened.refused, sending);
    const traffic = { sent: 0, received: 0, isAnswered: false };
    return { id: opened.id, beganAt: clock.monotonic(), attempts: 0, traffic, received: 0 };
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
