// Keeps account of every call to a model, and refuses one that could pass a budget.
import type { ModelCall, ModelCallEnd, ModelCallStart, SpendingRow } from "../models/model-call.ts";

/** Most that a call can cost, and what may be spent. */
export interface CallReserve {
  /** Tokens in and out, at most. */
  readonly tokens: number;
  /** Money at most, in 10^-12 of the call's currency. */
  readonly cost: bigint;
  /** Budgets of the month by unit (`tokens` or a currency), in tokens or 10^-12. */
  readonly budgets: ReadonlyMap<string, bigint>;
}

/** A call that may begin has a number; one that could pass a budget has the reason. */
export type OpenedCall =
  | { readonly id: number }
  | { readonly refused: { readonly unit: string; readonly spent: bigint; readonly most: bigint } };

export interface ModelLedger {
  /**
   * Writes a call down before it is sent and sets its most aside, in one step: what is spent and set aside together never
   * passes a budget, whoever else calls at the same time.
   */
  open(start: ModelCallStart, reserve: CallReserve): Promise<OpenedCall>;
  /** Ends an open call: what was set aside is given back but for what it cost. */
  close(id: number, end: ModelCallEnd): Promise<void>;
  /** Writes down a call that was never sent, such as one answered from what was kept. */
  record(start: ModelCallStart, end: ModelCallEnd): Promise<void>;
  /** Spent and set aside in the month (`YYYY-MM`) by unit. */
  spent(month: string): Promise<Map<string, bigint>>;
  /** Sums by purpose and model of calls from an instant on, the largest number of tokens first. */
  spending(from: string | null): Promise<SpendingRow[]>;
  /** The latest calls, newest first. */
  calls(limit: number): Promise<ModelCall[]>;
  end(): Promise<void>;
}
