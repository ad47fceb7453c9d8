// Data that grows keeps its themes: known texts stay, new ones join them, and only a new matter opens a theme.
import { wholeTexts } from "@heed/core";
import { expect, test } from "vitest";
import { createThemeFinder } from "./create-theme-finder.ts";

const PARTS = {
  login: [
    ["I cannot log in", "Login fails", "The login page hangs", "My password is refused"],
    ["since the update", "every single time", "on my new phone", "after the reset", "again today"],
  ],
  price: [
    ["The subscription is too expensive", "The monthly price went up", "Far too much money"],
    [
      "for a simple list",
      "compared with others",
      "again this year",
      "for students",
      "for what it does",
    ],
  ],
  battery: [
    ["It drains my battery", "The battery dies", "My phone gets hot", "Battery use is insane"],
    ["in the background", "within two hours", "while it is idle", "all day long", "overnight"],
  ],
  widget: [
    ["Please add a home screen widget", "A widget would be great", "I miss a widget"],
    ["for the lock screen", "showing my next task", "on Android", "like the old app had", "soon"],
  ],
} as const;
const voices = (matter: keyof typeof PARTS, from = 0, to = 99) =>
  PARTS[matter][0]
    .flatMap((start) => PARTS[matter][1].map((end) => `${start} ${end}`))
    .slice(from, to);

const FIRST = [...voices("login", 0, 15), ...voices("price", 0, 10), ...voices("battery", 0, 15)];
const finder = createThemeFinder();
const first = await finder.find(wholeTexts(FIRST), { seed: 1, themeCount: 3 });

/** What the run before said of the first texts, and that the rest is new. */
function after(more: number): Int32Array {
  const previous = new Int32Array(FIRST.length + more).fill(-1);
  previous.set(first.assignment);
  return previous;
}

test("nothing new changes nothing", async () => {
  const again = await finder.find(wholeTexts(FIRST), { seed: 1, previous: after(0) });
  const leaves = again.themes.map(({ previous }) => previous!);
  expect(again.assignment.map((theme) => (theme < 0 ? -1 : leaves[theme]!))).toEqual(
    first.assignment,
  );
  expect(new Set(leaves).size).toBe(first.themes.length);
});

test("new texts on known matters join their themes and open none", async () => {
  const more = [...voices("login", 15), ...voices("price", 10), ...voices("battery", 15)];
  const found = await finder.find(wholeTexts([...FIRST, ...more]), {
    seed: 1,
    previous: after(more.length),
  });
  expect(found.themes.every(({ previous }) => previous !== null)).toBe(true);
  const themeOf = (index: number) => found.themes[found.assignment[index]!]!.previous;
  for (let i = 0; i < FIRST.length; i++) expect(themeOf(i)).toBe(first.assignment[i]);
  const [login, price, battery] = [0, 15, 25].map((index) => first.assignment[index]!);
  const wanted = [...Array(5).fill(login), ...Array(5).fill(price), ...Array(5).fill(battery)];
  expect(more.map((_, i) => themeOf(FIRST.length + i))).toEqual(wanted);
});

test("a matter of which nobody spoke before opens a theme of its own, and the known ones stay", async () => {
  const more = [...voices("widget"), ...voices("login", 15)];
  const found = await finder.find(wholeTexts([...FIRST, ...more]), {
    seed: 1,
    previous: after(more.length),
  });
  const opened = found.themes.flatMap(({ previous }, index) => (previous === null ? [index] : []));
  expect(opened).toHaveLength(1);
  expect(found.themes[opened[0]!]!.name.en).toMatch(/widget/i);
  const widgets = voices("widget").map((_, i) => found.assignment[FIRST.length + i]!);
  expect(new Set(widgets)).toEqual(new Set(opened));
  for (let i = 0; i < FIRST.length; i++)
    expect(found.themes[found.assignment[i]!]!.previous).toBe(first.assignment[i]);
});

test("a fixed number of themes that is kept opens none, another number begins anew", async () => {
  const texts = [...FIRST, ...voices("widget")];
  const previous = after(voices("widget").length);
  const kept = await finder.find(wholeTexts(texts), { seed: 1, previous, themeCount: 3 });
  expect(kept.themes.map((theme) => theme.previous).sort()).toEqual([0, 1, 2]);
  const anew = await finder.find(wholeTexts(texts), { seed: 1, previous, themeCount: 4 });
  expect(anew.themes).toHaveLength(4);
  expect(anew.themes.every((theme) => !("previous" in theme))).toBe(true);
});

test("leaves that hold no usable text any more are left out", async () => {
  const texts = [...FIRST, "!!!"];
  const previous = Int32Array.from([...first.assignment.map((leaf) => leaf + 1), 0]);
  const found = await finder.find(wholeTexts(texts), { seed: 1, previous });
  expect(found.themes.map((theme) => theme.previous).sort()).toEqual([1, 2, 3]);
  expect(found.unclear.get(FIRST.length)).toBe("no-words");
});

test("the same growth gives the same themes", async () => {
  const texts = [...FIRST, ...voices("widget")];
  const options = { seed: 4, previous: after(voices("widget").length) };
  expect(await finder.find(wholeTexts(texts), options)).toEqual(
    await finder.find(wholeTexts(texts), options),
  );
});
