// Decides what each message is (new, a revision, here already, a repeat) and which number it bears, in file order.
import type { FactStore, ImportCounts, ItemNumbering, KnownItem, RecordStore } from "@heed/core";
import { itemNumber } from "@heed/core";
import { SIGNATURE_BYTES } from "../door/words-signature.ts";
import { Breath } from "./breath.ts";
import { BroughtItems } from "./brought-items.ts";
import { type DoorBatch, KEY_BYTES, KEYS_PER_ITEM } from "./door-batch.ts";
import { KeyTable } from "./key-table.ts";
import { SimilarItems } from "./similar-items.ts";

const WORDS_PER_KEY = KEY_BYTES / 4;
const WORDS_PER_ITEM = KEYS_PER_ITEM * WORDS_PER_KEY;
/** Items before the import whose signatures are looked at; older ones are too far back to be the same wave. */
/** Between two looks at the clock. */
const STEPS = 64;
const MOST_SIGNATURES = 2_000_000;

interface Decision {
  readonly index: number;
  /** Number of the item; 0 for a new one, until it has one. */
  item: number;
  /** Where the item stands among those that the import brought by id, -1 for nowhere. */
  readonly place: number;
  readonly isNew: boolean;
  readonly revision: number;
  readonly identityKey: string | null;
}

/** What the store knows of a batch's identities. */
interface KnownBefore {
  readonly texts: readonly string[];
  readonly items: ReadonlyMap<string, KnownItem>;
}

type Counts = { -readonly [Count in keyof Required<ImportCounts>]: number };

/** What an import counts before its first row. */
export const NO_COUNTS: Readonly<Counts> = {
  rows: 0,
  added: 0,
  revised: 0,
  unchanged: 0,
  rejected: 0,
  redacted: 0,
  duplicates: 0,
  similar: 0,
  spam: 0,
};

/** One import's memory of what it has seen and what was there before it. */
export class ItemNumberer {
  readonly #records: Pick<RecordStore, "takeNumbers">;
  readonly #facts: Pick<FactStore, "knownItems" | "firstItemsWithText" | "wordsSignatures">;
  /** False for an empty workspace: then nothing needs to be looked up. */
  readonly #hasItems: boolean;
  /** Place in `#brought` of the identities that the export's own ids make. */
  readonly #identities = new KeyTable();
  readonly #brought = new BroughtItems();
  /** How often a message without an id has come in this file. */
  readonly #occurrences = new KeyTable();
  readonly #firstWithWords = new KeyTable();
  readonly #similar = new SimilarItems();
  readonly counts: Counts = { ...NO_COUNTS };

  constructor(
    records: Pick<RecordStore, "takeNumbers">,
    facts: Pick<FactStore, "knownItems" | "firstItemsWithText" | "wordsSignatures">,
    hasItems: boolean,
  ) {
    this.#records = records;
    this.#facts = facts;
    this.#hasItems = hasItems;
  }

