// Feedback that programs send: through the door, onto disk before it is acknowledged, into the workspace soon after.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { UnnumberedItem } from "@heed/core";
import type { FeedbackInput, FeedbackReceipt } from "@heed/core/api";
import { admit, type DoorContext } from "../imports/door/door.ts";
import type { ImportPlan } from "../imports/formats/import-plan.ts";
import { forgottenPeople } from "../imports/run/forgotten-people.ts";
import { ArrivalLog } from "./arrival-log.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";
import { ARRIVALS } from "./forget-arrivals.ts";
import { storeArrivals } from "./store-arrivals.ts";

const PLAN: ImportPlan = {
  format: "api",
  confidence: 1,
  shape: "row",
  mapping: { text: ["text"], id: "id", date: "writtenAt", rating: "rating", author: "author" },
  isHtml: false,
  dateOrder: null,
  source: null,
  notes: [],
  evidence: [],
};
/** Arrivals wait this long for others before they are stored, or longer, so that storing takes a third of the time at most. */
const GATHER_MS = 300;
/** Lists and counts are brought level at most this often, and never more than a tenth of the time. */
const LEAST_SHOW_MS = 2_000;
/** What could not be stored (a full disk) is tried again after this long. */
const TRY_AGAIN_MS = 5_000;
const RECEIPTS_KEPT = 10_000;

/** An item on its way in, with the keys by which its author is known among the people of events. */
export type ArrivedItem = UnnumberedItem & { readonly personKeys?: readonly string[] };

/** One line of the file in which arrivals wait. */
export interface Arrival {
  readonly items: readonly ArrivedItem[];
}

/** Takes feedback in for a desk. What it acknowledged survives a kill and is stored once. */
export class Intake {
  readonly #context: DeskContext;
  readonly #log: ArrivalLog;
  #timer: NodeJS.Timeout | null = null;
  #storing: Promise<void> = Promise.resolve();
  /** What the last store took. */
  #tookMs = 0;
  #showAfterMs = 0;
  #unshown = false;
  #isClosed = false;
  #receipts = 0;
  readonly #onFault: (error: unknown) => void;
  /** The last store failed, and that was told. */
  #isFailing = false;

  /** `onFault` is told once when storing begins to fail. */
  constructor(context: DeskContext, onFault: (error: unknown) => void = () => undefined) {
    this.#context = context;
    this.#onFault = onFault;
    this.#log = new ArrivalLog(join(context.filesFolder, ARRIVALS), context.now);
  }

  /** Stores what an earlier process acknowledged and did not store; what cannot be stored is tried again in a while. */
  async begin(): Promise<void> {
    await this.#log.open();
    await this.#store().catch(() => this.#storeIn(TRY_AGAIN_MS));
  }

