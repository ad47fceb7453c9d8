// Ranks what people love, so that nobody repairs it away.
import type { MentionId } from "../mentions/mention.ts";
import { type Theme, type ThemeId, type ThemeName, themeNumber } from "../themes/theme.ts";
import { chooseQuotes } from "./choose-quotes.ts";
import { shareEstimate } from "./estimates.ts";
import type { Estimate } from "./need.ts";
import type { Voice } from "./voice.ts";

/** A theme as something that people like. */
export interface PraisedTheme {
  readonly themeId: ThemeId;
  readonly name: ThemeName;
  /** Distinct people who praised it. */
  readonly people: number;
  readonly share: Estimate;
  readonly quotes: readonly MentionId[];
}

const LEAST_PEOPLE = 2;

/** Themes that at least two people praise, the most praised first (ties: theme number). */
export function rankPraise(themes: readonly Theme[], voices: readonly Voice[]): PraisedTheme[] {
  const everyone = new Set<string>();
  const byTheme = new Map<ThemeId, Voice[]>();
  for (const voice of voices) {
    if (voice.rival !== null) continue;
    everyone.add(voice.person);
    if (voice.kind !== "praise" || voice.themeId === null) continue;
    const known = byTheme.get(voice.themeId);
    if (known === undefined) byTheme.set(voice.themeId, [voice]);
    else known.push(voice);
  }
  return themes
    .map((theme) => ({ theme, told: byTheme.get(theme.id) ?? [] }))
    .map(({ theme, told }) => ({ theme, told, people: new Set(told.map((v) => v.person)).size }))
    .filter(({ people }) => people >= LEAST_PEOPLE)
    .sort((a, b) => b.people - a.people || themeNumber(a.theme.id) - themeNumber(b.theme.id))
    .map(({ theme, told, people }) => ({
      themeId: theme.id,
      name: theme.name,
      people,
      share: shareEstimate(people, everyone.size),
      quotes: chooseQuotes(theme, told),
    }));
}
