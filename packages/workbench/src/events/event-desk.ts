// What pages and senders ask of events: one store opened when it is first needed, its answers level with what came in.
import type { EventStore } from "@heed/core";
import type { DeskContext } from "../desk/desk-context.ts";
import { EventIntake } from "./capture/event-intake.ts";
import { readSent } from "./capture/sent-events.ts";
import { openEvents, showCommittedEvents } from "./open-events.ts";

/** Ids of one person are joined at most this often, and never more than a tenth of the time. */
const LEAST_JOIN_MS = 1_000;

export class EventDesk {
  readonly context: DeskContext;
  readonly intake: EventIntake;
  readonly readSent = readSent;
  #opening: Promise<EventStore> | null = null;
  #committed = "";
  #joinAfterMs = 0;
  #levelling: Promise<void> = Promise.resolve();

  constructor(context: DeskContext) {
    this.context = context;
    this.intake = new EventIntake(context, () => this.#open());
  }

  readonly receive: EventIntake["receive"] = (...asked) => this.intake.receive(...asked);

  /** The events, with undone imports gone and ids joined. */
  async store(): Promise<EventStore> {
    const store = await this.#open();
    this.#levelling = this.#levelling.then(() => this.#level(store));
    await this.#levelling;
    return store;
  }

  async close(): Promise<void> {
    await this.intake.settle();
    const store = await this.#opening;
    await store?.close();
  }

  #open(): Promise<EventStore> {
    this.#opening ??= openEvents(this.context.workspace);
    return this.#opening;
  }

  async #level(store: EventStore): Promise<void> {
    const { workspace } = this.context;
    const imports = await workspace.records.imports();
    const committed = imports.filter(({ status }) => status === "committed").map(({ id }) => id);
    const signature = committed.join(" ");
    if (this.#committed !== signature) {
      const undone = imports.filter(({ status }) => status === "undone").map(({ id }) => id);
      const stored = new Set(await store.importsWithEvents());
      for (const id of undone.filter((one) => stored.has(one))) {
        await store.deleteImport(id);
        this.intake.forget();
      }
      await showCommittedEvents(workspace, store);
      this.#committed = signature;
    }
    const startedAt = performance.now();
    if (startedAt < this.#joinAfterMs) return;
    await store.joinLinks();
    const took = performance.now() - startedAt;
    this.#joinAfterMs = performance.now() + Math.max(LEAST_JOIN_MS, 9 * took);
  }
}
