// What a wireframe may hold: screens of boxes from a closed list, each for a story that is there, in labels that claim nothing.
import { plainFault } from "../answers/check-sentence.ts";
import { ordersModel } from "../answers/model-orders.ts";
import { writtenNumbers } from "../answers/written-numbers.ts";
import type { BothWords } from "../requirements/story.ts";

/** Everything that can be drawn; there is no way to say anything else. */
export const WIRE_ELEMENTS = [
  "heading",
  "text",
  "field",
  "button",
  "list",
  "table",
  "toggle",
  "image",
  "note",
] as const;
export type WireElementKind = (typeof WIRE_ELEMENTS)[number];

/** Parts of a screen, from top to bottom. */
export const WIRE_REGIONS = ["top", "main", "dialog", "bottom"] as const;
export type WireRegionName = (typeof WIRE_REGIONS)[number];

export interface WireElement {
  readonly kind: WireElementKind;
  readonly label: BothWords;
  /** Claim id of the story that it serves. */
  readonly story: string;
}

export interface WireScreen {
  readonly title: BothWords;
  readonly story: string;
  readonly regions: readonly {
    readonly name: WireRegionName;
    readonly elements: readonly WireElement[];
  }[];
}

export interface WireframePlan {
  readonly screens: readonly WireScreen[];
}

/** Sizes, in pieces and in UTF-16 units of a label. */
export const WIREFRAME_LIMITS = {
  screens: 12,
  regions: 4,
  elements: 12,
  allElements: 120,
  label: { en: 60, zh: 30 },
} as const;

/** What stands where a label would say a number: nobody counted it. */
export const NUMBER_PLACE = "#";

const DIGITS = /\p{N}+(?:[.,:/]\p{N}+)*/gu;
const PLACES = /#+/gu;
/** Words of amount that belong to the language of screens (`Select all`, 全部笔记) and count nobody. */
const HARMLESS_EN =
  /\b(?:all|every|each|none|single|both|everyone|everybody|no one|one|once|first|most|least|few|several|other)\b/giu;
const HARMLESS_ZH =
  /全部|所有|每个|每位|每人|单个|个个|首个|(?<![零一二三四五六七八九十百千万亿两几])一(?=[个条项张份步次篇])/gu;
const QUOTATION = /["“”„«»‹›「」『』《》]/u;
const HAN = /\p{sc=Han}/u;

/** What is wrong with one label, told so that a model can put it right; null when nothing is. */
export function labelFault(label: string, language: "en" | "zh"): string | null {
  const words = label.trim();
  const longest = WIREFRAME_LIMITS.label[language];
  // A number is no fault but a place: it is marked as one when the plan is settled.
  const own = words.replace(DIGITS, " ").replace(PLACES, " ");
  if (words === "") return "is empty";
  if (words.length > longest) return `is longer than ${longest} characters`;
  const plain = plainFault(own);
  if (plain === "hidden-characters") return "holds hidden characters";
  if (plain === "markup") return "holds markup, code or an address";
  if (plain !== null) return "holds characters that are no plain letters";
  if (QUOTATION.test(own)) return "holds a quotation";
  if (ordersModel(own)) return "gives orders to a model";
  if (language === "en" && HAN.test(own)) return "is not in English";
  const counted = writtenNumbers(own.replace(HARMLESS_EN, " ").replace(HARMLESS_ZH, "、"));
  return counted.length > 0 ? `says a number; write ${NUMBER_PLACE} in its place` : null;
}

/** Everything that is wrong with a plan; empty when it can be drawn. `stories` are the claim ids that were shown. */
export function wireframeFaults(
  { screens }: WireframePlan,
  stories: ReadonlySet<string>,
): readonly string[] {
  const { screens: mostScreens, regions: mostRegions, elements, allElements } = WIREFRAME_LIMITS;
  const faults: string[] = [];
  let count = 0;
  const labelled = (at: string, label: BothWords) => {
    for (const language of ["en", "zh"] as const) {
      const fault = labelFault(label[language], language);
      if (fault !== null) faults.push(`${at}.${language} ${fault}.`);
    }
  };
  const serving = (at: string, story: string) => {
    if (!stories.has(story)) faults.push(`${at} serves no story that was shown.`);
  };
  if (screens.length === 0) faults.push("There is no screen.");
  if (screens.length > mostScreens) faults.push(`There are more than ${mostScreens} screens.`);
  for (const [index, screen] of screens.slice(0, mostScreens).entries()) {
    const at = `screens.${index}`;
    serving(at, screen.story);
    labelled(`${at}.title`, screen.title);
    if (screen.regions.length === 0 || screen.regions.length > mostRegions)
      faults.push(`${at} has ${screen.regions.length} regions, expected 1 to ${mostRegions}.`);
    for (const region of screen.regions.slice(0, mostRegions)) {
      count += region.elements.length;
      if (region.elements.length > elements)
        faults.push(`${at} has a region of more than ${elements} elements.`);
      for (const [place, element] of region.elements.slice(0, elements).entries()) {
        const name = `${at}.${region.name}.${place}`;
        serving(name, element.story);
        labelled(`${name}.label`, element.label);
      }
    }
    if (screen.regions.every((region) => region.elements.length === 0))
      faults.push(`${at} has no element.`);
  }
  if (count > allElements) faults.push(`There are more than ${allElements} elements.`);
  return faults;
}

/** A plan without fault, as it is drawn: every number in a label is a place for one. */
export function settlePlan({ screens }: WireframePlan): WireframePlan {
  const settled = ({ en, zh }: BothWords): BothWords => ({ en: marked(en), zh: marked(zh) });
  return {
    screens: screens.map((screen) => ({
      ...screen,
      title: settled(screen.title),
      regions: screen.regions.map((region) => ({
        ...region,
        elements: region.elements.map((one) => ({ ...one, label: settled(one.label) })),
      })),
    })),
  };
}

function marked(label: string): string {
  return label.trim().replace(DIGITS, NUMBER_PLACE).replace(PLACES, NUMBER_PLACE);
}
