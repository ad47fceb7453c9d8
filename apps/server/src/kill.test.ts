// A server that is killed while programs send feedback loses nothing that it acknowledged, and doubles nothing.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiClient } from "@heed/core/api";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const ROUNDS = 3;
const BATCH = 200;

async function start(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, HEED_WORKSPACE: folder, HEED_PORT: "0" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const said = await new Promise<{ type: string; url: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { type: string; url: string }));
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  expect(said.type).toBe("listening");
  return { url: said.url, child };
}

test("acknowledged feedback survives kill -9 once, and an unacknowledged batch may be sent again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-kill-"));
  const acknowledged = new Set<string>();
  let secret = "";
  let sent = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { url, child } = await start(folder);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const api = createApiClient({ baseUrl: url, fetch });
    const scopes = ["feedback:write" as const];
    secret ||= (await api.createKey({ body: { name: "load", scopes } })).secret;
    const authorization = `Bearer ${secret}`;
    let isAlive = true;
    const sender = async () => {
      while (isAlive) {
        const batch = sent++;
        const items = Array.from({ length: BATCH }, (_, at) => ({
          text: `Message ${at} of batch ${batch}`,
        }));
        const headers = { authorization, "idempotency-key": `b${batch}` };
        // A batch without an answer is sent again, as a program would.
        for (let tries = 0; tries < 2 && isAlive; tries += 1) {
          const answer = await api.sendFeedback({ body: { items } }, { headers }).catch(() => null);
          if (answer === null) continue;
          for (let at = 0; at < BATCH; at += 1) acknowledged.add(`Message ${at} of batch ${batch}`);
          break;
        }
      }
    };
    const senders = [sender(), sender(), sender()];
    await new Promise((resolve) => setTimeout(resolve, 700 + 500 * round));
    child.kill("SIGKILL");
    isAlive = false;
    await Promise.all([...senders, ended]);
  }
  const { url, child } = await start(folder);
  const api = createApiClient({ baseUrl: url, fetch });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const texts: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, order: "arrival" as const, spam: true };
    const page = await api.listItems({
      query: cursor === undefined ? query : { ...query, cursor },
    });
    texts.push(...page.rows.map(({ text }) => text));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const stored = new Set(texts);
  expect(acknowledged.size).toBeGreaterThan(BATCH);
  expect([...acknowledged].filter((text) => !stored.has(text)).slice(0, 5)).toEqual([]);
  expect(texts.length).toBe(stored.size);
  child.kill("SIGTERM");
  await ended;
  console.log(`${acknowledged.size} messages acknowledged over ${ROUNDS} kills`);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}, 180_000);
