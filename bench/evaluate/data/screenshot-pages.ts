// Made-up screens of an app store, a forum and a chat, from the parallel sentences that no model was trained on; told is what people say in them.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type ScreenKind = "reviews" | "list" | "chat";
export type ScreenLanguage = "en" | "zh" | "mixed";

export interface Screen {
  readonly html: string;
  /** What people say, from top to bottom; a review's title is a line of its own. */
  readonly said: readonly string[];
}

const FILE = join(import.meta.dirname, "../../../packages/text/training/parallel/test.tsv");
const NAMES = ["Jo Field", "stargazer_88", "小林", "Maple", "momo"];

/** Sentences in both languages, in the order of the file. */
export function parallelSentences(): { readonly en: string; readonly zh: string }[] {
  const [, ...rows] = readFileSync(FILE, "utf8").trim().split("\n");
  return rows.map((row) => {
    const [, , , , en, zh] = row.split("\t");
    return { en: en!, zh: zh! };
  });
}

/** One screen; the same arguments draw the same one. */
export function drawScreen(
  kind: ScreenKind,
  language: ScreenLanguage,
  scheme: "light" | "dark",
  seed: number,
): Screen {
  const sentences = parallelSentences();
  const sayingOf = (at: number) => (language === "mixed" ? (at % 2 === 0 ? "zh" : "en") : language);
  const say = (at: number, from: number) =>
    sentences[((seed * 7 + at + from) * 37) % sentences.length]![sayingOf(at)];
  const day = (at: number) => (sayingOf(at) === "en" ? "Oct 3" : "10月3日");
  const top = language === "en" ? "Ratings &amp; Reviews" : "评分及评论";
  const body: string[] = [`<div class="bar"><span>9:41</span><span>5G 87%</span></div>`];
  const said: string[] = [];
  if (kind === "chat") {
    body.push(`<div class="time">${language === "en" ? "Today" : "今天"} 10:24</div>`);
    for (let at = 0; at < 6; at += 1) {
      said.push(say(at, 100));
      const side = at % 3 === 2 ? "mine" : "";
      body.push(`<div class="row ${side}"><div class="bubble">${said.at(-1)}</div></div>`);
    }
  } else {
    body.push(`<h1>${top}</h1>`);
    for (let at = 0; at < 4; at += 1) {
      const text = say(at, 0);
      const name = NAMES[(seed + at) % NAMES.length];
      const isTitled = kind === "reviews";
      const title = say(at, 300)
        .slice(0, sayingOf(at) === "en" ? 22 : 8)
        .trim();
      said.push(isTitled ? `${title}\n${text}` : text);
      body.push(
        isTitled
          ? `<div class="card"><div class="head"><b>${title}</b><span class="dim">${day(at)}</span></div>
             <div class="head"><span class="stars">★★★☆☆</span><span class="dim">${name}</span></div><p>${text}</p></div>`
          : `<div class="entry"><div class="head"><span class="dim">${name}</span><span class="dim">${day(at)}</span></div>
             <p>${text}</p><div class="dim">${sayingOf(at) === "en" ? "Reply" : "回复"} &nbsp; ♡ ${at + 3}</div></div>`,
      );
    }
  }
  return { html: `<style>${style(scheme)}</style>${body.join("\n")}`, said };
}

function style(scheme: "light" | "dark"): string {
  const [paper, ink, card, theirs] =
    scheme === "light"
      ? ["#fff", "#111", "#f2f2f7", "#e9e9eb"]
      : ["#000", "#eee", "#1c1c1e", "#262628"];
  return `* { margin: 0; box-sizing: border-box }
    body { width: 390px; font: 16px/1.4 system-ui, "Noto Sans CJK SC", sans-serif; background: ${paper}; color: ${ink} }
    .bar { display: flex; justify-content: space-between; padding: 12px 20px; font-size: 14px; font-weight: 600 }
    h1 { font-size: 28px; padding: 8px 20px }
    .card { margin: 10px 16px; padding: 14px; border-radius: 12px; background: ${card} }
    .entry { padding: 12px 16px; border-top: 1px solid #8883 }
    .head { display: flex; justify-content: space-between; font-size: 14px }
    .dim { color: #8e8e93; font-size: 13px } .stars { color: #ff9500 }
    .row { display: flex; margin: 8px 12px } .mine { justify-content: flex-end }
    .bubble { max-width: 270px; padding: 8px 12px; border-radius: 18px; background: ${theirs} }
    .mine .bubble { background: #0b84ff; color: #fff }
    .time { text-align: center; font-size: 12px; color: #8e8e93; margin: 8px }`;
}
