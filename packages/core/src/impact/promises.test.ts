// The promise about false verdicts, on a few worlds and runs; `npm run simulate -- impact` holds all of them to it.
import { expect, test } from "vitest";
import {
  holds,
  tallyScans,
  tallyVerdicts,
  tallyWordings,
  WORDINGS_LEVEL,
} from "../../../../bench/simulate/impact-verdicts.ts";
import { NULL_WORLDS } from "../../../../bench/simulate/impact-worlds.ts";

const RUNS = 80;
const MINUTE_MS = 60_000;

test(
  "[IM26] of releases that did nothing at most 5 % get a verdict, within Monte-Carlo error",
  () => {
    const last = NULL_WORLDS.filter(({ before }) => before === 14);
    expect(last.length).toBeGreaterThan(15);
    for (const [index, world] of last.entries()) {
      const tally = tallyVerdicts(world, 1, RUNS, 300 + index);
      expect(holds(tally), `${world.name}: ${tally.fell + tally.rose} of ${RUNS}`).toBe(true);
    }
  },
  MINUTE_MS,
);

test(
  "[IM26] a workspace in which nothing changed rarely shows an unplanned change",
  () => {
    for (const name of ["overdispersed 0.2", "swings 0.3, correlation 0.5"]) {
      const world = NULL_WORLDS.find((one) => one.name === name)!;
      const tally = tallyScans(world, 10, 5, false);
      expect(holds(tally), `${name}: ${tally.fell + tally.rose} of 10`).toBe(true);
    }
  },
  MINUTE_MS,
);

test("[IM26] the judge can fail: an effect is no world without one", () => {
  const steady = NULL_WORLDS.find(
    ({ name, before }) => name.startsWith("steady, 40") && before === 26,
  )!;
  expect(holds(tallyVerdicts(steady, 0.4, RUNS, 9))).toBe(false);
});

test(
  "[MA10] trying one wording of a matter after another rarely finds a change where there is none",
  () => {
    const worlds = NULL_WORLDS.filter(({ before, people = 8 }) => before === 14 && people > 2);
    for (const [index, world] of worlds.filter(({ users }) => users === undefined).entries()) {
      const tally = tallyWordings(world, 30, 500 + index);
      expect(holds(tally, WORDINGS_LEVEL), `${world.name}: ${tally.fell + tally.rose} of 30`).toBe(
        true,
      );
    }
  },
  MINUTE_MS,
);
