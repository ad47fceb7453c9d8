// Long work that breathes lets others have their turn.
import { expect, test } from "vitest";
import { Breath } from "./breath.ts";

test("a breath is due after a while and lets what waits run first", async () => {
  const breath = new Breath();
  expect(breath.isDue).toBe(false);
  const order: string[] = [];
  setImmediate(() => order.push("another request"));
  while (!breath.isDue) Math.sqrt(2);
  await breath.take();
  order.push("the work goes on");
  expect(order).toEqual(["another request", "the work goes on"]);
  expect(breath.isDue).toBe(false);
});
