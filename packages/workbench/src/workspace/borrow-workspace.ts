// Works on a workspace whose folder a running server holds: the server lends its engine, and one writes at a time.
import { HeedError, Unavailable } from "@heed/core";
import { engineErrorOf, type SendCall } from "@heed/store";
import type { FoundServer } from "../desk/running-server.ts";
import type { ArrivalGate } from "./arrival-gate.ts";

const NOTICE_MS = 400;
/** Statements that set up a session or what is there already: they change nothing for anyone else. */
const HARMLESS = /^[^\n]*"query":"\s*(SET |CREATE (TABLE|DATABASE) IF NOT EXISTS)/i;
const WRITES = /^\{"kind":"(insert|lines|command)"/;

/** Called when the server's own work has to end first. */
let onWait: () => void = () => {};

/** Says what to do when a command has to wait for work that runs in the server. */
export function noticeWaiting(notice: () => void): void {
  onWait = notice;
}

/** A workspace's server, as the process that borrows from it uses it. */
export class Borrowed implements ArrivalGate {
  readonly #server: FoundServer;
  #turn: Promise<void> | null = null;
  readonly #done = new AbortController();
  #isTakenBack = false;

  constructor(server: FoundServer) {
    this.#server = server;
  }

  /** Sends one call to the engine; the first that writes waits for the turn. */
  readonly send: SendCall = async (body, signal) => {
    const head = Buffer.from(body.subarray(0, 4_000)).toString("latin1");
    if (WRITES.test(head) && !HARMLESS.test(head)) await this.turn();
    const answer = await this.#post("/local/engine", body, signal);
    return Buffer.from(await answer.arrayBuffer());
  };

  /** Brings what is browsed level, in the server. */
  readonly refresh = async (timeZone: string): Promise<void> => {
    await this.#post("/local/refresh", JSON.stringify({ timeZone }));
  };

  /** Waits until nothing else writes; until `close`, nothing else does. */
  async turn(): Promise<void> {
    if (this.#isTakenBack) {
      this.#isTakenBack = false;
      throw new DOMException("Stopped from the workbench.", "AbortError");
    }
    this.#turn ??= this.#takeTurn();
    await this.#turn;
  }

  /** What arrives goes to the server, never here. */
  readonly passed = 0;

  beside<Value>(work: () => Promise<Value>): Promise<Value> {
    return work();
  }

  /** Runs work while the server stores nothing that arrives. */
  async alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = new AbortController();
    const reader = await this.#hold("/local/alone", {}, done.signal);
    // The line stays open until the work is done.
    reader.closed.catch(() => undefined);
    try {
      return await work();
    } finally {
      done.abort();
    }
  }

  /** Shows the server what was changed, and gives the turn back. */
  async close(hasChanged: boolean): Promise<void> {
    if (hasChanged || this.#turn !== null) await this.#post("/local/changes", "{}");
    this.#done.abort();
  }

  async #takeTurn(): Promise<void> {
    const waiting = setTimeout(() => onWait(), NOTICE_MS);
    try {
      const words = { words: process.argv[2] ?? "" };
      void this.#watch(await this.#hold("/local/turns", words, this.#done.signal));
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Waits for the server's "go"; what follows keeps the line open until either side lets go of it. */
  async #hold(
    path: string,
    ask: object,
    signal: AbortSignal,
  ): Promise<ReadableStreamDefaultReader<Uint8Array>> {
    const answer = await this.#post(path, JSON.stringify(ask), signal);
    const reader = answer.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new DOMException("Stopped from the workbench.", "AbortError");
      if (Buffer.from(value).includes("go")) return reader;
    }
  }

  async #watch(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    try {
      while (!(await reader.read()).done);
    } catch {
      if (this.#done.signal.aborted) return;
    }
    this.#isTakenBack = true;
  }

  async #post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    signal?: AbortSignal,
  ): Promise<Response> {
    const { url, headers } = this.#server;
    const answer = await fetch(url + path, {
      method: "POST",
      headers,
      body,
      ...(signal === undefined ? {} : { signal }),
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new Unavailable("server-gone", `Heed at ${url} does not answer any more.`, {
        cause,
        hint: "Run the command again; without a server it works on the folder itself.",
        zh: {
          message: `位于 ${url} 的 Heed 已不再响应。`,
          hint: "请重新运行命令；没有服务时会直接使用工作区文件夹。",
        },
      });
    });
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => null)) as Record<string, unknown> | null;
    throw (
      engineErrorOf(told?.engine) ??
      new HeedError(
        String(told?.code ?? "server-refused"),
        String(told?.detail ?? `The server answered with status ${answer.status}.`),
      )
    );
  }
}
