// A server without a socket over a real workspace in a temporary folder, with a few people's feedback in it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiClient, createApiClient, type JobView } from "@heed/core/api";
import { openDesk, type People } from "@heed/workbench";
import { createApp } from "../app.ts";
import { readServerConfig } from "../config.ts";
import { createLog } from "../log.ts";
import { Metrics } from "../metrics.ts";
import { isPublicRoute } from "../middleware/guard.ts";

const COMPLAINTS = [
  ["en", "Sync keeps losing my notes after the update"],
  ["en", "The app crashes when I open a shared folder"],
  ["en", "Please add a dark theme for the editor"],
  ["en", "Too expensive for what it does"],
  ["zh", "同步总是丢笔记，更新之后更严重"],
  ["zh", "打开共享文件夹就闪退"],
  ["zh", "希望编辑器支持深色模式"],
  ["zh", "会员太贵了，不值"],
] as const;

/** Feedback of `count` people over a hundred days, as a CSV export. */
export function feedbackCsv(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const [, text] = COMPLAINTS[index % COMPLAINTS.length]!;
    const day = new Date(Date.UTC(2026, 0, 1 + (index % 100))).toISOString().slice(0, 10);
    const version = index % 3 === 0 ? "4.3" : "4.2";
    return `r${index},"${text}. Love the design though, ${index}!",${day},${1 + (index % 5)},person ${index % 37},${version}`;
  });
  return ["id,text,date,rating,author,version", ...rows, ",,2026-01-01,,nobody,", ""].join("\n");
}

const LOCAL_TOKEN = "local_of-the-tests";
const OWN = { authorization: `Bearer ${LOCAL_TOKEN}` };

export interface TestApp {
  readonly folder: string;
  /** As this machine's own user. */
  readonly api: ApiClient;
  readonly people: People | null;
  /** One line of JSON for each event. */
  readonly logged: string[];
  request(path: string, init?: RequestInit): Promise<Response>;
  /** As a browser at another address would. */
  requestFrom(address: string, path: string, init?: RequestInit): Promise<Response>;
  /** Uploads a file under a name and returns its id. */
  upload(name: string, text: string): Promise<string>;
  /** The job as it ended. */
  ended(job: JobView): Promise<JobView>;
  close(): Promise<void>;
}

export async function openTestApp(
  env: Readonly<Record<string, string>> = {},
  webFolder = "/nowhere",
  now = () => new Date(),
): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), "heed-server-"));
  const desk = await openDesk(folder, {
    now,
    // A fault must be seen where a test fails because of it.
    onFailure: (_job, error) => process.stderr.write(`${(error as Error).stack ?? error}\n`),
  });
  const logged: string[] = [];
  const closing = new AbortController();
  const metrics = new Metrics();
  const config = readServerConfig(env);
  const people = config.needsSignIn ? await desk.openPeople("https://heed.example.com") : null;
  const app = createApp({
    desk,
    config,
    people,
    localToken: LOCAL_TOKEN,
    log: createLog("debug", (line) => logged.push(line)),
    metrics,
    webFolder,
    closing: closing.signal,
  });
  const request = async (path: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    // Requests for another host come from afar, and open routes are shown what the request itself brings.
    const isOwn = !headers.has("host") && !isPublicRoute(new URL(path, "http://x").pathname);
    if (isOwn && !headers.has("authorization")) headers.set("authorization", OWN.authorization);
    return app.request(`http://127.0.0.1:4310${path}`, { ...init, headers });
  };
  const api = createApiClient({
    baseUrl: "http://127.0.0.1:4310",
    headers: OWN,
    fetch: async (url, init) => app.request(String(url), init),
  });
  return {
    folder,
    api,
    people,
    logged,
    request,
    requestFrom: async (address, path, init) => {
      const bindings = { incoming: { socket: { remoteAddress: address } } };
      return app.request(`http://127.0.0.1:4310${path}`, init, bindings);
    },
    upload: async (name, text) => {
      const bytes = new TextEncoder().encode(text);
      const { id } = await api.createUpload({ body: { name, bytes: bytes.length } });
      await api.sendUpload({ params: { uploadId: id } }, { raw: bytes });
      return id;
    },
    ended: (job) =>
      new Promise((resolve) => {
        const stop = desk.listen(
          (seen) => {
            if (seen.id === job.id && seen.endedAt !== null) finish(seen);
          },
          () => undefined,
        );
        const finish = (seen: JobView) => {
          stop();
          resolve(seen);
        };
        void desk.getJob(job.id).then((now) => now.endedAt !== null && finish(now));
      }),
    close: async () => {
      closing.abort();
      metrics.stop();
      await people?.close();
      await desk.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
