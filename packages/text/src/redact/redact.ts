// Replaces private data by placeholders before anything is stored.
import type { Span } from "@heed/core";
import { findEmails, findIpv4, findIpv6 } from "./addresses.ts";
import type { Detector, PrivateKind } from "./detector.ts";
import { findCards, findChineseIds, findPhones } from "./numbers.ts";
import { findKeys, findUrlSecrets } from "./secrets.ts";

/**
 * One replaced value. `start` and `end` are the UTF-16 offsets of the placeholder in the redacted text. `value` is what
 * stood there: the caller makes its keyed hash and drops it; it must never be stored, logged or sent.
 */
export interface FoundRedaction extends Span {
  readonly kind: PrivateKind;
  readonly value: string;
}

export interface RedactedText {
  readonly text: string;
  /** In text order. */
  readonly redactions: readonly FoundRedaction[];
}

/** In order of precedence: where two finds touch, the earlier detector's stands. */
const DETECTORS: readonly Detector[] = [
  { kind: "secret", gate: "address", find: findUrlSecrets },
  { kind: "key", gate: "token", find: findKeys },
  { kind: "email", gate: "at", find: findEmails },
  { kind: "id", gate: "number", find: findChineseIds },
  { kind: "card", gate: "number", find: findCards },
  { kind: "phone", gate: "number", find: findPhones },
  { kind: "ip", gate: "address", find: findIpv6 },
  { kind: "ip", gate: "digit", find: findIpv4 },
];

/** Fewer digits than this in a text can hold no address of a machine. */
const FEWEST_DIGITS = 4;
/** Fewer digits than this in a text can hold no telephone, card or identity number. */
const FEWEST_NUMBER_DIGITS = 7;
/** Searches are repeated this often at most. */
const MOST_PASSES = 8;
const FULL_WIDTH = /[\uff01-\uff5e]/;
const FULL_WIDTH_ALL = /[\uff01-\uff5e]/g;
/** Units of a run that may be a key. */
const LONG_RUN = 16;

/**
 * Replaces e-mail addresses, telephone numbers, Chinese identity numbers and bank cards (both with a right checksum),
 * IP addresses, secrets in URLs and API keys by `[email]`, `[phone]`, `[id]`, `[card]`, `[ip]`, `[secret]`, `[key]`.
 * Versions, prices, dates, times, ratings and counts stay. Redacting a redacted text changes nothing.
 * Linear in the length of the text.
 *
 * @example
 * redact("Mail jo@example.com").text // "Mail [email]"
 */
export function redact(text: string): RedactedText {
  const gates = openGates(text);
  if (gates.size === 0) return { text, redactions: [] };
  const taken = findAll(foldFullWidth(text), gates);
  return taken.length === 0 ? { text, redactions: [] } : replace(text, taken);
}

interface Find extends Span {
  readonly kind: PrivateKind;
}

/**
 * All finds, apart. What is found is covered before the next search, so that finds never overlap, and the searches are
 * repeated until they find no more, so that a second redaction would find nothing.
 */
function findAll(folded: string, gates: ReadonlySet<Detector["gate"]>): Find[] {
  const taken: Find[] = [];
  let open = folded;
  for (let pass = 0, before = -1; pass < MOST_PASSES && taken.length > before; pass += 1) {
    before = taken.length;
    for (const { kind, gate, find } of DETECTORS) {
      if (!gates.has(gate)) continue;
      const spans = apart(find(open));
      if (spans.length === 0) continue;
      open = cover(open, spans);
      for (const { start, end } of spans) taken.push({ kind, start, end });
    }
  }
  return taken;
}

/** Spans in order; of two that overlap the one that begins first, and of those the longer, stays. */
function apart(spans: Iterable<Span>): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return sorted.filter((span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

/** The text with brackets in place of spans: the same length, and the edges that a placeholder will have. */
function cover(text: string, spans: readonly Span[]): string {
  let covered = "";
  let copied = 0;
  for (const { start, end } of spans) {
    covered += `${text.slice(copied, start)}[${"]".repeat(end - start - 1)}`;
    copied = end;
  }
  return covered + text.slice(copied);
}

/** What a unit below 128 is worth to the gates, as bits. */
const [DIGIT, TOKEN, AT, ADDRESS] = [1, 2, 4, 8];
const WORTH = new Uint8Array(128);
for (let unit = 0; unit < 128; unit += 1) {
  const character = String.fromCharCode(unit);
  if (/\d/.test(character)) WORTH[unit]! |= DIGIT;
  if (/[A-Za-z0-9+/_.-]/.test(character)) WORTH[unit]! |= TOKEN;
  if (character === "@") WORTH[unit]! |= AT;
  if (character === ":" || character === "=") WORTH[unit]! |= ADDRESS;
}

/** Which searches can find anything in a text, in one pass over it; most reviews open none. */
function openGates(text: string): Set<Detector["gate"]> {
  let digits = 0;
  let run = 0;
  let longestRun = 0;
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    let unit = text.charCodeAt(at);
    if (unit >= 0xff01 && unit <= 0xff5e) unit -= 0xfee0;
    const worth = unit < 128 ? WORTH[unit]! : 0;
    digits += worth & DIGIT;
    seen |= worth;
    run = (worth & TOKEN) === 0 ? 0 : run + 1;
    if (run > longestRun) longestRun = run;
  }
  if (digits < FEWEST_DIGITS && longestRun < LONG_RUN && (seen & (AT | ADDRESS)) === 0) return NONE;
  const gates = new Set<Detector["gate"]>();
  if (digits >= FEWEST_DIGITS) gates.add("digit");
  if (digits >= FEWEST_NUMBER_DIGITS) gates.add("number");
  if ((seen & AT) !== 0) gates.add("at");
  if ((seen & ADDRESS) !== 0) gates.add("address");
  if (longestRun >= LONG_RUN) gates.add("token");
  return gates;
}

const NONE: Set<Detector["gate"]> = new Set();

/** Full-width ASCII forms to ASCII, one unit for one unit, so that offsets stay. */
function foldFullWidth(text: string): string {
  if (!FULL_WIDTH.test(text)) return text;
  return text.replace(FULL_WIDTH_ALL, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));
}

function replace(text: string, taken: readonly Find[]): RedactedText {
  const redactions: FoundRedaction[] = [];
  let redacted = "";
  let copied = 0;
  for (const { kind, start, end } of taken.toSorted((a, b) => a.start - b.start)) {
    redacted += text.slice(copied, start);
    const placeholder = `[${kind}]`;
    redactions.push({
      kind,
      start: redacted.length,
      end: redacted.length + placeholder.length,
      value: text.slice(start, end),
    });
    redacted += placeholder;
    copied = end;
  }
  return { text: redacted + text.slice(copied), redactions };
}
