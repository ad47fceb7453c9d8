// What a server writes is readable by its owner alone, whatever the terminal that started it would allow.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createApiClient } from "@heed/core/api";
import { openWorkspace } from "@heed/workbench";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

/** Paths under a folder, and the folder itself, which others may read, write or enter. */
async function openPaths(folder: string): Promise<string[]> {
  const below = await readdir(folder, { recursive: true });
  const open: string[] = [];
  for (const path of [folder, ...below.map((name) => join(folder, name))]) {
    const found = await stat(path).catch(() => null);
    // What the engine takes away meanwhile is open to nobody.
    if (found !== null && (found.mode & 0o077) !== 0) open.push(relative(folder, path) || ".");
  }
  return open;
}

async function start(home: string): Promise<{ url: string; child: ChildProcess }> {
  const command = `umask 022; exec "${process.execPath}" "${MAIN}"`;
  const { NODE_COMPILE_CACHE: _cache, HEED_WORKSPACE: _workspace, ...env } = process.env;
  const child = spawn("sh", ["-c", command], {
    env: { ...env, HEED_HOME: home, HEED_PORT: "0" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const said = await new Promise<{ url: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { url: string }));
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { url: said.url, child };
}

test("a server keeps its home, its workspace, uploads and backups from other users", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-modes-"));
  const home = join(folder, "home");
  const { url, child } = await start(home);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const api = createApiClient({ baseUrl: url, fetch });
    await api.createUpload({ body: { name: "a.csv", bytes: 4 } });
    const { secret } = await api.createKey({ body: { name: "a", scopes: ["feedback:write"] } });
    const headers = { authorization: `Bearer ${secret}` };
    await api.sendFeedback({ body: { text: "Too slow" } }, { headers });
    await api.startBackup();
    await expect
      .poll(async () => (await api.listJobs()).rows.map(({ status }) => status), {
        timeout: 60_000,
      })
      .toContain("done");
    expect(await openPaths(home)).toEqual([]);
  } finally {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

test("a workspace that a command makes in a folder of everyone's keeps its facts and its records to itself", async () => {
  const before = process.umask();
  const folder = await mkdtemp(join(tmpdir(), "heed-modes-"));
  try {
    const shared = join(folder, "shared");
    await mkdir(shared, { mode: 0o755 });
    for (const at of [shared, join(folder, "own")]) await (await openWorkspace(at)).close();
    expect(before & 0o077).not.toBe(0o077);
    expect((await stat(join(folder, "own"))).mode & 0o077).toBe(0);
    for (const name of ["facts", "heed.sqlite"])
      expect([name, (await stat(join(shared, name))).mode & 0o077]).toEqual([name, 0]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
