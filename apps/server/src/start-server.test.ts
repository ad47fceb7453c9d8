// A start that fails leaves neither a socket nor a held workspace behind.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readServerConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { startServer } from "./start-server.ts";

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

test("where the mark of the server cannot be written it does not listen, and can be started again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-start-"));
  const config = readServerConfig({ HEED_PORT: String(await freePort()) });
  const start = () =>
    startServer({ folder, config, log: createLog("silent", () => undefined), webFolder: folder });
  await mkdir(join(folder, "server.json", "in the way"), { recursive: true });
  await expect(start()).rejects.toThrow();
  await rm(join(folder, "server.json"), { recursive: true });
  const server = await start();
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
