// What pages and senders ask of events: one store opened when it is first needed, its answers level with what came in.
import type { EventStore } from "@heed/core";
import type { DeskContext } from "../desk/desk-context.ts";
import { EventIntake } from "./capture/event-intake.ts";
import { readSent } from "./capture/sent-events.ts";
import { openEvents, showCommittedEvents } from "./open-events.ts";

/** Ids of one person are joined at most this often, and never more than a tenth of the time. */
const LEAST_JOIN_MS = 1_000;
/** A count that takes less is asked for whenever data changed. */
const QUICK_MS = 200;

interface Counted<Value> {
  readonly value: Promise<Value>;
  /** Of the data that it counted: changes of the workspace, and groups of captured events. */
  readonly revision: number;
  readonly stored: number;
  untilMs: number;
}

export class EventDesk {
  readonly context: DeskContext;
  readonly intake: EventIntake;
  readonly readSent = readSent;
  #opening: Promise<EventStore> | null = null;
  readonly #counted = new Map<string, Counted<unknown>>();
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
    const levelling = this.#levelling.then(() => this.#level(store));
    this.#levelling = levelling.catch(() => undefined);
    await levelling;
    return store;
  }

  /** What `count` gave since data changed. While events come in, a count that takes long is asked for only a tenth of the time. */
  counted<Value>(name: string, count: () => Promise<Value>): Promise<Value> {
    const known = this.#counted.get(name) as Counted<Value> | undefined;
    const { revision } = this.context.changes;
    const { stored } = this.intake;
    const now = performance.now();
    const isSame = known?.revision === revision;
    if (isSame && (known.stored === stored || now < known.untilMs)) return known.value;
    const value = count();
    const kept: Counted<Value> = { value, revision, stored, untilMs: Number.POSITIVE_INFINITY };
    this.#counted.set(name, kept);
    value.then(
      () => {
        const took = performance.now() - now;
        kept.untilMs = took < QUICK_MS ? 0 : performance.now() + 9 * took;
      },
      () => {
        if (this.#counted.get(name) === kept) this.#counted.delete(name);
      },
    );
    return value;
  }

  async close(): Promise<void> {
    await this.intake.settle();
    const store = await this.#opening?.catch(() => null);
    await this.#levelling;
    await store?.close();
  }

  /** An opening that failed is tried again by the next who asks. */
  #open(): Promise<EventStore> {
    if (this.#opening !== null) return this.#opening;
    const opening = openEvents(this.context.workspace);
    opening.catch(() => {
      this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  async #level(store: EventStore): Promise<void> {
    const { workspace } = this.context;
    const imports = await workspace.records.imports();
    const committed = imports.filter(({ status }) => status === "committed").map(({ id }) => id);
    const signature = committed.join(" ");
    if (this.#committed !== signature) {
      const undone = imports.filter(({ status }) => status === "undone").map(({ id }) => id);
      await workspace.gate.alone(async () => {
        const stored = new Set(await store.importsWithEvents());
        for (const id of undone.filter((one) => stored.has(one))) await store.deleteImport(id);
        await showCommittedEvents(workspace, store);
      });
      this.#committed = signature;
    }
    const startedAt = performance.now();
    if (startedAt < this.#joinAfterMs) return;
    await store.joinLinks();
    const took = performance.now() - startedAt;
    this.#joinAfterMs = performance.now() + Math.max(LEAST_JOIN_MS, 9 * took);
  }
}
