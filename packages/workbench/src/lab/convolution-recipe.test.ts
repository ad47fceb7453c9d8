// The one convolutional recipe: what it changes of pictures, that it learns, and that its file gives the same answers again.
import { createSeededRandom } from "@heed/stats";
import { expect, test } from "vitest";
import { convolutionRecipe, mirrored } from "./convolution-recipe.ts";
import { pictureChanges, readyPictures, SIDE } from "./image-recipes.ts";
import { type DenseExamples, take } from "./network-recipe.ts";

const HEIGHT = 8;

/** Pictures of noise with a bright bar: upright for class 0, level for class 1. */
function bars(count: number): DenseExamples {
  const random = createSeededRandom(3);
  const data = new Float32Array(count * HEIGHT * HEIGHT);
  for (let at = 0; at < count; at += 1) {
    const place = random.integer(HEIGHT);
    for (let y = 0; y < HEIGHT; y += 1)
      for (let x = 0; x < HEIGHT; x += 1) {
        const isBar = (at % 2 === 0 ? x : y) === place;
        data[(at * HEIGHT + y) * HEIGHT + x] = (isBar ? 2 : 0) + 0.4 * random.next();
      }
  }
  return { data, shape: [1, HEIGHT, HEIGHT] };
}

function recipe(isSameMirrored: boolean) {
  return convolutionRecipe<DenseExamples>({
    ...{ shape: [1, HEIGHT, HEIGHT], blocks: [8, 16], least: 20, shown: 4_000 },
    ...{ labelSmoothing: 0.05, weightDecay: 0.01, secondsEach: 1e-3 },
    examplesOf: take,
    changesFor: () => ({ augment: (batch) => batch, isSameMirrored }),
  });
}

test.each([false, true])(
  "it tells upright from level bars, and its file answers as it did (judged in the mirror too: %s)",
  async (isSameMirrored) => {
    const ready = bars(100);
    const rows = Int32Array.from({ length: 80 }, (_, at) => at);
    const labels = rows.map((row) => row % 2);
    const losses: number[] = [];
    const made = recipe(isSameMirrored);
    expect([made.fits(19, 2), made.fits(20, 2)]).toEqual([false, true]);
    const fitted = await made.fit(ready, rows, labels, 2, {
      seed: 1,
      onStep: (_, loss) => losses.push(loss),
    });
    expect(losses).toHaveLength(50);
    const held = Int32Array.from({ length: 20 }, (_, at) => 80 + at);
    const shares = await fitted.predict(ready, held);
    const right = held.filter((row, at) => (shares[2 * at] > 0.5 ? 0 : 1) === row % 2);
    expect(right.length).toBeGreaterThanOrEqual(18);
    const opened = await made.open(fitted.parts(), 2);
    expect(await opened.predict(ready, held)).toEqual(shares);
  },
);

test("a model of pictures in another size is told to be trained again", async () => {
  await expect(recipe(false).open({ network: new Uint8Array(4) }, 2)).rejects.toMatchObject({
    code: "older-model",
  });
});

test("in the mirror left and right change places, row by row", () => {
  const { data } = mirrored({ data: Float32Array.from([1, 2, 3, 4, 5, 6]), shape: [1, 2, 3] });
  expect([...data]).toEqual([3, 2, 1, 6, 5, 4]);
});

/** A picture with one bright corner; `isLeft` says in which half. */
function corner(isLeft: boolean, at: number, tint: number): Float32Array {
  const planes = new Float32Array(3 * SIDE * SIDE).fill(-0.5);
  for (let y = 0; y < 20; y += 1)
    for (let x = 0; x < 20; x += 1) {
      const column = isLeft ? x : SIDE - 1 - x;
      for (let plane = 0; plane < 3; plane += 1)
        planes[(plane * SIDE + y + (at % 30)) * SIDE + column] = plane === tint ? 1 : 0.2;
    }
  return planes;
}

test("pictures that mean something else in the mirror are bent only, others are changed as photos are", () => {
  const rows = Int32Array.from({ length: 40 }, (_, at) => at);
  const labels = rows.map((at) => at % 2);
  const sides = readyPictures(Array.from(rows, (at) => corner(at % 2 === 0, at, 0)));
  expect(pictureChanges(sides, rows, labels, 2).isSameMirrored).toBe(false);
  const random = createSeededRandom(1);
  const tints = readyPictures(Array.from(rows, (at) => corner(random.next() < 0.5, at, at % 2)));
  expect(pictureChanges(tints, rows, labels, 2).isSameMirrored).toBe(true);
});
