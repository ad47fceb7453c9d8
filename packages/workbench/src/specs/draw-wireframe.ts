// A plain wireframe of a specification's stories: one HTML file of boxes and words, without scripts, to talk about.
import { inLanguage, type SpecId } from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";
import type { DeskContext } from "../desk/desk-context.ts";
import { type Html, html } from "../report/html.ts";
import { singlePage } from "../report/single-page.ts";
import { getSpec } from "./edit-specs.ts";
import { filledWords, oneLine } from "./render-markdown.ts";

export type Language = "en" | "zh";

/** The wireframe of the latest version. */
export async function drawSpecWireframe(
  context: DeskContext,
  id: SpecId,
  language: Language,
): Promise<string> {
  return drawWireframe(await getSpec(context, id), language);
}

const WORDS = {
  en: {
    lead: "A sketch of the stories, to talk about. Boxes are placeholders.",
    back: "Back",
    done: "Done",
    cancel: "Cancel",
    find: "Search",
    retry: "Try again",
    choose: "Choose",
    input: "Enter",
    none: "No story to draw yet.",
    after: "Done when",
  },
  zh: {
    lead: "用户故事的草图，供讨论之用。方框仅为占位。",
    back: "返回",
    done: "完成",
    cancel: "取消",
    find: "搜索",
    retry: "重试",
    choose: "选择",
    input: "输入",
    none: "还没有可画的用户故事。",
    after: "完成标准",
  },
} as const;
type Words = (typeof WORDS)[Language];

/** Kinds of screen, told from the words of a story; the first that fits. */
const SCREENS: readonly (readonly [RegExp, (words: Words) => Html])[] = [
  [/search|find|look up|filter|搜索|查找|筛选/iu, (words) => html`${field(words.find)}${rows(4)}`],
  [
    /log ?in|sign|password|code|verif|account|登录|登陆|密码|验证码|账号|注册/iu,
    (words) =>
      html`${field(words.input)}${field("······")}${button(words.done)}${quiet(words.retry)}`,
  ],
  [
    /price|pay|subscri|plan|refund|invoice|价格|会员|付费|订阅|退款|发票|贵/iu,
    (words) => html`<div class="cards">${plan(words)}${plan(words)}${plan(words)}</div>`,
  ],
  [
    /share|export|download|print|send|invite|link|分享|导出|下载|打印|发送|邀请|链接/iu,
    (words) =>
      html`<div class="dialog">${rows(2)}<div class="bar">${quiet(words.cancel)}${button(words.done)}</div></div>`,
  ],
  [
    /setting|theme|dark|font|notif|permission|icon|设置|主题|深色|字体|通知|权限|图标/iu,
    () => html`${toggle()}${toggle()}${toggle()}`,
  ],
  [
    /lost|lose|sync|restore|backup|history|version|丢|同步|恢复|备份|历史|版本/iu,
    (words) =>
      html`<div class="note">${rows(1)}</div>${rows(3)}<div class="bar">${quiet(words.choose)}${button(words.retry)}</div>`,
  ],
];

/** One HTML page; every word in it is escaped, and its policy lets nothing run or load. */
export function drawWireframe(spec: SpecView, language: Language, note?: string): string {
  const words = WORDS[language];
  const stories = storiesOf(spec);
  const screens = stories.map((story, index) => plainScreen(spec, story, index, language));
  const lead = stories.length === 0 ? words.none : words.lead;
  return wireframePage(spec, language, {
    screens,
    leads: note === undefined ? [lead] : [note, lead],
  });
}

/** The stories of a specification, in their order. */
export function storiesOf({ claims }: SpecView): ClaimView[] {
  return claims.filter(({ section }) => section === "stories");
}

/** The frame that every wireframe stands in. */
export function wireframePage(
  spec: SpecView,
  language: Language,
  { screens, leads }: { readonly screens: readonly Html[]; readonly leads: readonly string[] },
): string {
  const title = inLanguage(spec.title, language);
  const body = html`<h1>${title}</h1>
${leads.map((lead) => html`<p class="lead">${lead}</p>`)}
<main>${screens}</main>`;
  return singlePage({ title, language, style: STYLE, body });
}

