// Starts the server on its workspace, says where it is, and ends it cleanly.
import { HeedError } from "@heed/core";
import { defaultWorkspaceFolder } from "@heed/workbench";
import { readServerConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { startServer } from "./start-server.ts";

const folder = defaultWorkspaceFolder();

try {
  const config = readServerConfig(process.env);
  const log = createLog(config.log, (line) => process.stderr.write(line));
  const server = await startServer({ folder, config, log });
  tell({ type: "listening", url: server.url, setupUrl: server.setupUrl, folder });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, stop);
  process.once("disconnect", stop);
  let isStopping = false;
  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    await server.stop();
    process.exit(0);
  }
} catch (error) {
  const { code, message, hint, details } = HeedError.is(error)
    ? error
    : {
        code: "fault",
        message: String((error as Error).stack ?? error),
        hint: undefined,
        details: {},
      };
  tell({ type: "failed", code, message, hint, details });
  process.exitCode = 1;
  process.disconnect?.();
}

/** Tells the process that started this one, or the terminal. */
function tell(said: Readonly<Record<string, unknown>>): void {
  if (process.send !== undefined) process.send(said);
  else if (said.type === "listening")
    process.stdout.write(
      `Heed: ${said.url}  (${said.folder})\n${said.setupUrl === null ? "" : `Become its owner: ${said.setupUrl}\n`}`,
    );
  else process.stderr.write(`heed: ${said.message}${said.hint ? `\n      ${said.hint}` : ""}\n`);
}
