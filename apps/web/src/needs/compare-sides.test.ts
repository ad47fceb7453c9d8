// Two sides differ only where chance does not explain it.
import { expect, test } from "vitest";
import { compareSides } from "./compare-sides.ts";

test("a need that one side voices far more is told, one voiced alike is not", () => {
  const rows = compareSides([
    { id: "alike", a: { people: 20, heard: 200 }, b: { people: 22, heard: 210 } },
    { id: "louder", a: { people: 4, heard: 200 }, b: { people: 60, heard: 210 } },
    { id: "quieter", a: { people: 50, heard: 200 }, b: { people: 5, heard: 210 } },
  ]);
  expect(rows.map(({ id, says }) => [id, says])).toEqual([
    ["louder", "more"],
    ["quieter", "less"],
    ["alike", "same"],
  ]);
  const [louder] = rows;
  expect(louder!.ratio!.value).toBeCloseTo(60 / 210 / (4 / 200), 6);
  expect(louder!.ratio!.low).toBeGreaterThan(1);
});

test("where nobody voices it on either side nothing is compared, and one side of zero has no upper end", () => {
  const heard = { people: 0, heard: 100 };
  const [none] = compareSides([{ id: 1, a: heard, b: heard }]);
  expect(none).toMatchObject({ ratio: null, says: "same" });
  const [open] = compareSides([{ id: 1, a: heard, b: { people: 30, heard: 100 } }]);
  expect(open).toMatchObject({ ratio: { value: null, high: null }, says: "more" });
});
