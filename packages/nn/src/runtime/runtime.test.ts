// The door to ONNX Runtime: results land where they are asked for, and failures stay visible.
import { expect, test } from "vitest";
import { add, constant, gather, input, mul, scatterRows } from "../graph/builder.ts";
import { lowerGraph } from "../onnx/lower.ts";
import { interpret } from "./reference.ts";
import { openSession, runtimeTensor } from "./session.ts";

const x = input("x", ["n"]);
const floats = (...values: number[]) =>
  runtimeTensor("float32", Float32Array.from(values), [values.length]);

test.each([true, false])(
  "[RT1] results are written into given arrays, barrier %s",
  async (barrier) => {
    const outputs = { double: mul(x, 2), next: add(x, 1) };
    const session = await openSession(lowerGraph({ outputs, barrier }), { threads: 1 });
    const targets = { double: floats(0, 0), next: floats(0, 0) };
    const kept = targets.double.data;
    await session.runInto({ x: floats(3, 4) }, targets);
    expect([...targets.double.data, ...targets.next.data]).toEqual([6, 8, 4, 5]);
    expect(targets.double.data).toBe(kept);
    expect(session.outputNames).toEqual(["double", "next"]);
    await session.close();
  },
);

test("[RT1] a table that is input and target at once is updated in place", async () => {
  const table = input("table", [4, 2]);
  const rows = input("rows", ["k"], "int32");
  const next = scatterRows(table, rows, mul(gather(table, rows), constant(10)));
  const session = await openSession(lowerGraph({ outputs: { next }, barrier: true }));
  const values = runtimeTensor("float32", Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [4, 2]);
  const feeds = { table: values, rows: runtimeTensor("int32", Int32Array.of(2, 0), [2]) };
  await session.runInto(feeds, { next: values });
  expect([...values.data]).toEqual([10, 20, 3, 4, 50, 60, 7, 8]);
  await session.close();
});

test("[RT2] a target of the wrong shape and an index outside its table are errors", async () => {
  const outputs = { y: gather(x, input("ids", [2], "int32")) };
  const session = await openSession(lowerGraph({ outputs, barrier: true }), { threads: 1 });
  const ids = (...values: number[]) => runtimeTensor("int32", Int32Array.from(values), [2]);
  const feeds = { x: floats(1, 2, 3), ids: ids(0, 2) };
  await expect(session.runInto(feeds, { y: floats(0, 0, 0) })).rejects.toMatchObject({
    code: "session-failed",
  });
  const outside = { x: floats(1, 2, 3), ids: ids(0, 7) };
  await expect(session.runInto(outside, { y: floats(0, 0) })).rejects.toMatchObject({
    code: "session-failed",
    cause: expect.any(Error),
  });
  await session.close();
});

test("[RT2] a model that ONNX Runtime cannot open is an error", async () => {
  await expect(openSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(/could not open the model/);
});

test("[RT3] missing values and contradicting sizes are refused by name", () => {
  const sum = add(x, input("y", ["n"]));
  const value = (...data: number[]) => ({ shape: [data.length], data: Float64Array.from(data) });
  expect(() => interpret([sum], { x: value(1) })).toThrow(/Input "y" is not fed/);
  expect(() => interpret([sum], { x: value(1), y: value(1, 2) })).toThrow(
    /fed for "y" has the wrong shape: received \[2\], expected \[n\]/,
  );
});
