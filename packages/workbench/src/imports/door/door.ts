// The one careful door: a message comes in as received and goes out as a redacted, hashed, dated item, or not at all.
import type { Redaction, UnnumberedItem } from "@heed/core";
import { foldText, toStoredText, unguardFormula } from "@heed/core/stored-text";
import { detectLanguage, redact } from "@heed/text/door";
import type { KeyedHash } from "../../workspace/keyed-hash.ts";
import type { ImportPlan } from "../formats/import-plan.ts";
import type { Message, NoMessage } from "../formats/message.ts";
import { markSpam } from "./mark-spam.ts";
import { plainHtml } from "./plain-html.ts";
import { readInstant } from "./read-date.ts";
import { readRating } from "./read-rating.ts";
import { findNames } from "./redact-names.ts";

export interface DoorContext {
  readonly source: string;
  readonly importId: string;
  readonly rival: string | null;
  readonly plan: ImportPlan;
  readonly hash: KeyedHash;
  /** Also replace people's names where they stand with a cue. */
  readonly redactNames: boolean;
  /** Keyed hashes of people who asked to be forgotten: their messages stay out. */
  readonly forgotten: ReadonlySet<string>;
}

/** An item with what the import needs beside it. */
export interface AdmittedItem {
  readonly item: UnnumberedItem;
  /** The folded words, for the signature; they go no further than the thread they are made in. */
  readonly folded: string;
  /** Keyed hashes of what the author is called. */
  readonly personKeys: readonly string[];
}

/** Admits one message; one without words and without a rating is turned away. */
export function admit(
  message: Message,
  row: number,
  context: DoorContext,
): AdmittedItem | NoMessage {
  const { source, hash, plan } = context;
  const words = joinWords(message.words.map((part) => storedWords(part, plan.isHtml)));
  const rating = readRating(message.rating);
  if (words === "" && rating === null)
    return { reason: "no-words", message: "The row has neither words nor a rating." };
  const author = named(message.author.trim());
  const email = named(message.email.trim());
  const personKeys = personKeysOf(author, email, hash);
  if (personKeys.some((key) => context.forgotten.has(key)))
    return { reason: "forgotten", message: "The author has asked to be forgotten." };
  const { text, redactions } = redactWords(words, context);
  const sourceId = keptId(message.id.trim(), hash);
  const writtenAt = readInstant(message.date, plan.dateOrder ?? undefined);
  const contentKey = hash("content", words, String(rating));
  const folded = words === "" ? "" : foldText(words);
  const item: UnnumberedItem = {
    source,
    importId: context.importId,
    sourceId,
    row,
    text,
    language: detectLanguage(text),
    rating,
    authorKey: author === "" && email === "" ? null : hash("author", source, author || email),
    writtenAt,
    channel: redactShort(message.channel),
    appVersion: message.version.trim() || null,
    properties: redactProperties(message.properties),
    identityKey:
      sourceId === null
        ? hash("content-of", source, author, message.date, contentKey)
        : hash("id-of", source, sourceId),
    contentKey,
    // Words about a rival never repeat words about us.
    textKey: folded === "" ? "" : hash("words", context.rival ?? "", folded),
    spam: markSpam(text),
    rival: context.rival,
    redactions,
  };
  return { item, folded, personKeys };
}

/** The beginning of a row for a person to find it by, redacted like everything that is kept. */
export function rowExcerpt(cells: readonly string[]): string {
  // Redaction comes before the cut: half an address would not be known as one.
  return redact(toStoredText(cells.join(" | ").slice(0, 2_000))).text.slice(0, 200);
}

/** The ways in which a person's name or address is looked for among those who asked to be forgotten. */
export function personKey(hash: KeyedHash, person: string): string {
  return hash("person", foldText(person.trim()));
}

/** What stores and survey tools write for somebody without a name: all of them would count as one person. */
const NOBODY =
  /^(?:an? google user|anonymous(?: user)?|guest|unknown|none|null|undefined|n\/?a|nan|-+|匿名(?:用户|网友|评论者)?|游客|未知|无)$/i;

function named(author: string): string {
  return NOBODY.test(author) ? "" : author;
}

/** `Name <address>` is known by the whole, by the name and by the address. */
function personKeysOf(author: string, email: string, hash: KeyedHash): string[] {
  if (email === "" && !author.includes("<")) return author === "" ? [] : [personKey(hash, author)];
  const names = new Set([...namesWithin(author), ...namesWithin(email)]);
  return Array.from(names, (name) => personKey(hash, name));
}

/** A person as written, and the name and the address inside `Name <address>`; never empty texts. */
export function namesWithin(person: string): string[] {
  if (!person.includes("<")) return person === "" ? [] : [person];
  const open = person.lastIndexOf("<");
  const name = person.slice(0, open).trimEnd().replace(/^"/, "").replace(/"$/, "");
  const address = person.slice(open + 1, -1);
  const isAddress =
    person.endsWith(">") && !/[>\s]/.test(address) && address.slice(1, -1).includes("@");
  if (!isAddress || /["<]/.test(name)) return [person];
  return [person, name, address].filter((part) => part !== "");
}

function storedWords(part: string, isHtml: boolean): string {
  return toStoredText(isHtml ? plainHtml(unguardFormula(part)) : unguardFormula(part));
}

/** A title that only repeats the beginning of the text is left out. */
function joinWords(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0]!;
  const [title = "", text = ""] = parts;
  if (title === "" || text.startsWith(title.replace(/(?<![.…])[.…]+$/, ""))) return text;
  return text === "" ? title : `${title}\n${text}`;
}

/** An id that is an address or a number of a person is kept as a hash. */
function keptId(id: string, hash: KeyedHash): string | null {
  if (id === "") return null;
  const isPrivate = id.length > 6 && redact(id).redactions.some(({ kind }) => kind !== "key");
  return isPrivate ? hash("source-id", id) : id.slice(0, 500);
}

function redactWords(
  words: string,
  { hash, redactNames }: DoorContext,
): { text: string; redactions: Redaction[] } {
  const found = redact(words);
  const redactions = found.redactions.map(({ value, ...place }) => ({
    ...place,
    hash: hash("private", foldText(value)),
  }));
  return redactNames
    ? withoutNames(found.text, redactions, hash)
    : { text: found.text, redactions };
}

function withoutNames(text: string, redactions: readonly Redaction[], hash: KeyedHash) {
  const mark = "[name]";
  let replaced = "";
  let copied = 0;
  const names: Redaction[] = [];
  const shifts: [at: number, by: number][] = [];
  for (const { start, end } of findNames(text)) {
    replaced += text.slice(copied, start);
    names.push({
      kind: "name",
      start: replaced.length,
      end: replaced.length + mark.length,
      hash: hash("private", foldText(text.slice(start, end))),
    });
    replaced += mark;
    shifts.push([end, mark.length - (end - start)]);
    copied = end;
  }
  const shifted = redactions.map((redaction) => {
    const by = shifts.reduce((sum, [at, shift]) => (at <= redaction.start ? sum + shift : sum), 0);
    return { ...redaction, start: redaction.start + by, end: redaction.end + by };
  });
  return {
    text: replaced + text.slice(copied),
    redactions: [...shifted, ...names].sort((a, b) => a.start - b.start),
  };
}

const LONGEST_PROPERTY = 1_000;

function redactProperties(properties: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in properties) {
    const value = redactShort(properties[name]!);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

function redactShort(value: string): string | null {
  const text = toStoredText(value);
  if (text === "") return null;
  return redact(text.length > LONGEST_PROPERTY ? text.slice(0, LONGEST_PROPERTY) : text).text;
}
