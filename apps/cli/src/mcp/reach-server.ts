// Reaches the server on a workspace for as long as another program asks: the one that runs, or one started for it.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Unavailable } from "@heed/core";
import { type ApiClient, createApiClient } from "@heed/core/api";
import { findServer } from "@heed/workbench";

const SERVER = fileURLToPath(new URL("../../../server/src/main.ts", import.meta.url));
/** How long a server may take to open its workspace, in milliseconds. */
const LONGEST_START = 60_000;

export interface ReachedServer {
  /** The API of the server that runs now; one that has ended since is looked for, or started, again. */
  api(): Promise<ApiClient>;
  /** Ends a server that was started here. */
  close(): void;
}

export function reachServer(folder: string): ReachedServer {
  let child: ChildProcess | null = null;
  let starting: Promise<void> | null = null;
  return {
    api: async () => {
      let found = await findServer(folder);
      if (found === null) {
        starting ??= startServer(folder, (started) => {
          child = started;
        }).finally(() => {
          starting = null;
        });
        await starting;
        found = await findServer(folder);
      }
      if (found === null) throw notReached();
      return createApiClient({ baseUrl: found.url, fetch, headers: found.headers });
    },
    // The server ends when the line to it does.
    close: () => child?.disconnect(),
  };
}

/** Starts a server on any free port, with its log kept off the line that the protocol speaks on. */
async function startServer(
  folder: string,
  onStarted: (child: ChildProcess) => void,
): Promise<void> {
  const child = spawn(process.execPath, [SERVER], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      HEED_WORKSPACE: folder,
      HEED_PORT: process.env.HEED_PORT ?? "0",
      HEED_LOG: "error",
    },
  });
  onStarted(child);
  const said = await new Promise<{ type?: string; code?: string }>((resolve, reject) => {
    const late = setTimeout(() => reject(notReached()), LONGEST_START);
    child.once("message", (message) => resolve(message as { type?: string }));
    child.once("exit", () => reject(notReached()));
    child.once("message", () => clearTimeout(late));
    child.once("exit", () => clearTimeout(late));
  });
  // Another process may have been quicker.
  if (said.type === "failed" && said.code !== "already-running") throw notReached();
}

function notReached(): Unavailable {
  return new Unavailable(
    "server-not-reached",
    "No server answers on this workspace, and none could be started.",
    {
      hint: "Start it by hand with: heed start --no-open",
      zh: {
        message: "这个工作区没有服务在运行，也无法启动。",
        hint: "请手动启动：heed start --no-open",
      },
    },
  );
}
