// Jobs run one after another, can be watched, stopped and tried again, and a kill leaves none half-told.
import { InvalidInput, type Job } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { expect, test } from "vitest";
import { type JobHandler, openJobRunner } from "./job-runner.ts";

const open = async (handlers: Record<string, JobHandler>) => {
  const records = await openSqliteRecordStore(":memory:");
  return { records, runner: await openJobRunner({ records, handlers, now: () => new Date(0) }) };
};
const ended = (runner: Awaited<ReturnType<typeof open>>["runner"], id: Job["id"]) =>
  new Promise<Job>((resolve) => {
    const stop = runner.listen((job) => {
      if (job.id !== id || job.endedAt === null) return;
      stop();
      resolve(job);
    });
  });
const untilStopped: JobHandler = (_input, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("jobs run in the order they were started, with their progress told and their result kept", async () => {
  const order: unknown[] = [];
  const { runner } = await open({
    count: async (input, { onProgress }) => {
      order.push(input.name);
      onProgress("counting", 1, 2);
      return { counted: input.name };
    },
  });
  const seen: string[] = [];
  runner.listen((job) => seen.push(`${job.id} ${job.status} ${job.stage ?? "-"}`));
  const first = await runner.start("count", { name: "a" });
  const second = await runner.start("count", { name: "b" });
  const last = await ended(runner, second.id);
  expect(order).toEqual(["a", "b"]);
  expect(last).toMatchObject({ status: "done", result: { counted: "b" }, done: 1, total: 2 });
  expect(seen.filter((line) => line.startsWith(first.id))).toEqual([
    "job_1 queued -",
    "job_1 running -",
    "job_1 running counting",
    "job_1 done counting",
  ]);
  expect((await runner.list()).map(({ id }) => id)).toEqual(["job_2", "job_1"]);
});

test("a failure is kept as a sentence, and the next job runs", async () => {
  const { runner } = await open({
    refuse: async () => {
      throw new InvalidInput("empty-file", "x.csv is empty.", { hint: "Export it again." });
    },
    break: async () => {
      throw new Error("a secret of a customer");
    },
  });
  const refused = await runner.start("refuse", {});
  const broken = await runner.start("break", {});
  const last = await ended(runner, broken.id);
  expect((await runner.get(refused.id)).error).toEqual({
    code: "empty-file",
    message: "x.csv is empty.",
    hint: "Export it again.",
  });
  expect(last.error?.code).toBe("fault");
  expect(JSON.stringify(last)).not.toContain("secret");
});

test("a running and a waiting job can both be stopped, and tried again", async () => {
  const { runner } = await open({ wait: untilStopped });
  const running = await runner.start("wait", {});
  const waiting = await runner.start("wait", {});
  const stopped = ended(runner, running.id);
  expect((await runner.cancel(waiting.id)).status).toBe("cancelled");
  await runner.cancel(running.id);
  expect((await stopped).status).toBe("cancelled");
  await expect(runner.cancel(running.id)).rejects.toMatchObject({ code: "job-has-ended" });
  const again = await runner.retry(running.id);
  expect(again).toMatchObject({ kind: "wait", status: "queued" });
  await runner.close();
});

test("closing interrupts what runs, and a killed process's jobs are found interrupted", async () => {
  const { runner, records } = await open({ wait: untilStopped });
  const job = await runner.start("wait", {});
  await runner.close();
  expect((await runner.get(job.id)).status).toBe("interrupted");
  await records.saveJob({ ...job, id: "job_7", status: "running" });
  const next = await openJobRunner({ records, handlers: {} });
  expect((await next.get("job_7")).status).toBe("interrupted");
});

test("unknown work and unknown jobs are refused by name", async () => {
  const { runner } = await open({});
  await expect(runner.start("dream", {})).rejects.toMatchObject({ code: "job-kind-not-found" });
  await expect(runner.get("job_99")).rejects.toMatchObject({ code: "job-not-found" });
});

test("records that cannot be written fail one job, not those behind it", async () => {
  const records = await openSqliteRecordStore(":memory:");
  const full = new Error("database or disk is full");
  let isFull = false;
  const begin = Promise.withResolvers<void>();
  const failures: unknown[] = [];
  const runner = await openJobRunner({
    records: {
      ...boundTo(records),
      saveJob: async (job) => {
        if (isFull) throw full;
        return records.saveJob(job);
      },
    },
    handlers: {
      fill: async (_input, { onProgress }) => {
        await begin.promise;
        isFull = true;
        onProgress("filling", 1, 2);
        return {};
      },
      count: async () => ({ counted: true }),
    },
    onFailure: (_job, error) => failures.push(error),
  });
  const first = await runner.start("fill", {});
  const second = await runner.start("count", {});
  const ends = [ended(runner, first.id), ended(runner, second.id)];
  begin.resolve();
  expect((await Promise.all(ends)).map(({ status }) => status)).toEqual(["done", "failed"]);
  isFull = false;
  const third = await runner.start("count", {});
  expect((await ended(runner, third.id)).status).toBe("done");
  expect(failures).toContain(full);
  await expect(runner.cancel(first.id)).rejects.toMatchObject({ code: "job-has-ended" });
});

test("a job that begins while it is being stopped ends once", async () => {
  for (let later = 0; later < 12; later += 1) {
    const begin = Promise.withResolvers<void>();
    const { runner } = await open({
      wait: untilStopped,
      count: () => begin.promise.then(() => ({})),
    });
    const ends: string[] = [];
    const first = await runner.start("count", {});
    const second = await runner.start("wait", {});
    const stopped = Promise.withResolvers<void>();
    runner.listen(async ({ id, status, endedAt }) => {
      if (endedAt === null) return;
      ends.push(`${id} ${status}`);
      if (id !== first.id) return;
      for (let at = 0; at < later; at += 1) await Promise.resolve();
      await runner.cancel(second.id);
      stopped.resolve();
    });
    const over = ended(runner, second.id);
    begin.resolve();
    await Promise.all([stopped.promise, over]);
    await runner.close();
    expect(ends).toEqual([`${first.id} done`, `${second.id} cancelled`]);
  }
});

test("what a job tells after its end changes nothing", async () => {
  let tellLate = () => {};
  const { runner } = await open({
    count: async (_input, { onProgress }) => {
      tellLate = () => onProgress("late", 1, 1);
      return {};
    },
  });
  const job = await runner.start("count", {});
  await ended(runner, job.id);
  const seen: unknown[] = [];
  runner.listen((told) => seen.push(told));
  tellLate();
  expect(seen).toEqual([]);
  expect(await runner.get(job.id)).toMatchObject({ status: "done", stage: null });
});

/** The methods of an object of a class, to put others in their place. */
function boundTo<Whole extends object>(whole: Whole): Whole {
  return new Proxy({} as Whole, {
    ownKeys: () => Reflect.ownKeys(Object.getPrototypeOf(whole)),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_none, name) => {
      const value = Reflect.get(whole, name, whole);
      return typeof value === "function" ? value.bind(whole) : value;
    },
  });
}
