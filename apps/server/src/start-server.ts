// Opens a workspace and a socket for it; one server a folder, told by a file that names the one that runs.
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Conflict, HeedError, Unavailable } from "@heed/core";
import { type Desk, findServer, markServer, openDesk, unmarkServer } from "@heed/workbench";
import { type ServerType, serve } from "@hono/node-server";
import { ownAddress, toldAddress } from "./addresses.ts";
import { createApp } from "./app.ts";
import type { ServerConfig } from "./config.ts";
import { faultFields, type Log } from "./log.ts";
import { Metrics } from "./metrics.ts";

const WEB_FOLDER = fileURLToPath(new URL("../../web/dist/", import.meta.url));

export interface StartOptions {
  /** The workspace's folder; made when it is not there. */
  readonly folder: string;
  readonly config: ServerConfig;
  readonly log: Log;
  /** Folder of the built web bundle. */
  readonly webFolder?: string;
}

export interface RunningServer {
  readonly url: string;
  /** Where the first person becomes the owner; null where nobody signs in, or somebody did. */
  readonly setupUrl: string | null;
  /** Ends streams and jobs, drains the stores and closes the socket. */
  stop(): Promise<void>;
}

/** Starts a server; refuses when one runs on the same folder (its address is in the details) or the port is taken. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await refuseSecond(folder);
  const { config, log } = options;
  const desk = await openDesk(folder, {
    ...(config.smtpUrl === null ? {} : { smtpUrl: config.smtpUrl }),
    onFailure: ({ kind }, error) =>
      HeedError.is(error)
        ? log.info("job refused", { kind, code: error.code })
        : log.error("job fault", { kind, ...faultFields(error) }),
    onFault: (error) => log.error("storing fails", faultFields(error)),
  });
  try {
    return await serveDesk(folder, desk, options);
  } catch (error) {
    await desk.close();
    throw error;
  }
}

async function serveDesk(
  folder: string,
  desk: Desk,
  { config, log, webFolder = WEB_FOLDER }: StartOptions,
): Promise<RunningServer> {
  const closing = new AbortController();
  const metrics = new Metrics();
  const localToken = `local_${randomBytes(24).toString("base64url")}`;
  const people = config.needsSignIn
    ? await desk.openPeople(config.publicUrl?.href ?? `http://${config.host}:${config.port}`)
    : null;
  const app = createApp({
    ...{ desk, config, log, metrics, people, localToken, webFolder },
    closing: closing.signal,
  });
  const { server, port } = await listen(app.fetch, config);
  const url = ownAddress(config.host, port);
  // A server that no command on this machine finds must not be left running.
  await markServer(folder, url, localToken).catch(async (error: unknown) => {
    await closeSocket(server);
    throw error;
  });
  log.info("listening", { port });
  const shown =
    config.publicUrl?.href.replace(/\/$/, "") ??
    toldAddress(config.host, port, networkInterfaces());
  return {
    url: shown,
    setupUrl:
      people === null || (await people.hasOwner())
        ? null
        : `${shown}/setup?code=${people.setupCode}`,
    stop: async () => {
      closing.abort();
      await unmarkServer(folder);
      await closeSocket(server);
      metrics.stop();
      await people?.close();
      await desk.close();
    },
  };
}

async function refuseSecond(folder: string): Promise<void> {
  const running = await findServer(folder);
  if (running === null) return;
  throw new Conflict(
    "already-running",
    `Heed is running on ${folder} already, at ${running.url}.`,
    { hint: "Open that address, or stop it there first.", details: { url: running.url } },
  );
}

async function listen(
  fetch: Parameters<typeof serve>[0]["fetch"],
  { host, port }: ServerConfig,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, hostname: host, port }, (info) =>
      done({ server, port: info.port }),
    );
    server.on("error", (cause: NodeJS.ErrnoException) => {
      fail(
        new Unavailable("port-taken", `Cannot listen on ${host}:${port}: ${cause.code}.`, {
          cause,
          hint: "Another program uses this port; choose one with HEED_PORT, or 0 for any free one.",
        }),
      );
    });
  });
}

const PATIENCE_MS = 3_000;

/** Lets answers in progress end, then cuts what is left. */
async function closeSocket(server: ServerType): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const cut = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }, PATIENCE_MS);
  if ("closeIdleConnections" in server) server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}
