// `heed mcp`: lets other programs' models read needs, quotes and specifications, each citation with an id that resolves.
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { DEFAULT_WORKSPACE } from "./workspace-option.ts";

interface Flags {
  readonly workspace: string;
  readonly http?: number;
}

export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description(
      "serve the workspace to other programs' models over the model context protocol\n通过模型上下文协议（MCP）让其他程序的模型读取工作区",
    )
    .option(
      "--http <port>",
      "over HTTP on 127.0.0.1 instead of standard input and output; 0: any free port",
      readPort,
    )
    .option("--workspace <dir>", "folder of the workspace", DEFAULT_WORKSPACE)
    .action(async ({ workspace, http }: Flags) => {
      // Its kit is large, and no other command needs it.
      const [{ reachServer }, { serveHttp, serveStdio }] = await Promise.all([
        import("../mcp/reach-server.ts"),
        import("../mcp/serve-mcp.ts"),
      ]);
      const reached = reachServer(resolve(workspace));
      try {
        if (http === undefined) return await serveStdio(reached);
        const served = await serveHttp(reached, http);
        process.stderr.write(`Heed MCP: ${served.url}\n`);
        const signal = interruptSignal();
        await new Promise<void>((done) =>
          signal.addEventListener("abort", () => done(), { once: true }),
        );
        await served.close();
      } finally {
        reached.close();
      }
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("expected a port from 0 to 65535.");
}
