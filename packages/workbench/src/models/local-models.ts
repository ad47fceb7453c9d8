// Runs the user's local models in a process beside this one, which is ended when nobody asks it any more.
import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type LocalModel, Unavailable, Unsupported } from "@heed/core";
import type { LocalReply, LocalRequest } from "../worker/local-model-child.ts";

/** Version of the library that Heed is tested with. */
const LIBRARY = "@huggingface/transformers";
const LIBRARY_VERSION = "4.3.1";
/** Folder in Heed's home in which the library is installed. */
const LIBRARY_FOLDER = "local-library";
/** Milliseconds without a question after which the process is ended and its memory free. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Address of the library's module in a home. @throws `library-missing` with the command that installs it. */
export function findLocalLibrary(home: string): string {
  const folder = join(home, LIBRARY_FOLDER);
  try {
    return pathToFileURL(createRequire(join(folder, "package.json")).resolve(LIBRARY)).href;
  } catch (cause) {
    throw new Unsupported(
      "library-missing",
      `Local models run on ${LIBRARY}, which is not installed in ${folder}.`,
      {
        cause,
        zh: {
          message: `本地模型由 ${LIBRARY} 运行，而 ${folder} 中没有安装它。`,
          hint: `请安装一次（约 460 MB）：npm install --ignore-scripts --prefix "${folder}" ${LIBRARY}@${LIBRARY_VERSION}`,
        },
        hint: `Install it once (about 460 MB): npm install --ignore-scripts --prefix "${folder}" ${LIBRARY}@${LIBRARY_VERSION}`,
      },
    );
  }
}

export class LocalModels {
  readonly #home: string;
  #child: ChildProcess | undefined;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, Waiting>();

  constructor(home: string) {
    this.#home = home;
  }

  /** Process that runs models now; undefined when none does. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks a model. Stopping ends the process: a model in the middle of its work hears nothing. */
  async run<Output>(
    model: LocalModel,
    input: unknown,
    options: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Output> {
    signal?.throwIfAborted();
    const library = findLocalLibrary(this.#home);
    const child = this.#start();
    clearTimeout(this.#idle);
    this.#asked += 1;
    const id = this.#asked;
    const stop = () => this.#abandon(signal!.reason as Error);
    signal?.addEventListener("abort", stop, { once: true });
    try {
      return (await new Promise<unknown>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        const { task, folder, precision } = model;
        child.send({ id, library, task, folder, precision, input, options } satisfies LocalRequest);
      })) as Output;
    } finally {
      signal?.removeEventListener("abort", stop);
      if (this.#waiting.size === 0 && this.#child !== undefined)
        this.#idle = setTimeout(() => this.end(), IDLE_MS).unref();
    }
  }

  /** Ends the process, and what it was doing. */
  end(): void {
    this.#abandon(new Unavailable("local-model-ended", "The local model was ended."));
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const child = fork(new URL("../worker/local-model-child.ts", import.meta.url), {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (reply: LocalReply) => this.#hear(reply));
    child.on("error", () => this.#lost(child));
    child.on("exit", () => this.#lost(child));
    this.#child = child;
    return child;
  }

  #hear(reply: LocalReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (waiting === undefined) return;
    if ("output" in reply) waiting.resolve(reply.output);
    else
      waiting.reject(
        new Unavailable("local-model-failed", `The local model failed: ${reply.failure}.`, {
          hint: "Check its folder and precision: heed models list.",
        }),
      );
  }

  #lost(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#abandon(
      new Unavailable("local-model-failed", "The process of the local model ended by itself.", {
        hint: "It may need more memory than there is; choose a smaller model or precision.",
      }),
    );
  }

  #abandon(reason: Error): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
    const owed = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of owed) reject(reason);
  }
}