  /**
   * Takes messages of a key; when it returns they are on disk. The same idempotency key is answered as before, and keeps
   * nothing twice even where a kill fell between.
   */
  async receive(
    sender: { readonly id: string; readonly name: string },
    inputs: readonly FeedbackInput[],
    idempotencyKey: string | null,
  ): Promise<FeedbackReceipt> {
    const { kept } = this.#context.workspace.records;
    const receiptId = `${sender.id} ${idempotencyKey}`;
    if (idempotencyKey !== null) {
      const before = (await kept.get("receipt", receiptId)) as FeedbackReceipt | undefined;
      if (before !== undefined) return { ...before, isRepeat: true };
    }
    const { items, rejected } = await this.#admitAll(sender, inputs, idempotencyKey);
    if (items.length > 0) {
      await this.#log.append(JSON.stringify({ items } satisfies Arrival));
      this.#storeIn(Math.max(GATHER_MS, 2 * this.#tookMs));
    }
    const receipt = { received: items.length, rejected, isRepeat: false };
    if (idempotencyKey !== null) {
      await kept.put("receipt", receiptId, receipt);
      this.#receipts += 1;
      if (this.#receipts % RECEIPTS_KEPT === 0) await this.#forgetOldReceipts();
    }
    return receipt;
  }

  /** Stores what is acknowledged and waits. */
  settle(): Promise<void> {
    return this.#store();
  }

  /** Stores what waits, and shows it no more. What cannot be stored stays on disk for the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#store().catch(() => undefined);
  }

  async #admitAll(
    sender: { readonly id: string; readonly name: string },
    inputs: readonly FeedbackInput[],
    idempotencyKey: string | null,
  ) {
    const { workspace, now } = this.#context;
    const door: DoorContext = {
      source: sender.name,
      importId: "",
      rival: null,
      plan: PLAN,
      hash: workspace.hash,
      redactNames: false,
      forgotten: new Set(
        await this.#context.changes.remember("forgotten", () => forgottenPeople(workspace.records)),
      ),
    };
    const batch = idempotencyKey ?? randomUUID();
    const items: ArrivedItem[] = [];
    const rejected: { index: number; reason: string }[] = [];
    for (const [index, input] of inputs.entries()) {
      const outcome = admit(messageOf(input, now()), index + 1, door);
      if ("reason" in outcome) rejected.push({ index, reason: outcome.reason });
      else if (input.id !== undefined)
        items.push({ ...outcome.item, personKeys: outcome.personKeys });
      else {
        const identityKey = workspace.hash("sent", sender.id, batch, String(index));
        items.push({ ...outcome.item, personKeys: outcome.personKeys, identityKey });
      }
    }
    return { items, rejected };
  }

  /** Stores all files that have ended, one store after another. A file is taken away when its items are stored. */
  #store(): Promise<void> {
    const storing = this.#storing.then(async () => {
      const startedAt = performance.now();
      const failures: unknown[] = [];
      // A file that cannot be stored keeps no other from it.
      for (const path of await this.#log.endedFiles())
        await this.#storeFile(path).catch((error: unknown) => failures.push(error));
      this.#tookMs = performance.now() - startedAt;
      await this.#show();
      if (failures.length > 0) throw failures[0];
    });
    this.#storing = storing.then(
      () => {
        this.#isFailing = false;
      },
      (error: unknown) => {
        if (!this.#isFailing) this.#onFault(error);
        this.#isFailing = true;
      },
    );
    return storing;
  }

  async #storeFile(path: string): Promise<void> {
    const items = (await ArrivalLog.read(path)).flatMap(itemsOf);
    await this.#context.workspace.gate.beside(() => storeArrivals(this.#context, items));
    await ArrivalLog.remove(path);
    this.#unshown = true;
  }

  /** Stores in a while. What could not be stored stays where it is and is tried again. */
  #storeIn(milliseconds: number): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#store().catch(() => this.#storeIn(TRY_AGAIN_MS));
    }, milliseconds);
  }

  async #show(): Promise<void> {
    if (!this.#unshown) return;
    const startedAt = performance.now();
    if (!this.#isClosed && startedAt < this.#showAfterMs) {
      this.#storeIn(this.#showAfterMs - startedAt);
      return;
    }
    if (this.#isClosed) return;
    await showChanges(this.#context);
    this.#unshown = false;
    const took = performance.now() - startedAt;
    this.#showAfterMs = performance.now() + Math.max(LEAST_SHOW_MS, 9 * took);
  }

  async #forgetOldReceipts(): Promise<void> {
    const { kept } = this.#context.workspace.records;
    const receipts = await kept.list("receipt");
    for (const { id } of receipts.slice(RECEIPTS_KEPT)) await kept.delete("receipt", id);
  }
}

function itemsOf(line: string): readonly ArrivedItem[] {
  return (JSON.parse(line) as Arrival).items;
}

function messageOf(input: FeedbackInput, now: Date) {
  return {
    words: [input.text],
    id: input.id ?? "",
    date: input.writtenAt ?? now.toISOString(),
    rating: input.rating == null ? "" : String(input.rating),
    author: input.author ?? "",
    email: "",
    version: input.appVersion ?? "",
    channel: input.channel ?? "",
    properties: input.properties ?? {},
  };
}
