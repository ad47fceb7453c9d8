// Compares what is said of our product with what is said of rivals', theme by theme, by people.
import { adjust, compareSums, FALSE_DISCOVERY_RATE } from "../needs/compare-rates.ts";
import { shareEstimate } from "../needs/estimates.ts";
import type { Estimate, RateRatio } from "../needs/need.ts";
import { SEVERITY_BY_KIND, type Voice } from "../needs/voice.ts";
import type { Theme, ThemeId, ThemeName } from "../themes/theme.ts";

/** One theme as people of both products voice it as a need. */
export interface RivalTheme {
  readonly themeId: ThemeId;
  readonly name: ThemeName;
  readonly ours: { readonly people: number; readonly share: Estimate };
  readonly theirs: { readonly people: number; readonly share: Estimate };
  /** Their share over ours; null where they may be the same. */
  readonly ratio: RateRatio | null;
  /** Who has the problem more. */
  readonly worse: "ours" | "theirs" | "same";
}

export interface RivalComparison {
  readonly rival: string;
  /** People heard about the rival's product. */
  readonly people: number;
  /** Themes that either voices, the clearest differences first, then by people of both. */
  readonly themes: readonly RivalTheme[];
}

const LEAST_VOICES = 5;
/** What is said of each product, by person. */
interface Heard {
  readonly people: Set<string>;
  readonly byTheme: Map<ThemeId, Set<string>>;
}

/** One comparison for each rival that anything was said of, in order of name; none when there is no rival. */
export function compareRivals(
  themes: readonly Theme[],
  voices: readonly Voice[],
): RivalComparison[] {
  if (voices.every(({ rival }) => rival === null)) return [];
  const products = new Map<string | null, Heard>();
  for (const voice of voices) hear(products, voice);
  const ours = products.get(null);
  const rivals = [...products.keys()].filter((name) => name !== null).sort();
  if (ours === undefined || rivals.length === 0) return [];
  return rivals.map((rival) => compareRival(rival, themes, ours, products.get(rival)!));
}

function hear(products: Map<string | null, Heard>, voice: Voice): void {
  let heard = products.get(voice.rival);
  if (heard === undefined) {
    heard = { people: new Set(), byTheme: new Map() };
    products.set(voice.rival, heard);
  }
  heard.people.add(voice.person);
  if (voice.themeId === null || SEVERITY_BY_KIND[voice.kind] === 0) return;
  const told = heard.byTheme.get(voice.themeId);
  if (told === undefined) heard.byTheme.set(voice.themeId, new Set([voice.person]));
  else told.add(voice.person);
}

function compareRival(
  rival: string,
  themes: readonly Theme[],
  ours: Heard,
  theirs: Heard,
): RivalComparison {
  const rows = themes.flatMap(({ id, name }) => {
    const [own, other] = [ours.byTheme.get(id)?.size ?? 0, theirs.byTheme.get(id)?.size ?? 0];
    if (own + other === 0) return [];
    const compared =
      own + other < LEAST_VOICES
        ? null
        : compareSums(
            { people: own, heard: ours.people.size },
            { people: other, heard: theirs.people.size },
          );
    return [{ themeId: id, name, own, other, compared }];
  });
  const adjusted = adjust(rows.flatMap(({ compared }) => compared?.pValue ?? []));
  let next = 0;
  const described = rows.map(({ themeId, name, own, other, compared }) => {
    const pValue = compared === null ? 1 : adjusted[next++]!;
    const isFound = pValue <= FALSE_DISCOVERY_RATE;
    const isTheirs = other * ours.people.size > own * theirs.people.size;
    const worse: RivalTheme["worse"] = isFound ? (isTheirs ? "theirs" : "ours") : "same";
    return {
      pValue,
      themeId,
      name,
      ours: { people: own, share: shareEstimate(own, ours.people.size) },
      theirs: { people: other, share: shareEstimate(other, theirs.people.size) },
      ratio: isFound ? compared!.ratio : null,
      worse,
    };
  });
  const sorted = described.toSorted(
    (a, b) =>
      Number(a.worse === "same") - Number(b.worse === "same") ||
      (a.worse === "same" ? 0 : a.pValue - b.pValue) ||
      b.ours.people + b.theirs.people - (a.ours.people + a.theirs.people) ||
      (a.themeId < b.themeId ? -1 : 1),
  );
  return {
    rival,
    people: theirs.people.size,
    themes: sorted.map(({ pValue: _, ...theme }) => theme),
  };
}
