// Starts a real server on an empty workspace of its own, for the browser to work with; brings the sample in when asked.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ApiClient, createApiClient, type JobView } from "@heed/core/api";
import { findServer } from "@heed/workbench";

const SERVER = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const PATIENCE_MS = 120_000;

export interface Workbench {
  readonly url: string;
  /** Where the first person becomes the owner, null where nobody signs in. */
  readonly setupPath: string | null;
  /** As this machine's own user. */
  readonly api: ApiClient;
  readonly folder: string;
  /** Waits for every job to end; throws when one failed. */
  settled(): Promise<void>;
  loadSample(): Promise<void>;
  /** Brings the lines of a CSV file in, has them read, and waits for both. */
  importCsv(lines: readonly string[]): Promise<void>;
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
  const { setupUrl } = await addressOf(child);
  const { url, headers } = (await findServer(folder))!;
  const api = createApiClient({ baseUrl: url, headers, fetch });
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
    setupPath: setupUrl === null ? null : new URL(setupUrl).pathname + new URL(setupUrl).search,
    api,
    folder,
    settled,
    loadSample: async () => {
      await api.loadSample();
      await settled();
    },
    importCsv: async (lines) => {
      const bytes = new TextEncoder().encode([...lines, ""].join("\n"));
      const { id } = await api.createUpload({ body: { name: "reviews.csv", bytes: bytes.length } });
      await api.sendUpload({ params: { uploadId: id } }, { raw: bytes });
      await api.startImport({ body: { uploadId: id } });
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

interface Listening {
  readonly type: string;
  readonly url: string;
  readonly setupUrl: string | null;
  readonly message?: string;
}

async function addressOf(child: ChildProcess): Promise<Listening> {
  return new Promise((resolve, reject) => {
    child.once("message", (said: Listening) =>
      said.type === "listening" ? resolve(said) : reject(new Error(said.message)),
    );
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

function told({ kind, status, stage }: JobView): string {
  return `${kind} ${status} ${stage ?? ""}`;
}
