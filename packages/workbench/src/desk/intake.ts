// Feedback that programs send: through the door, onto disk before it is acknowledged, into the workspace soon after.
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { UnnumberedItem } from "@heed/core";
import type { FeedbackInput, FeedbackReceipt } from "@heed/core/api";
import { admit, type DoorContext } from "../imports/door/door.ts";
import type { ImportPlan } from "../imports/formats/import-plan.ts";
import { forgottenPeople } from "../imports/run/forgotten-people.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";
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
/** Arrivals wait this long for others before they are stored. */
const GATHER_MS = 300;
/** Lists and counts are brought level at most this often, and never more than a tenth of the time. */
const LEAST_SHOW_MS = 2_000;
const RECEIPTS_KEPT = 10_000;

/** An item on its way in, with the keys by which its author is known among the people of events. */
export type ArrivedItem = UnnumberedItem & { readonly personKeys?: readonly string[] };

/** One line of the file in which arrivals wait. */
interface Arrival {
  readonly items: readonly ArrivedItem[];
}
interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Takes feedback in for a desk. What it acknowledged survives a kill and is stored once. */
export class Intake {
  readonly #context: DeskContext;
  readonly #folder: string;
  #file: FileHandle | null = null;
  #name = "";
  #waiting: Waiting[] = [];
  #isWriting = false;
  #timer: NodeJS.Timeout | null = null;
  #storing: Promise<void> = Promise.resolve();
  #showAfterMs = 0;
  #unshown = false;
  #isClosed = false;
  #receipts = 0;

  constructor(context: DeskContext) {
    this.#context = context;
    this.#folder = join(context.filesFolder, "arrivals");
  }

  /** Stores what an earlier process acknowledged and did not store. */
  async begin(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.#store();
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
    if (items.length > 0) await this.#keep(JSON.stringify({ items } satisfies Arrival));
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

  /** Stores what waits, and shows it no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#store();
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

  /** Writes a line to disk; lines that come while one is written go together with one sync. */
  #keep(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        this.#file ??= await this.#openNext();
        await this.#file.appendFile(batch.map(({ line }) => `${line}\n`).join(""));
        await this.#file.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#store();
    }, GATHER_MS);
  }

  async #openNext(): Promise<FileHandle> {
    this.#name = `${String(this.#context.now().getTime()).padStart(15, "0")}-${randomUUID()}.jsonl`;
    return open(join(this.#folder, this.#name), "a");
  }

  /** Stores all files that wait, one store after another. A file is taken away when its items are stored. */
  #store(): Promise<void> {
    this.#storing = this.#storing.then(async () => {
      const file = this.#file;
      if (file !== null && !this.#isWriting) {
        this.#file = null;
        await file.close();
      }
      const current = this.#file === null ? "" : this.#name;
      for (const name of (await readdir(this.#folder)).sort()) {
        if (name === current) continue;
        const path = join(this.#folder, name);
        const items = parseArrivals(await readFile(path, "utf8"));
        await storeArrivals(this.#context, items);
        await rm(path);
        this.#unshown = true;
      }
      await this.#show();
    });
    return this.#storing;
  }

  async #show(): Promise<void> {
    if (!this.#unshown) return;
    const startedAt = performance.now();
    if (!this.#isClosed && startedAt < this.#showAfterMs) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        void this.#store();
      }, this.#showAfterMs - startedAt);
      return;
    }
    this.#unshown = false;
    if (this.#isClosed) return;
    await showChanges(this.#context);
    const took = performance.now() - startedAt;
    this.#showAfterMs = performance.now() + Math.max(LEAST_SHOW_MS, 9 * took);
  }

  async #forgetOldReceipts(): Promise<void> {
    const { kept } = this.#context.workspace.records;
    const receipts = await kept.list("receipt");
    for (const { id } of receipts.slice(RECEIPTS_KEPT)) await kept.delete("receipt", id);
  }
}

/** A kill may have cut the last line: it was not acknowledged, so it is no arrival. */
export function parseArrivals(text: string): ArrivedItem[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.flatMap((line) => (line === "" ? [] : (JSON.parse(line) as Arrival).items));
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
