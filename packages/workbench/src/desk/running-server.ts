// Finds the server that runs on a workspace's folder, by the mark that it left there.
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const MARK = "server.json";
/** A server that is alive may be at work for a while before it answers. */
const PATIENCE_MS = 10_000;

/** A server and what its clients on this machine show it. */
export interface FoundServer {
  readonly url: string;
  readonly headers: { readonly authorization: string };
}

/** Leaves the mark of a server. */
export async function markServer(folder: string, url: string, token: string): Promise<void> {
  const mark = JSON.stringify({ url, pid: process.pid, token });
  const path = join(resolve(folder), MARK);
  // Whoever may read the workspace's folder may use its server. A kill leaves the mark whole or none.
  await writeFile(`${path}.new`, mark, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export async function unmarkServer(folder: string): Promise<void> {
  await rm(join(resolve(folder), MARK), { force: true });
}

/** The server that runs on a folder, or null: its mark is believed only when it answers to the token, as that folder's. */
export async function findServer(folder: string): Promise<FoundServer | null> {
  const text = await readFile(join(resolve(folder), MARK), "utf8").catch(() => null);
  if (text === null) return null;
  const mark = readMark(text);
  if (mark === null) return null;
  const { url, token } = mark;
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`${url}/local/hello`, { headers, signal }).catch(() => null);
  return answer?.ok ? { url, headers } : null;
}

/** A mark that a full disk cut off tells of no server. */
function readMark(text: string): { readonly url: string; readonly token: string } | null {
  try {
    return JSON.parse(text) as { url: string; token: string };
  } catch {
    return null;
  }
}
