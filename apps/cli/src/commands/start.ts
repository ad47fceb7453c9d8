// `heed start` (and `npm start`): the workbench in the browser, as a server process that this command watches over.
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { HeedError, Unavailable } from "@heed/core";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language } from "../output.ts";

const SERVER = fileURLToPath(new URL("../../../server/src/main.ts", import.meta.url));
const WORDS = {
  en: {
    opening: "Opening the workspace…",
    running: "Heed is running:",
    folder: "Workspace:",
    stop: "Ctrl-C ends it. Everything stays on this machine.",
    stopping: "Ending…",
    setup: "The first person becomes the owner here:",
    already: "Heed is running on this workspace already:",
  },
  zh: {
    opening: "正在打开工作区……",
    running: "Heed 已启动：",
    folder: "工作区：",
    stop: "按 Ctrl-C 结束。所有数据都留在本机。",
    stopping: "正在结束……",
    setup: "第一个人在这里成为所有者：",
    already: "这个工作区上已有 Heed 在运行：",
  },
} as const satisfies Record<Language, unknown>;

interface Flags {
  readonly open: boolean;
  readonly workspace?: string;
  readonly lang?: string;
}

/** What the server process tells. */
type Said =
  | {
      readonly type: "listening";
      readonly url: string;
      readonly setupUrl: string | null;
      readonly folder: string;
    }
  | {
      readonly type: "failed";
      readonly code: string;
      readonly message: string;
      readonly hint?: string;
      readonly details?: { readonly url?: string };
    };

export function addStart(program: Command): void {
  program
    .command("start")
    .description(
      "open the workbench in the browser, on http://127.0.0.1:4310\n在浏览器中打开工作台（http://127.0.0.1:4310）",
    )
    .option("--no-open", "print the address, and open no browser")
    .option("--workspace <dir>", "folder of the workspace (default: the one in HEED_HOME)")
    .addOption(new Option("--lang <language>", "language of the terminal").choices(["en", "zh"]))
    .action(start);
}

async function start({ open, workspace, lang }: Flags): Promise<void> {
  const words = WORDS[chooseLanguage(lang)];
  process.stdout.write(`${words.opening}\n`);
  const child = spawn(process.execPath, [SERVER], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...(workspace === undefined ? {} : { HEED_WORKSPACE: workspace }) },
  });
  const ended = endOf(child);
  const said = await Promise.race([firstWord(child), ended]);
  if (typeof said === "number") {
    process.exitCode = said;
    return;
  }
  if (said.type === "failed") return refused(said, open, words.already);
  process.stdout.write(
    `\n  ${words.running} ${said.url}\n  ${words.folder} ${said.folder}\n  ${words.stop}\n\n`,
  );
  if (said.setupUrl !== null) process.stdout.write(`  ${words.setup} ${said.setupUrl}\n\n`);
  if (open && process.stdout.isTTY) openInBrowser(said.setupUrl ?? said.url);
  // The terminal sends Ctrl-C to both; the server decides how to end, and this command waits for it.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, () => {
      process.stdout.write(`${words.stopping}\n`);
      if (name !== "SIGINT") child.kill(name);
      else if (child.connected) child.disconnect();
    });
  process.exitCode = await ended;
}

function refused(
  { code, message, hint, details }: Extract<Said, { type: "failed" }>,
  open: boolean,
  already: string,
): void {
  if (code === "already-running" && details?.url !== undefined) {
    process.stdout.write(`${already} ${details.url}\n`);
    if (open && process.stdout.isTTY) openInBrowser(details.url);
    return;
  }
  if (code === "fault") throw new Error(message);
  const options = hint === undefined ? {} : { hint };
  throw code === "port-taken"
    ? new Unavailable(code, message, options)
    : new HeedError(code, message, options);
}

function firstWord(child: ChildProcess): Promise<Said> {
  return new Promise((resolve) => child.once("message", (said) => resolve(said as Said)));
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) =>
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    ),
  );
}

/** Asks the desktop to open a page; without a desktop the printed address is enough. */
function openInBrowser(url: string): void {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(opener, [url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
