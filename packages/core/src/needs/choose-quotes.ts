// Chooses the words that stand for a need: central, severe, of many people, in each language that voices it.
import type { MentionId } from "../mentions/mention.ts";
import type { Theme } from "../themes/theme.ts";
import { mentionSeverity, type Voice } from "./voice.ts";

const MOST_QUOTES = 12;
/** A language takes turns when it says at least this part; rarer ones follow at the end. */
const LEAST_PART = 0.1;

interface Candidate {
  readonly voice: Voice;
  /** Place among the theme's representatives, or their number for all others. */
  readonly place: number;
  readonly severity: number;
}

/**
 * At most 12 mentions, one a person: the theme's representatives that voice the need, then the most severe, then the earliest.
 * Languages take turns in order of how often they voice it, so that the first quotes of a bilingual need are bilingual.
 */
export function chooseQuotes(theme: Theme, voices: readonly Voice[]): MentionId[] {
  const places = new Map(theme.representatives.map((id, index) => [id, index]));
  const languages = new Map<string, { count: number; best: Candidate[] }>();
  for (const voice of voices) {
    let language = languages.get(voice.language);
    if (language === undefined) {
      language = { count: 0, best: [] };
      languages.set(voice.language, language);
    }
    language.count += 1;
    const place = places.get(voice.mentionId) ?? places.size;
    const severity = mentionSeverity(voice.kind, voice.sentimentScore);
    const worstKept = language.best.length === MOST_QUOTES ? language.best.at(-1)! : null;
    // Most voices end here, without anything being built for them.
    if (worstKept !== null && !isBetter(place, severity, worstKept)) continue;
    keepBest(language.best, { voice, place, severity });
  }
  const turns = [...languages].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  const isFrequent = ({ count }: { count: number }) => count >= LEAST_PART * voices.length;
  const frequent = turns.filter(([, language]) => isFrequent(language));
  const rare = turns.filter(([, language]) => !isFrequent(language));
  const rounds = Array.from({ length: MOST_QUOTES }, (_, round) =>
    frequent.flatMap(([, { best }]) => best.slice(round, round + 1)),
  );
  const order = [...rounds, ...rare.map(([, { best }]) => best)].flat();
  const firstOf = new Map<string, MentionId>();
  for (const { voice } of order) {
    if (!firstOf.has(voice.person)) firstOf.set(voice.person, voice.mentionId);
  }
  return [...firstOf.values()].slice(0, MOST_QUOTES);
}

/** Keeps the best 12 in order, one a person, without sorting everything. */
function keepBest(best: Candidate[], candidate: Candidate): void {
  const { voice, place, severity } = candidate;
  const same = best.findIndex((other) => other.voice.person === voice.person);
  if (same >= 0) {
    if (!isBetter(place, severity, best[same]!)) return;
    best.splice(same, 1);
  }
  const at = best.findIndex((other) => isBetter(place, severity, other));
  best.splice(at < 0 ? best.length : at, 0, candidate);
  if (best.length > MOST_QUOTES) best.pop();
}

/** Of equals, the one received earlier stays ahead. */
function isBetter(place: number, severity: number, than: Candidate): boolean {
  return place !== than.place ? place < than.place : severity > than.severity;
}
