// Walks from any figure of a need back to the mentions it counts, by the rules that counted them.
import type { MentionId } from "../mentions/mention.ts";
import type { Kind } from "../readings/reading.ts";
import type { ThemeId } from "../themes/theme.ts";
import { type Voice, voicesNeed } from "./voice.ts";

/** Which figure of a need: every part given narrows it; with the theme alone it is all people who voiced the need. */
export interface Figure {
  readonly themeId: ThemeId;
  /** Mondays of the first and the last week counted. */
  readonly weeks?: { readonly from: string; readonly to: string };
  readonly segment?: { readonly dimension: string; readonly value: string };
  readonly kind?: Kind;
  readonly language?: string;
  /** Only voices whose account has a value. */
  readonly valued?: boolean;
}

export interface FigureRows {
  /** In the order received; of one person there may be several. */
  readonly mentionIds: readonly MentionId[];
  /** Distinct people among them. */
  readonly people: number;
}

/** The mentions that a figure counts. */
export function figureRows(voices: Iterable<Voice>, figure: Figure): FigureRows {
  const mentionIds: MentionId[] = [];
  const people = new Set<string>();
  for (const voice of voices) {
    if (!isCounted(voice, figure)) continue;
    mentionIds.push(voice.mentionId);
    people.add(voice.person);
  }
  return { mentionIds, people: people.size };
}

function isCounted(
  voice: Voice,
  { themeId, weeks, segment, kind, language, valued }: Figure,
): boolean {
  if (voice.themeId !== themeId || !voicesNeed(voice)) return false;
  if (kind !== undefined && voice.kind !== kind) return false;
  if (language !== undefined && voice.language !== language) return false;
  if (valued === true && voice.account === null) return false;
  if (segment !== undefined && voice.segments[segment.dimension] !== segment.value) return false;
  if (weeks === undefined) return true;
  return voice.weekDate !== null && voice.weekDate >= weeks.from && voice.weekDate <= weeks.to;
}
