// Builders of voices and themes for tests of the rules about needs: name what matters, the rest is plain.
import type { AccountValue, Voice } from "../needs/voice.ts";
import type { Kind } from "../readings/reading.ts";
import type { Theme } from "../themes/theme.ts";

/** What a test says of one voice; a bug without anger by default. */
export interface VoicePlan {
  readonly theme: number | null;
  readonly person: string;
  readonly kind?: Kind;
  readonly score?: number;
  /** A Monday, `YYYY-MM-DD`. */
  readonly week?: string;
  readonly language?: string;
  readonly anonymous?: boolean;
  readonly segments?: Readonly<Record<string, string>>;
  readonly account?: AccountValue;
  readonly rival?: string;
}

/** Voices in the order planned, of items 1, 2, 3 and so on. */
export function buildVoices(plans: readonly VoicePlan[]): Voice[] {
  return plans.map((plan, index) => ({
    mentionId: `item_${index + 1}.1.0-4`,
    themeId: plan.theme === null ? null : `theme_${plan.theme}`,
    person: plan.person,
    anonymous: plan.anonymous ?? false,
    language: plan.language ?? "en",
    kind: plan.kind ?? "bug",
    sentimentScore: plan.score ?? 0,
    writtenAt: plan.week === undefined ? null : `${plan.week}T12:00:00.000Z`,
    weekDate: plan.week ?? null,
    segments: plan.segments ?? {},
    account: plan.account ?? null,
    rival: plan.rival ?? null,
  }));
}

/** A leaf theme with a name in both languages. */
export function buildTheme(number: number, given: Partial<Theme> = {}): Theme {
  return {
    id: `theme_${number}`,
    parentId: "theme_99",
    name: { en: `matter ${number}`, zh: `事项${number}` },
    keyphrases: { en: [], zh: [] },
    representatives: [],
    ...given,
  };
}
