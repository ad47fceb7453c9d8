// Lends the open workspace to commands at the terminal: its engine at once, the right to write one after another.
import { Conflict } from "@heed/core";
import type { JobHandler } from "../jobs/job-runner.ts";
import { showCommittedImports } from "../workspace/open-workspace.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";

interface Turn {
  /** Tells the command that it may write. */
  readonly go: () => void;
  /** Ends when the command does. */
  readonly ended: Promise<void>;
}

export class Lending {
  readonly #context: DeskContext;
  readonly #turns = new Map<string, Turn>();
  #taken = 0;

  constructor(context: DeskContext) {
    this.#context = context;
  }

  /** The job that keeps everything else from writing while a command writes. */
  readonly handlers: Readonly<Record<string, JobHandler>> = {
    terminal: async (input, { signal }) => {
      const turn = this.#turns.get(String(input.turn));
      if (turn === undefined)
        throw new Conflict("terminal-gone", "The command at the terminal has ended.", {
          hint: "Run it again there.",
        });
      turn.go();
      const stopped = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => stopped.resolve());
      await Promise.race([turn.ended, stopped.promise]);
      await this.showOutside();
      signal.throwIfAborted();
      return {};
    },
  };

  /** Answers one call to the engine. */
  async answer(body: Uint8Array, signal?: AbortSignal): Promise<Buffer> {
    const { lender } = this.#context.workspace;
    if (lender === undefined) throw new Error("The workspace is itself borrowed.");
    return lender.answer(body, signal);
  }

  /** Lets a command work alone: calls `go` once nothing that arrives is stored, and holds it up until `signal` aborts. */
  async alone(signal: AbortSignal, go: () => void): Promise<void> {
    const left = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => left.resolve(), { once: true });
    if (signal.aborted) left.resolve();
    await this.#context.workspace.gate.alone(async () => {
      if (!signal.aborted) go();
      await left.promise;
    });
  }

  async refresh(timeZone: string): Promise<void> {
    const { workspace } = this.#context;
    await showCommittedImports(workspace);
    await workspace.facts.browser.refresh(timeZone);
  }

  /** Shows what another process changed. */
  async showOutside(): Promise<void> {
    await showCommittedImports(this.#context.workspace);
    await showChanges(this.#context);
  }

  /**
   * Queues a command's turn to write: calls `go` when it begins, and holds it until `signal` aborts. Ends when the turn does,
   * which may be before the command does: a person may stop it as any job.
   */
  async takeTurn(words: string, signal: AbortSignal, go: () => void): Promise<void> {
    this.#taken += 1;
    const name = `${process.pid}-${this.#taken}`;
    const left = Promise.withResolvers<void>();
    const jobs = this.#context.jobs();
    let hasBegun = false;
    const begin = () => {
      hasBegun = true;
      go();
    };
    this.#turns.set(name, { go: begin, ended: left.promise });
    const job = await jobs.start("terminal", { turn: name, words });
    const over = Promise.withResolvers<void>();
    const unlisten = jobs.listen(({ id, endedAt }) => {
      if (id === job.id && endedAt !== null) over.resolve();
    });
    const leave = () => {
      left.resolve();
      // A turn that still waits is given up at once.
      if (!hasBegun) jobs.cancel(job.id).catch(() => undefined);
    };
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
    try {
      await over.promise;
    } finally {
      unlisten();
      this.#turns.delete(name);
    }
  }
}
