// Rows and quotes: every figure leads back to mentions, and the quotes are of many people.
import { expect, test } from "vitest";
import { buildTheme, buildVoices } from "../testing/build-voices.ts";
import { chooseQuotes } from "./choose-quotes.ts";
import { figureRows } from "./figure-rows.ts";
import { rankPraise } from "./rank-praise.ts";

const voices = buildVoices([
  { theme: 1, person: "a", week: "2026-03-02", segments: { plan: "free" } },
  { theme: 1, person: "a", week: "2026-03-09", language: "zh", kind: "question" },
  { theme: 1, person: "b", week: "2026-03-09", account: { key: "b", value: 5 } },
  { theme: 1, person: "c", kind: "praise" },
  { theme: 2, person: "d" },
  { theme: 1, person: "e", rival: "Notewren" },
]);
const rows = (figure: Omit<Parameters<typeof figureRows>[1], "themeId">) =>
  figureRows(voices, { themeId: "theme_1", ...figure }).mentionIds.map((id) => id.split(".")[0]);

test("[ND17] each narrowing of a figure names the rows it counts, and only voices of the need", () => {
  expect(rows({})).toEqual(["item_1", "item_2", "item_3"]);
  expect(figureRows(voices, { themeId: "theme_1" }).people).toBe(2);
  expect(rows({ weeks: { from: "2026-03-09", to: "2026-03-16" } })).toEqual(["item_2", "item_3"]);
  expect(rows({ segment: { dimension: "plan", value: "free" } })).toEqual(["item_1"]);
  expect(rows({ language: "zh" })).toEqual(["item_2"]);
  expect(rows({ kind: "question" })).toEqual(["item_2"]);
  expect(rows({ valued: true })).toEqual(["item_3"]);
});

test("[ND18] one person gives one quote, representatives come first, then the most severe", () => {
  const told = buildVoices([
    { theme: 1, person: "loud", score: -1 },
    { theme: 1, person: "loud", score: -1 },
    { theme: 1, person: "mild", kind: "question" },
    { theme: 1, person: "harsh", score: -0.9 },
  ]);
  const theme = buildTheme(1, { representatives: ["item_3.1.0-4", "item_77.1.0-4"] });
  expect(chooseQuotes(theme, told)).toEqual(["item_3.1.0-4", "item_1.1.0-4", "item_4.1.0-4"]);
});

test("[ND18] languages that say a tenth of it take turns, rarer ones follow", () => {
  const told = buildVoices(
    ["en", "en", "en", "en", "en", "en", "en", "en", "en", "zh", "zh", "fr"].map(
      (language, index) => ({
        theme: 1,
        person: `p${index}`,
        language,
      }),
    ),
  );
  const languages = chooseQuotes(buildTheme(1), told).map(
    (id) => told.find(({ mentionId }) => mentionId === id)!.language,
  );
  expect(languages.slice(0, 4)).toEqual(["en", "zh", "en", "zh"]);
  expect(languages.at(-1)).toBe("fr");
});

test("praise is ranked by people, from two on, with its share of everyone heard", () => {
  const praised = buildVoices([
    { theme: 1, person: "a", kind: "praise" },
    { theme: 1, person: "a", kind: "praise" },
    { theme: 2, person: "a", kind: "praise" },
    { theme: 2, person: "b", kind: "praise" },
    { theme: null, person: "c" },
    { theme: 2, person: "d", kind: "praise", rival: "Notewren" },
  ]);
  const ranked = rankPraise([buildTheme(1), buildTheme(2)], praised);
  expect(ranked).toMatchObject([{ themeId: "theme_2", people: 2 }]);
  expect(ranked[0]?.share.value).toBeCloseTo(2 / 3, 12);
});
