// Finds the server that runs on a workspace's folder, by the mark that it left there.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const MARK = "server.json";

/** A server and what its clients on this machine show it. */
export interface FoundServer {
  readonly url: string;
  readonly headers: { readonly authorization: string };
}

/** Leaves the mark of a server. */
export async function markServer(folder: string, url: string, token: string): Promise<void> {
  const mark = JSON.stringify({ url, pid: process.pid, token });
  // Whoever may read the workspace's folder may use its server.
  await writeFile(join(resolve(folder), MARK), mark, { mode: 0o600 });
}

export async function unmarkServer(folder: string): Promise<void> {
  await rm(join(resolve(folder), MARK), { force: true });
}

/** The server that runs on a folder, or null: its mark is believed only when it answers. */
export async function findServer(folder: string): Promise<FoundServer | null> {
  const text = await readFile(join(resolve(folder), MARK), "utf8").catch(() => null);
  if (text === null) return null;
  const { url, token } = JSON.parse(text) as { url: string; token: string };
  const signal = AbortSignal.timeout(2_000);
  const answer = await fetch(`${url}/health`, { signal }).catch(() => null);
  return answer?.ok ? { url, headers: { authorization: `Bearer ${token}` } } : null;
}
