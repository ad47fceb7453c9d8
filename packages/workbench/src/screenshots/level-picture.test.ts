// Whatever the colours of a screen, its words become dark on white, and its cards and bubbles are found.
import { expect, test } from "vitest";
import type { Pixels } from "./label-areas.ts";
import { type LevelledPicture, levelPicture } from "./level-picture.ts";

type Colour = readonly [number, number, number];
const WIDTH = 300;
const HEIGHT = 400;

/** A screen that is painted with rectangles. */
class Screen {
  readonly data = new Uint8Array(WIDTH * HEIGHT * 3);

  constructor(page: Colour) {
    this.paint(0, 0, WIDTH, HEIGHT, page);
  }

  paint(left: number, top: number, width: number, height: number, colour: Colour): this {
    for (let y = top; y < top + height; y += 1)
      for (let x = left; x < left + width; x += 1) this.data.set(colour, (y * WIDTH + x) * 3);
    return this;
  }

  /** Strokes of letters: bars of two pixels, 14 high. */
  write(left: number, top: number, count: number, colour: Colour): this {
    for (let at = 0; at < count; at += 1) {
      this.paint(left + 8 * at, top, 2, 14, colour);
      this.paint(left + 8 * at, top + 6, 5, 2, colour);
    }
    return this;
  }

  level(): LevelledPicture {
    return levelPicture(this.pixels)!;
  }

  get pixels(): Pixels {
    return { data: this.data, width: WIDTH, height: HEIGHT };
  }
}

const at = ({ grey }: LevelledPicture, x: number, y: number) => grey[y * WIDTH + x];
const panelAt = ({ panelAt: panels }: LevelledPicture, x: number, y: number) =>
  panels[y * WIDTH + x];

test("white words on a blue bubble and black ones on the page are both dark ink", () => {
  const screen = new Screen([255, 255, 255])
    .paint(100, 100, 150, 60, [10, 130, 255])
    .write(120, 120, 10, [255, 255, 255])
    .write(20, 30, 10, [20, 20, 20])
    .level();
  expect(at(screen, 120, 122)).toBe(0);
  expect(at(screen, 20, 32)).toBe(0);
  expect([at(screen, 110, 110), at(screen, 5, 5), at(screen, 100, 130)]).toEqual([255, 255, 255]);
  expect(screen.panels).toHaveLength(2);
  expect(panelAt(screen, 120, 122)).toBe(panelAt(screen, 110, 110));
  expect(panelAt(screen, 20, 32)).toBe(panelAt(screen, 5, 5));
  expect(screen.panels[1]!.box).toEqual({ left: 100, top: 100, right: 250, bottom: 160 });
});

test("a dark screen with grey bubbles is levelled like a light one, pale words less strong", () => {
  const screen = new Screen([0, 0, 0])
    .paint(20, 100, 200, 80, [38, 38, 40])
    .write(40, 110, 12, [238, 238, 238])
    .write(40, 150, 6, [142, 142, 147])
    .level();
  expect(at(screen, 40, 112)).toBe(0);
  const pale = at(screen, 40, 152)!;
  expect(pale).toBeGreaterThan(80);
  expect(pale).toBeLessThan(180);
});

test("the height of letters is told, and a rule across the page is no ink", () => {
  const screen = new Screen([255, 255, 255])
    .write(20, 30, 20, [0, 0, 0])
    .paint(20, 200, WIDTH - 20, 1, [200, 200, 200])
    .level();
  expect(screen.letterHeight).toBe(14);
  expect(screen.rules).toEqual([200]);
  expect(at(screen, 150, 200)).toBe(255);
});

test("an avatar is no ink", () => {
  const screen = new Screen([255, 255, 255]).write(80, 30, 12, [0, 0, 0]);
  for (let y = 0; y < 28; y += 1)
    for (let x = 0; x < 28; x += 1)
      screen.paint(20 + x, 20 + y, 1, 1, [60 + 5 * x, 90 + ((x * 31 + y * 17) % 60), 40 + 5 * y]);
  const levelled = screen.level();
  expect(at(levelled, 34, 34)).toBe(255);
  expect(at(levelled, 80, 32)).toBe(0);
});

/** Five marks of 12 pixels: full ones are thick crosses, empty ones thin. */
function stars(screen: Screen, full: number): Screen {
  for (let mark = 0; mark < 5; mark += 1) {
    const [left, thick] = [20 + 16 * mark, mark < full ? 4 : 1];
    screen.paint(left, 64, 12, thick, [255, 149, 0]).paint(left + 4, 60, thick, 12, [255, 149, 0]);
  }
  return screen;
}

test.each([1, 3, 5])("%i of five stars are told and are no ink", (full) => {
  const levelled = stars(new Screen([255, 255, 255]), full)
    .write(20, 100, 20, [0, 0, 0])
    .level();
  expect(levelled.stars).toEqual([{ box: { left: 20, top: 60, right: 96, bottom: 72 }, full }]);
  expect(at(levelled, 20, 60)).toBe(255);
});

test("five letters of one size are no stars", () => {
  const screen = new Screen([255, 255, 255]);
  for (let mark = 0; mark < 5; mark += 1) {
    const left = 20 + 16 * mark;
    screen.paint(left, 60, 12, 1, [0, 0, 0]).paint(left, 71, 12, 1, [0, 0, 0]);
    screen.paint(left, 60, 1 + ((mark * 3) % 7), 12, [0, 0, 0]);
  }
  expect(screen.level().stars).toEqual([]);
});

test("a photo, which has no flat background, is not levelled", () => {
  const screen = new Screen([0, 0, 0]);
  let seed = 7;
  for (let index = 0; index < screen.data.length; index += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    screen.data[index] = seed >> 23;
  }
  expect(levelPicture(screen.pixels)).toBeNull();
});
