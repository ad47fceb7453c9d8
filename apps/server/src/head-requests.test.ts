// Who asks only for the head of an answer leaves nothing open behind.
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const metric = async (name: string) =>
  Number(
    new RegExp(`^${name} (\\d+)$`, "m").exec(await (await app.request("/metrics")).text())?.[1],
  );

test("a stream of which only the head was asked for is ended", async () => {
  expect((await app.request("/api/v1/jobs/stream", { method: "HEAD" })).status).toBe(200);
  await expect.poll(() => metric("heed_open_streams")).toBe(0);
});

const descriptors = "/proc/self/fd";
const isTold = existsSync(descriptors);
/** Files of exports that this process holds open. */
const openExports = () =>
  readdirSync(descriptors).filter((name) => {
    try {
      return readlinkSync(`${descriptors}/${name}`).includes("heed-export-");
    } catch {
      return false;
    }
  });

test.skipIf(!isTold)(
  `an export of which only the head was asked for is closed${isTold ? "" : " (not run: this system does not tell open files)"}`,
  async () => {
    const head = await app.request("/api/v1/exports/items/csv", { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, null]);
    await expect.poll(openExports).toEqual([]);
  },
);
