// Events that programs send: through the door, stored in groups, and acknowledged only once they are stored.
import type { EventStore, Import, PersonLink, ProductEvent, RejectedRow } from "@heed/core";
import { Unavailable } from "@heed/core";
import { redact } from "@heed/text";
import type { DeskContext } from "../../desk/desk-context.ts";
import { forgottenPeople } from "../../imports/run/forgotten-people.ts";
import { admitEvent, type EventDoor } from "../admit-event.ts";
import type { EventDraft } from "../event-draft.ts";
import { countSameRows } from "../same-rows.ts";
import { CaptureLog, type LiveEvent } from "./capture-log.ts";
import { recentLinks } from "./recent-links.ts";

/** Whose key a request came with. */
export interface EventSender {
  readonly id: string;
  readonly name: string;
}

export interface EventReceipt {
  /** Events that passed the door. */
  readonly received: number;
  /** Those that were here already. */
  readonly known: number;
  readonly rejected: readonly {
    readonly index: number;
    readonly reason: string;
    readonly message: string;
  }[];
}

/** What came in; its import is told when it is stored, since one that was open may have been undone by then. */
type Arrived<Fact> = Omit<Fact, "importId"> & { importId: string };

interface Waiting {
  readonly sender: EventSender;
  readonly events: readonly Arrived<ProductEvent>[];
  readonly links: readonly Arrived<PersonLink>[];
  readonly redacted: number;
  readonly resolve: (known: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that come within this time of the last group are stored together. */
const GATHER_MS = 20;
/** Events that may wait; more are turned away until some are stored. */
const MOST_WAITING = 200_000;
/** Sender's and receiver's clock may differ by this much before an instant is shifted (EV11). */
const SKEW_MS = 60_000;
const DAY_US = 86_400_000_000;

/** Takes events in for a desk. */
export class EventIntake {
  readonly #context: DeskContext;
  readonly #open: () => Promise<EventStore>;
  readonly #log: CaptureLog;
  #isNewLink = recentLinks();
  #linksPassed = -1;
  #waiting: Waiting[] = [];
  #waitingEvents = 0;
  #order: number | null = null;
  #storing: Promise<void> | null = null;

  constructor(context: DeskContext, open: () => Promise<EventStore>) {
    this.#context = context;
    this.#open = open;
    this.#log = new CaptureLog(context);
  }

  /** Groups stored since the desk was opened. */
  stored = 0;

  /** The latest events that came in since the desk was opened, newest first. */
  get latest(): readonly LiveEvent[] {
    return this.#log.latest;
  }

  /** Admits events and stores them; when it returns they are stored and every question sees them. */
  async receive(
    sender: EventSender,
    drafts: readonly EventDraft[],
    clock: { readonly receivedMs: number; readonly sentAtMs: number | null },
  ): Promise<EventReceipt> {
    if (this.#waitingEvents > MOST_WAITING)
      throw new Unavailable("events-wait", "More events came than can be stored at the moment.", {
        hint: "Send them again in a few seconds.",
        retryable: true,
        zh: { message: "事件来得太快，暂时存不下。", hint: "请几秒后重发。" },
      });
    const door = await this.#door(clock);
    const store = await this.#open();
    const order = this.#order ?? (await store.nextOrder());
    this.#order ??= order;
    // A link that was written may be gone with an import that was undone.
    const { passed } = this.#context.workspace.gate;
    if (this.#linksPassed !== passed) this.#isNewLink = recentLinks();
    this.#linksPassed = passed;
    const events: Arrived<ProductEvent>[] = [];
    const links: Arrived<PersonLink>[] = [];
    const rejected: { index: number; reason: string; message: string }[] = [];
    const rows: RejectedRow[] = [];
    let redacted = 0;
    for (const [index, draft] of drafts.entries()) {
      const admitted = admitEvent(draft, door);
      if ("reason" in admitted) {
        rejected.push({ index, ...admitted });
        rows.push({ row: index + 1, line: 1, ...admitted, excerpt: excerptOf(draft) });
        continue;
      }
      const importId = "";
      if (admitted.event !== null)
        events.push({ ...admitted.event, order: this.#order++, importId });
      for (const link of admitted.links)
        if (this.#isNewLink(link)) links.push({ ...link, order: this.#order++, importId });
      redacted += admitted.redacted;
    }
    if (rows.length > 0) await this.#log.noteRejected(await this.#log.importOfToday(sender), rows);
    const known =
      events.length + links.length === 0
        ? 0
        : await new Promise<number>((resolve, reject) => {
            this.#waiting.push({ sender, events, links, redacted, resolve, reject });
            this.#waitingEvents += events.length;
            this.#storing ??= this.#storeAll(store);
          });
    return { received: drafts.length - rejected.length, known, rejected };
  }

  /** True while events wait or are stored. */
  get isStoring(): boolean {
    return this.#storing !== null;
  }

  /** Stores what waits, and writes down what is counted. */
  async settle(): Promise<void> {
    while (this.#storing !== null) await this.#storing;
    await this.#log.settle();
  }

  async #door({
    receivedMs,
    sentAtMs,
  }: {
    receivedMs: number;
    sentAtMs: number | null;
  }): Promise<EventDoor> {
    const { workspace } = this.#context;
    const skew = sentAtMs === null ? 0 : receivedMs - sentAtMs;
    return {
      hash: workspace.hash,
      forgotten: await this.#forgotten(),
      latest: receivedMs * 1000 + DAY_US,
      shift: Math.abs(skew) > SKEW_MS ? Math.round(skew) * 1000 : 0,
      countSame: countSameRows(),
    };
  }

  #forgotten(): Promise<ReadonlySet<string>> {
    const { workspace, changes } = this.#context;
    return changes.remember(
      `forgotten events ${workspace.gate.passed}`,
      async () => new Set(await forgottenPeople(workspace.records)),
    );
  }

  /** Stores groups until nobody waits. */
  async #storeAll(store: EventStore): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const group = this.#waiting;
      this.#waiting = [];
      this.#waitingEvents = 0;
      try {
        await this.#context.workspace.gate.beside(() => this.#storeGroup(store, group));
      } catch (error) {
        // Links that were told as written are not.
        this.#isNewLink = recentLinks();
        for (const one of group) one.reject(error);
      }
    }
    this.#storing = null;
  }

  async #storeGroup(store: EventStore, group: readonly Waiting[]): Promise<void> {
    // Since it came in somebody may have been forgotten, and the import of the day undone.
    const forgotten = await this.#forgotten();
    const events = group
      .flatMap((one) => one.events)
      .filter(({ person }) => !forgotten.has(person));
    const links = group
      .flatMap((one) => one.links)
      .filter(({ from, to }) => !forgotten.has(from) && !forgotten.has(to));
    const entries = new Map<Waiting, Import>();
    for (const one of group) {
      const entry = await this.#log.importOfToday(one.sender);
      entries.set(one, entry);
      for (const fact of [...one.events, ...one.links]) fact.importId = entry.id;
    }
    const fresh = new Set(await store.receive(events, links));
    for (const one of group) {
      this.stored += 1;
      // An id that stands twice in the group is new once.
      const added = one.events.filter(({ id }) => fresh.delete(id));
      this.#log.noteStored(entries.get(one)!, one.events.length, added, one.redacted);
      one.resolve(one.events.length - added.length);
    }
  }
}

/** Redaction comes before the cut: half an address would not be known as one. */
function excerptOf({ name, time, properties }: EventDraft): string {
  const shown = { event: name, time, ...Object.fromEntries([...properties].slice(0, 20)) };
  return redact(JSON.stringify(shown).slice(0, 2_000)).text.slice(0, 200);
}