/** A story drawn by rule from its words. */
export function plainScreen(
  spec: SpecView,
  story: ClaimView,
  index: number,
  language: Language,
): Html {
  const words = WORDS[language];
  const told = oneLine(filledWords(story, language));
  const name = inLanguage(spec.title, language);
  const draw =
    SCREENS.find(([cue]) => cue.test(`${name} ${told}`))?.[1] ??
    (() => html`${rows(4)}${button(words.done)}`);
  return html`<section>
<div class="phone"><div class="top"><span>‹ ${words.back}</span><b>${name}</b><span>${String(index + 1)}</span></div><div class="screen">${draw(words)}</div></div>
${caption(spec, story, language)}
</section>`;
}

/** Beneath a screen: the story that it serves, and when it is done. */
export function caption(spec: SpecView, story: ClaimView, language: Language): Html {
  const outcome = outcomesOf(spec, story, language);
  return html`<p>${oneLine(filledWords(story, language))}</p>
${outcome.length === 0 ? html`` : html`<p class="after">${WORDS[language].after}: ${outcome.join("; ")}</p>`}`;
}

/** What is seen when a story is done. */
export function outcomesOf(spec: SpecView, story: ClaimView, language: Language): string[] {
  return spec.claims.flatMap(({ criterion }) =>
    criterion === undefined || criterion.storyId !== story.id
      ? []
      : [inLanguage(criterion.outcome, language)],
  );
}

function field(label: string): Html {
  return html`<div class="field">${label}</div>`;
}
export function button(label: string): Html {
  return html`<div class="button">${label}</div>`;
}
function quiet(label: string): Html {
  return html`<div class="quiet">${label}</div>`;
}
export function rows(count: number): Html {
  return html`${Array.from({ length: count }, (_, at) => html`<div class="row"><i style="width:${String(70 - 9 * at)}%"></i><i class="thin" style="width:${String(45 + 8 * at)}%"></i></div>`)}`;
}
function toggle(): Html {
  return html`<div class="toggle"><i style="width:55%"></i><s></s></div>`;
}
function plan(words: Words): Html {
  return html`<div class="card"><i style="width:60%"></i><i class="thin" style="width:80%"></i>${button(words.choose)}</div>`;
}

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;color:#1d2521;background:#fafaf7;margin:24px}
h1{font-size:22px;margin:0}.lead{color:#5b655f;margin:4px 0 20px}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:24px}
section p{overflow-wrap:anywhere}.after{color:#5b655f;font-size:13px}
.phone{border:2px solid #59645e;border-radius:22px;background:#fff;padding:12px;min-height:330px}
.top{display:flex;justify-content:space-between;gap:8px;border-bottom:1px dashed #b8c0bb;padding-bottom:8px;font-size:13px}
.top b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.screen{padding-top:12px;display:grid;gap:10px}
.field,.row,.note,.card,.dialog,.toggle{border:1.5px solid #b8c0bb;border-radius:8px;padding:9px}
.field{color:#5b655f}.button{background:#2d5f4c;color:#fff;border-radius:8px;padding:8px;text-align:center}
.quiet{border:1.5px solid #59645e;border-radius:8px;padding:8px;text-align:center}
.bar{display:grid;grid-template-columns:1fr 1fr;gap:8px}.dialog{display:grid;gap:10px;margin-top:40px}
.cards{display:grid;gap:8px}.note{background:#f3efe4}
i{display:block;height:9px;border-radius:5px;background:#c9d0cc;margin:3px 0}i.thin{height:6px;background:#e0e5e2}
.phone h2{font-size:16px;margin:0}.phone p{margin:0;font-size:13px}.region{display:grid;gap:10px}
.region.top-part{border-bottom:1px dashed #b8c0bb;padding-bottom:10px}.region.bottom{border-top:1px dashed #b8c0bb;padding-top:10px}
.region.dialog{border:1.5px solid #59645e;border-radius:8px;padding:9px}
.named{font-size:13px;color:#5b655f}.box{border:1.5px solid #b8c0bb;border-radius:8px;height:32px}
.image{border:1.5px dashed #59645e;border-radius:8px;min-height:70px;display:grid;place-items:center;text-align:center;font-size:13px;padding:6px}
.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:4px}
.of{color:#5b655f;font-size:12px}.part{overflow-wrap:anywhere}
.toggle{display:flex;justify-content:space-between;align-items:center}.toggle s{width:34px;height:18px;border-radius:9px;background:#2d5f4c}
`;
