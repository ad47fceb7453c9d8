// One call to a model as the audit log keeps it: what went where, how much of it, and why; never its words.
import type { Capability } from "./capability.ts";
import type { ModelUsage } from "./model-cost.ts";

export const CALL_STATUSES = ["open", "answered", "cached", "failed", "cancelled"] as const;
/** `open` until it ends; one that a kill cut short stays open and counts at its most. */
export type CallStatus = (typeof CALL_STATUSES)[number];

/** What is known when a call begins. */
export interface ModelCallStart {
  /** UTC instant. */
  readonly at: string;
  /** Why: `read-mentions`, `name-themes`, `test`, ... */
  readonly purpose: string;
  readonly capability: Capability;
  readonly provider: string;
  readonly model: string;
  /** Host and port that were sent to. */
  readonly host: string;
  /** Folder of the workspace it was for; empty outside one. */
  readonly workspace: string;
  /** Currency of its price; null when the model has none. */
  readonly currency: string | null;
  /** Bytes of words, images and sound sent. */
  readonly bytesSent: number;
  /** Private values that were taken out just before sending. */
  readonly redacted: number;
}

/** What is known when it has ended. */
export interface ModelCallEnd {
  readonly status: Exclude<CallStatus, "open">;
  readonly usage: ModelUsage;
  /** In 10^-12 of the currency; 0 without a price. */
  readonly cost: bigint;
  readonly bytesReceived: number;
  /** Requests that were sent, repeats included. */
  readonly attempts: number;
  readonly durationMs: number;
  /** Code of the error that ended it, null for none. */
  readonly error: string | null;
}

export type ModelCall = ModelCallStart &
  Omit<ModelCallEnd, "status"> & {
    readonly id: number;
    readonly status: CallStatus;
  };

/** What calls of one purpose to one model add up to. */
export interface SpendingRow {
  readonly purpose: string;
  readonly provider: string;
  readonly model: string;
  readonly currency: string | null;
  readonly calls: number;
  /** Calls answered from what was kept, which cost nothing. */
  readonly cached: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  readonly cost: bigint;
}
