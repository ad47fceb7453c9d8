// Draws screens that a model proposed, in the boxes of a closed list: its words are labels, escaped, and nothing else of it is on the page.
import { inLanguage, NUMBER_PLACE, type WireElement, type WireframePlan } from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";
import { type Html, html, words as isolated } from "../report/html.ts";
import {
  button,
  caption,
  type Language,
  plainScreen,
  rows,
  storiesOf,
  wireframePage,
} from "./draw-wireframe.ts";

const WORDS = {
  en: {
    lead: (model: string) =>
      `Screens proposed by ${model}, checked and drawn by a program, to talk about. Nobody counted anything on them: ${NUMBER_PLACE} is a place for a number.`,
    plain: "Stories for which it proposed no screen are drawn plainly.",
    story: (number: number) => `Story ${number}`,
  },
  zh: {
    lead: (model: string) =>
      `界面由 ${model} 提议，经程序核查并绘制，供讨论之用。其中没有统计数字：${NUMBER_PLACE} 为数字占位。`,
    plain: "模型没有提议界面的用户故事，按简单草图绘制。",
    story: (number: number) => `用户故事 ${number}`,
  },
} as const;

/** The page, and which stories had to be drawn plainly. */
export function drawProposed(
  spec: SpecView,
  plan: WireframePlan,
  { language, model }: { readonly language: Language; readonly model: string },
): { readonly html: string; readonly plain: readonly string[] } {
  const words = WORDS[language];
  const stories = storiesOf(spec);
  const plain = stories.filter(({ id }) => !plan.screens.some(({ story }) => story === id));
  const numbers = new Map(stories.map(({ id }, index) => [id, index + 1]));
  const screens = plan.screens.flatMap((screen) => {
    const story = stories.find(({ id }) => id === screen.story);
    return story === undefined ? [] : [proposedScreen(spec, story, { screen, language, numbers })];
  });
  const rest = plain.map((story) => plainScreen(spec, story, numbers.get(story.id)! - 1, language));
  const leads = [words.lead(model), ...(plain.length === 0 ? [] : [words.plain])];
  return {
    html: wireframePage(spec, language, { screens: [...screens, ...rest], leads }),
    plain: plain.map(({ id }) => id),
  };
}

interface Drawing {
  readonly screen: WireframePlan["screens"][number];
  readonly language: Language;
  readonly numbers: ReadonlyMap<string, number>;
}

function proposedScreen(spec: SpecView, story: ClaimView, drawing: Drawing): Html {
  const { screen, language, numbers } = drawing;
  const named = WORDS[language].story(numbers.get(story.id)!);
  const regions = screen.regions.map(
    ({ name, elements }) =>
      html`<div class="region ${name === "top" ? "top-part" : name}">${elements.map((one) => part(one, drawing))}</div>`,
  );
  return html`<section>
<div class="phone"><div class="top"><span></span><b>${isolated(inLanguage(screen.title, language))}</b><span></span></div><div class="screen">${regions}</div></div>
<p class="of">${named} · ${story.id}</p>
${caption(spec, story, language)}
</section>`;
}

/** An element; one that serves another story than its screen says which. */
function part(element: WireElement, { screen, language, numbers }: Drawing): Html {
  const other =
    element.story === screen.story
      ? html``
      : html`<span class="of">${WORDS[language].story(numbers.get(element.story) ?? 0)}</span>`;
  return html`<div class="part">${DRAWN[element.kind](inLanguage(element.label, language))}${other}</div>`;
}

const DRAWN: Readonly<Record<WireElement["kind"], (label: string) => Html>> = {
  heading: (label) => html`<h2>${isolated(label)}</h2>`,
  text: (label) => html`<p>${isolated(label)}</p>`,
  field: (label) => html`<span class="named">${isolated(label)}</span><div class="box"></div>`,
  button: (label) => button(label),
  list: (label) => html`<span class="named">${isolated(label)}</span>${rows(3)}`,
  table: (label) =>
    html`<span class="named">${isolated(label)}</span><div class="grid">${Array.from({ length: 9 }, () => html`<i></i>`)}</div>`,
  toggle: (label) => html`<div class="toggle"><span>${isolated(label)}</span><s></s></div>`,
  image: (label) => html`<div class="image">${isolated(label)}</div>`,
  note: (label) => html`<div class="note">${isolated(label)}</div>`,
};