  /** Learns the signatures of the items that are here. */
  async prepare(): Promise<void> {
    if (!this.#hasItems) return;
    const bytes = new Uint8Array(SIGNATURE_BYTES);
    const breath = new Breath();
    for await (const page of this.#facts.wordsSignatures(MOST_SIGNATURES)) {
      for (const [at, { item, signature }] of page.entries()) {
        if (at % STEPS === 0 && breath.isDue) await breath.take();
        bytes.set(Buffer.from(signature, "base64url").subarray(0, SIGNATURE_BYTES));
        this.#similar.findOrAdd(bytes, 0, item);
      }
    }
  }

  /** The numbering of a batch: what is here already gets none. */
  async number(batch: DoorBatch): Promise<ItemNumbering[]> {
    const keys = wordsOf(batch.keys);
    const identities = this.#identitiesOf(batch, keys);
    const known = await this.#knownBefore(batch, identities);
    const decisions = await this.#decide(batch, keys, identities, known);
    const created = decisions.filter(({ isNew }) => isNew);
    const firstNumber =
      created.length === 0 ? 0 : await this.#records.takeNumbers("item", created.length);
    for (const [offset, decision] of created.entries()) {
      decision.item = firstNumber + offset;
      if (decision.place >= 0) this.#brought.setNumber(decision.place, decision.item);
    }
    const sameWords = await this.#sameWordsBefore(batch);
    this.counts.rows += batch.rows;
    this.counts.rejected += batch.rejected.length;
    const placed: ItemNumbering[] = [];
    const breath = new Breath();
    for (const [at, decision] of decisions.entries()) {
      if (at % STEPS === 0 && breath.isDue) await breath.take();
      placed.push(this.#place(batch, keys, decision, sameWords));
    }
    return placed;
  }

  /** Identity keys as text where they differ from the packed ones: the second and later message of the same content. */
  #identitiesOf({ hasId }: DoorBatch, keys: Uint32Array): (string | null)[] {
    return Array.from(hasId, (isGiven, index) => {
      if (isGiven === 1) return null;
      const at = index * WORDS_PER_ITEM;
      const times = (this.#occurrences.get(keys, at) ?? 0) + 1;
      this.#occurrences.set(keys, at, times);
      if (times === 1) return null;
      keys[at + WORDS_PER_KEY - 1]! ^= times;
      return keyText(keys, at);
    });
  }

  async #knownBefore(
    batch: DoorBatch,
    identities: readonly (string | null)[],
  ): Promise<KnownBefore | null> {
    if (!this.#hasItems || identities.length === 0) return null;
    const keys = wordsOf(batch.keys);
    const texts = identities.map((text, index) => text ?? keyText(keys, index * WORDS_PER_ITEM));
    return { texts, items: await this.#facts.knownItems(texts) };
  }

  async #decide(
    { hasId }: DoorBatch,
    keys: Uint32Array,
    identities: readonly (string | null)[],
    before: KnownBefore | null,
  ): Promise<Decision[]> {
    const decisions: Decision[] = [];
    const breath = new Breath();
    const brought = this.#brought;
    for (let index = 0; index < identities.length; index += 1) {
      if (index % STEPS === 0 && breath.isDue) await breath.take();
      const at = index * WORDS_PER_ITEM;
      const contentAt = at + WORDS_PER_KEY;
      const identityKey = identities[index] ?? null;
      const known = hasId[index] === 1 ? this.#identities.get(keys, at) : undefined;
      if (known !== undefined) {
        if (brought.hasContent(known, keys, contentAt)) {
          this.counts.unchanged += 1;
          continue;
        }
        const revision = brought.revision(known) + 1;
        brought.revise(known, revision, keys, contentAt);
        decisions.push({ index, item: 0, place: known, isNew: false, revision, identityKey });
        continue;
      }
      const stored = before?.items.get(before.texts[index]!);
      if (stored !== undefined && stored.contentKey === keyText(keys, contentAt)) {
        this.counts.unchanged += 1;
        continue;
      }
      const item = stored === undefined ? 0 : itemNumber(stored.id);
      const revision = (stored?.revision ?? 0) + 1;
      const place = hasId[index] === 1 ? brought.add(item, revision, keys, contentAt) : -1;
      if (place >= 0) this.#identities.set(keys, at, place);
      decisions.push({ index, item, place, isNew: stored === undefined, revision, identityKey });
    }
    return decisions;
  }

  async #sameWordsBefore(batch: DoorBatch): Promise<ReadonlyMap<string, number>> {
    if (!this.#hasItems) return new Map();
    const keys = wordsOf(batch.keys);
    const texts = new Set<string>();
    for (const [index, has] of batch.hasWords.entries())
      if (has === 1) texts.add(keyText(keys, index * WORDS_PER_ITEM + 2 * WORDS_PER_KEY));
    const first = await this.#facts.firstItemsWithText([...texts]);
    return new Map([...first].map(([text, id]) => [text, itemNumber(id)]));
  }

  #place(
    batch: DoorBatch,
    keys: Uint32Array,
    decision: Decision,
    sameWords: ReadonlyMap<string, number>,
  ): ItemNumbering {
    const { index, place, isNew, revision, identityKey } = decision;
    const item = place >= 0 ? this.#brought.number(place) : decision.item;
    const { counts } = this;
    const duplicateOf = this.#firstWith(batch, keys, index, item, sameWords);
    const similarTo =
      duplicateOf === 0 && batch.hasSignature[index] === 1
        ? notSelf(this.#similar.findOrAdd(batch.signatures, index * SIGNATURE_BYTES, item), item)
        : 0;
    counts[isNew ? "added" : "revised"] += 1;
    counts.redacted += batch.redacted[index]!;
    counts.duplicates += duplicateOf === 0 ? 0 : 1;
    counts.similar += similarTo === 0 ? 0 : 1;
    counts.spam += batch.isSpam[index]!;
    return {
      index,
      item,
      revision,
      duplicateOf,
      similarTo,
      ...(identityKey === null ? {} : { identityKey }),
    };
  }

  #firstWith(
    batch: DoorBatch,
    keys: Uint32Array,
    index: number,
    item: number,
    sameWords: ReadonlyMap<string, number>,
  ): number {
    if (batch.hasWords[index] === 0) return 0;
    const at = index * WORDS_PER_ITEM + 2 * WORDS_PER_KEY;
    const first =
      (sameWords.size === 0 ? undefined : sameWords.get(keyText(keys, at))) ??
      this.#firstWithWords.get(keys, at);
    if (first === undefined) this.#firstWithWords.set(keys, at, item);
    return first === undefined ? 0 : notSelf(first, item);
  }
}

function notSelf(found: number, item: number): number {
  return found === item ? 0 : found;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/** A key as it is stored: 16 bytes in URL-safe base64, 22 characters. */
function keyText(keys: Uint32Array, at: number): string {
  return Buffer.from(keys.buffer, keys.byteOffset + at * 4, KEY_BYTES).toString("base64url");
}
