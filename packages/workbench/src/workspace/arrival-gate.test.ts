// Arrivals are stored side by side, and never while something runs alone.
import { expect, test } from "vitest";
import { HeldGate } from "./arrival-gate.ts";

test("what runs alone waits for arrivals under way and holds up those that come, in the order of asking", async () => {
  const gate = new HeldGate();
  const told: string[] = [];
  const steps = { first: Promise.withResolvers<void>(), alone: Promise.withResolvers<void>() };
  const first = gate.beside(async () => {
    await steps.first.promise;
    told.push("first stored");
  });
  const second = gate.beside(async () => told.push("second stored"));
  await second;
  const alone = gate.alone(async () => {
    told.push("alone");
    await steps.alone.promise;
    told.push("alone no more");
  });
  const third = gate.beside(async () => told.push("third stored"));
  const again = gate.alone(async () => told.push("alone again"));
  steps.first.resolve();
  await first;
  steps.alone.resolve();
  await Promise.all([alone, third, again]);
  expect(told).toEqual([
    "second stored",
    "first stored",
    "alone",
    "alone no more",
    "alone again",
    "third stored",
  ]);
  expect(gate.passed).toBe(2);
});

test("work that fails keeps nobody out", async () => {
  const gate = new HeldGate();
  const failing = async () => {
    throw new Error("full");
  };
  await expect(gate.alone(failing)).rejects.toThrow("full");
  await expect(gate.beside(failing)).rejects.toThrow("full");
  expect(await gate.alone(async () => "alone")).toBe("alone");
  expect(await gate.beside(async () => "beside")).toBe("beside");
});
