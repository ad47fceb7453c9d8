// A server that is killed while programs send events loses nothing that it acknowledged, and doubles nothing.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiClient } from "@heed/core/api";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const ROUNDS = 3;
const BATCH = 300;

async function start(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, HEED_WORKSPACE: folder, HEED_PORT: "0" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { url: string }).url));
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { url, child };
}

test("acknowledged events survive kill -9 once, however often a batch is sent again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-kill-capture-"));
  const acknowledged = new Set<number>();
  let secret = "";
  let sent = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { url, child } = await start(folder);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const scopes = ["events:write" as const];
    secret ||= (
      await createApiClient({ baseUrl: url, fetch }).createKey({ body: { name: "load", scopes } })
    ).secret;
    let isAlive = true;
    const sender = async () => {
      while (isAlive) {
        const number = sent++;
        const batch = Array.from({ length: BATCH }, (_, at) => ({
          event: "sent",
          uuid: `${number}-${at}`,
          distinct_id: `user ${at}`,
          timestamp: "2026-05-01T10:00:00Z",
        }));
        const body = JSON.stringify({ api_key: secret, batch });
        // A batch without an answer is sent again, as the senders do.
        for (let tries = 0; tries < 2 && isAlive; tries += 1) {
          const answer = await fetch(`${url}/batch/`, { method: "POST", body }).catch(() => null);
          if (answer?.ok !== true) continue;
          acknowledged.add(number);
          // Now and then an acknowledged batch comes again.
          if (number % 5 === 0)
            await fetch(`${url}/batch/`, { method: "POST", body }).catch(() => null);
          break;
        }
      }
    };
    const senders = [sender(), sender(), sender(), sender()];
    await new Promise((resolve) => setTimeout(resolve, 600 + 400 * round));
    child.kill("SIGKILL");
    isAlive = false;
    await Promise.all([...senders, ended]);
  }
  const { url, child } = await start(folder);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const api = createApiClient({ baseUrl: url, fetch });
  const { events } = await api.getEventOverview();
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
  // Every acknowledged batch is whole and single; one that was under way may be there as well.
  expect(events).toBeGreaterThanOrEqual(acknowledged.size * BATCH);
  expect(events).toBeLessThanOrEqual(sent * BATCH);
  for (const number of acknowledged) {
    const batch = Array.from({ length: BATCH }, (_, at) => ({
      event: "sent",
      uuid: `${number}-${at}`,
      distinct_id: `user ${at}`,
      timestamp: "2026-05-01T10:00:00Z",
    }));
    const answer = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      body: JSON.stringify({
        key: secret,
        batch: batch.map(({ uuid, distinct_id, ...one }) => ({
          ...one,
          id: uuid,
          person: distinct_id,
        })),
      }),
    });
    expect(await answer.json()).toMatchObject({ received: BATCH, known: BATCH });
  }
  child.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
}, 90_000);
