// Messages are found by layout: bubbles and cards, lines that stand together; what nobody says is told apart.
import { expect, test } from "vitest";
import { findMessages } from "./find-messages.ts";
import type { SeenLine, SeenPanel, SeenPicture, SeenWord } from "./seen-picture.ts";

const PAGE: SeenPanel = { id: 1, box: boxAt(0, 0, 400, 800), share: 0.8 };

function boxAt(left: number, top: number, right: number, bottom: number) {
  return { left, top, right, bottom };
}

/** A line of words of 16 pixels' height that begins at a place; letters are 8 wide, Chinese ones 16. */
function line(
  text: string,
  left: number,
  top: number,
  more: Partial<Pick<SeenWord, "panel" | "confidence" | "strength">> = {},
): SeenLine {
  let at = left;
  const words = text.split(" ").map((word): SeenWord => {
    const wide = Array.from(word, (unit) => (unit > "\u2e00" ? 16 : 8)).reduce((a, b) => a + b, 0);
    const box = boxAt(at, top, at + wide, top + 16);
    at += wide + 5;
    return { text: word, box, confidence: 95, panel: 1, strength: 1, ...more };
  });
  return { words };
}

function picture(
  han: readonly SeenLine[],
  { panels = [PAGE], ...more }: Partial<SeenPicture> = {},
): SeenPicture {
  return {
    ...{ width: 400, height: 800, han, latin: null, panels },
    ...{ rules: [], ratings: [], isPrepared: true },
    ...more,
  };
}

const said = (seen: SeenPicture) => findMessages(seen).messages.map(({ text }) => text);

test("each bubble is a message, its lines joined where they wrapped", () => {
  const bubble = (id: number, top: number): SeenPanel => ({
    id,
    box: boxAt(20, top, 220, top + 60),
    share: 0.04,
  });
  const panels = [PAGE, bubble(2, 100), bubble(3, 200)];
  const seen = picture(
    [
      line("9:41 5G 87%", 20, 10),
      line("It loses my drafts every", 30, 110, { panel: 2 }),
      line("time I close the lid.", 30, 132, { panel: 2 }),
      line("导出 也 太 慢 了 ， 等 了 半", 30, 210, { panel: 3 }),
      line("天。", 30, 232, { panel: 3 }),
    ],
    { panels },
  );
  expect(said(seen)).toEqual([
    "It loses my drafts every time I close the lid.",
    "导出也太慢了，等了半天。",
  ]);
  expect(findMessages(seen).leftOut).toEqual([
    { reason: "interface", text: "9:41 5G 87%", words: 3 },
  ]);
});

test("a title that ended before its line was full stays a paragraph of its own", () => {
  const card: SeenPanel = { id: 2, box: boxAt(10, 90, 390, 200), share: 0.1 };
  const seen = picture(
    [
      line("Gone again", 20, 100, { panel: 2 }),
      line("All of my notes are gone since the update", 20, 122, { panel: 2 }),
    ],
    { panels: [PAGE, card] },
  );
  expect(said(seen)).toEqual(["Gone again\nAll of my notes are gone since the update"]);
});

test("on a page lines belong together until a gap, a rule, a name or a row of stars", () => {
  const seen = picture(
    [
      line("maple Oct 3, 2026", 20, 100, { strength: 0.5 }),
      line("The search finds nothing that I", 20, 122),
      line("wrote last year.", 20, 144),
      line("Reply 12", 20, 166),
      line("momo", 20, 200, { strength: 0.5 }),
      line("同步 总是 丢 笔记", 20, 222),
      line("I would pay for a tablet layout", 20, 300),
    ],
    { rules: [190], ratings: [{ stars: 2, box: boxAt(20, 260, 100, 276), panel: 1 }] },
  );
  const { messages, leftOut } = findMessages(seen);
  expect(messages.map(({ text, rating }) => [text, rating])).toEqual([
    ["The search finds nothing that I wrote last year.", null],
    ["同步总是丢笔记", null],
    ["I would pay for a tablet layout", 2],
  ]);
  expect(leftOut.map(({ reason }) => reason)).toEqual(["pale", "interface", "pale"]);
});

test("a card's stars and whole date go with its message; a day without its year does not", () => {
  const card = (id: number, top: number): SeenPanel => ({
    id,
    box: boxAt(10, top, 390, top + 90),
    share: 0.1,
  });
  const lines = (id: number, top: number, day: string) => [
    line(day, 300, top, { panel: id, strength: 0.4 }),
    line("Crashes whenever I rotate the phone", 20, top + 30, { panel: id }),
  ];
  const seen = picture([...lines(2, 100, "2026年10月3日"), ...lines(3, 300, "Oct 3")], {
    panels: [PAGE, card(2, 95), card(3, 295)],
    ratings: [{ stars: 1, box: boxAt(20, 110, 100, 122), panel: 2 }],
  });
  expect(findMessages(seen).messages).toMatchObject([
    { rating: 1, date: "2026-10-03" },
    { rating: null, date: null },
  ]);
});

test("words that were not read surely are left out and told; one unsure word stays in its sentence", () => {
  const shaky = line("导出 失 败 了", 20, 100);
  const words = shaky.words.map((word, at) => (at === 1 ? { ...word, confidence: 5 } : word));
  const seen = picture([
    { words },
    line("kk rn", 300, 100, { confidence: 30 }),
    line("闪 退 闪 退 闪 退", 20, 300, { confidence: 40 }),
  ]);
  const { messages, leftOut } = findMessages({
    ...seen,
    panels: [PAGE],
    han: [...seen.han, line("再 也 不 用 了 真 的", 20, 400)],
  });
  expect(messages.map(({ text }) => text)).toEqual(["再也不用了真的"]);
  expect(leftOut).toEqual([
    { reason: "unsure", text: "kk rn", words: 2 },
    { reason: "unsure", text: "闪退闪退闪退", words: 6 },
    { reason: "too-short", text: "导出失败了", words: 4 },
  ]);
});

test("an English line is taken from the English reading, a Chinese one is not", () => {
  const seen = picture(
    [
      line("1 flew eleven hours with it", 20, 100, { confidence: 92 }),
      line("支持 iOS 的 导出 失败 了", 20, 200, { confidence: 85 }),
    ],
    {
      latin: [
        line("I flew eleven hours with it", 20, 100, { confidence: 93 }),
        line("SHS iOS MSH KM T", 20, 200, { confidence: 60 }),
      ],
    },
  );
  expect(said(seen)).toEqual(["I flew eleven hours with it", "支持 iOS 的导出失败了"]);
});

test("a row that the engine cut in two is read from left to right", () => {
  const bubble: SeenPanel = { id: 2, box: boxAt(10, 90, 390, 150), share: 0.05 };
  const seen = picture(
    [
      line("来 了 ， 速度 可以", 130, 102, { panel: 2 }),
      line("当天 钱 就 退回", 20, 100, { panel: 2 }),
    ],
    { panels: [PAGE, bubble] },
  );
  expect(said(seen)).toEqual(["当天钱就退回来了，速度可以"]);
});

test("a photo without panels is read as one page, and an empty one says nothing", () => {
  const seen = picture([line("Please add a dark theme", 20, 100, { panel: 0 })], { panels: [] });
  expect(said(seen)).toEqual(["Please add a dark theme"]);
  expect(findMessages(picture([]))).toEqual({ messages: [], leftOut: [] });
});
