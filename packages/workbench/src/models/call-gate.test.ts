// Calls pass a gate in order, so many at a time and a minute, and one that stops waiting takes nobody's place.
import { expect, test } from "vitest";
import { CallGate } from "./call-gate.ts";

const never = new AbortController().signal;

function gate(concurrency: number, perMinute: number | null = null) {
  let now = 0;
  const waits: number[] = [];
  const opened = new CallGate({
    concurrency,
    perMinute,
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  });
  return { gate: opened, waits };
}

test("calls begin in the order in which they came, and a failure frees its place", async () => {
  const { gate: one } = gate(1);
  const begun: number[] = [];
  const calls = [1, 2, 3].map((number) =>
    one.pass(never, async () => {
      begun.push(number);
      if (number === 1) throw new Error("failed");
    }),
  );
  await expect(calls[0]).rejects.toThrow("failed");
  await Promise.all(calls.slice(1));
  expect(begun).toEqual([1, 2, 3]);
});

test("a call that stops waiting leaves the queue, and the next one has its turn", async () => {
  const { gate: one } = gate(1);
  const leave = await one.enter(never);
  const stop = new AbortController();
  const stopped = one.enter(stop.signal);
  const next = one.enter(never);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  leave();
  (await next)();
  (await one.enter(never))();
});

test("a turn given to a call that is stopped at the same moment is handed on", async () => {
  const { gate: one } = gate(1);
  const leave = await one.enter(never);
  const stop = new AbortController();
  const stopped = one.enter(stop.signal);
  const next = one.enter(never);
  leave();
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  (await next)();
});

test("no more begin in any minute than allowed, and a closed gate waits as long as it was told", async () => {
  const { gate: slow, waits } = gate(4, 2);
  for (let call = 0; call < 5; call += 1) await slow.pass(never, async () => {});
  expect(waits).toEqual([60_000, 60_000]);
  const { gate: closed, waits: closedWaits } = gate(1);
  closed.closeFor(1_500);
  closed.closeFor(500);
  await closed.pass(never, async () => {});
  expect(closedWaits).toEqual([1_500]);
});
