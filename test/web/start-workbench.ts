// Starts a real server on an empty workspace of its own, for the browser to work with; brings the sample in when asked.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ApiClient, createApiClient, type JobView } from "@heed/core/api";

const SERVER = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const PATIENCE_MS = 120_000;

export interface Workbench {
  readonly url: string;
  readonly api: ApiClient;
  readonly folder: string;
  /** Waits for every job to end; throws when one failed. */
  settled(): Promise<void>;
  loadSample(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Settings in the environment, such as `HEED_HOST`. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function startWorkbench({ env = {} }: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), "heed-web-"));
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, HEED_WORKSPACE: folder, HEED_PORT: "0", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = await addressOf(child);
  const api = createApiClient({ baseUrl: url, fetch });
  const settled = async () => {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await api.listJobs();
      const failed = rows.find(({ status }) => status === "failed");
      if (failed !== undefined) throw new Error(`${failed.kind}: ${failed.error?.message}`);
      if (rows.every(({ endedAt }) => endedAt !== null)) return;
      if (Date.now() > until) throw new Error(`Work goes on: ${rows.map(told).join(", ")}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  return {
    url,
    api,
    folder,
    settled,
    loadSample: async () => {
      await api.loadSample();
      await settled();
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("message", (said: { type: string; url: string; message?: string }) =>
      said.type === "listening" ? resolve(said.url) : reject(new Error(said.message)),
    );
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

function told({ kind, status, stage }: JobView): string {
  return `${kind} ${status} ${stage ?? ""}`;
}
