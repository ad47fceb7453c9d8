// Reads pictures in a process beside this one, one at a time; it has no network, and is ended when nobody asks it any more.
import { type ChildProcess, fork } from "node:child_process";
import { basename } from "node:path";
import { InvalidInput, Unavailable } from "@heed/core";
import type { SeenPicture } from "@heed/text";
import type { PictureReply, PictureRequest } from "../worker/screenshot-child.ts";
import { checkPicture } from "./check-picture.ts";

/** The engine and its data, as readings name it; the version is that of the package. */
export const SCREENSHOT_ENGINE = "tesseract.js 7.0.0";

/**
 * What the process may do: read files, run threads and the optional library that decodes pictures. It may open no connection,
 * write no file and start no other process.
 */
export const SCREENSHOT_PERMISSIONS: readonly string[] = [
  "--permission",
  "--allow-fs-read=*",
  "--allow-worker",
  "--allow-addons",
];

/** Milliseconds without a picture after which the process is ended and its memory free. */
const IDLE_MS = 60_000;
/** Milliseconds that one picture may take; a screenshot takes a few seconds. */
const LONGEST_MS = 180_000;

interface Waiting {
  readonly id: number;
  readonly path: string;
  readonly resolve: (seen: SeenPicture) => void;
  readonly reject: (error: unknown) => void;
}

export class ScreenshotReader {
  readonly #flags: readonly string[];
  #child: ChildProcess | undefined;
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;
  /** The first is being read. */
  #waiting: Waiting[] = [];

  /** `flags` are those of Node for the process that reads. */
  constructor(flags: readonly string[] = SCREENSHOT_PERMISSIONS) {
    this.#flags = flags;
  }

  /** Process that reads now; undefined when none does. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Sees the words of a picture. Stopping ends the process in the middle of it; other pictures go on in a new one.
   * @throws InvalidInput `no-picture`, `picture-too-large`, `broken-picture`
   */
  async read(path: string, signal?: AbortSignal): Promise<SeenPicture> {
    await checkPicture(path);
    const late = AbortSignal.timeout(LONGEST_MS);
    const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
    stop.throwIfAborted();
    this.#asked += 1;
    const id = this.#asked;
    const onStop = () =>
      this.#drop(id, late.aborted ? tooSlow(path) : (signal?.reason as Error | undefined));
    stop.addEventListener("abort", onStop, { once: true });
    try {
      return await new Promise<SeenPicture>((resolve, reject) => {
        this.#waiting.push({ id, path, resolve, reject });
        if (this.#waiting.length === 1) this.#next();
      });
    } finally {
      stop.removeEventListener("abort", onStop);
    }
  }

  /** Ends the process, and what it was reading. */
  end(): void {
    const owed = this.#waiting;
    this.#waiting = [];
    this.#kill();
    for (const { reject } of owed)
      reject(new Unavailable("screenshots-ended", "The reading of pictures was ended."));
  }

  #next(): void {
    clearTimeout(this.#idle);
    const [first] = this.#waiting;
    if (first === undefined) {
      // A finished command need not wait for a process that has nothing to do.
      this.#child?.unref();
      this.#child?.channel?.unref();
      this.#idle = setTimeout(() => this.#kill(), IDLE_MS).unref();
      return;
    }
    const child = this.#start();
    child.ref();
    child.channel?.ref();
    child.send({ id: first.id, path: first.path } satisfies PictureRequest);
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const child = fork(new URL("../worker/screenshot-child.ts", import.meta.url), {
      execArgv: [...this.#flags],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (reply: PictureReply) => this.#hear(reply));
    child.on("error", () => this.#lost(child));
    child.on("exit", () => this.#lost(child));
    this.#child = child;
    return child;
  }

  #hear(reply: PictureReply): void {
    const [first] = this.#waiting;
    if (first?.id !== reply.id) return;
    this.#waiting.shift();
    if ("seen" in reply) first.resolve(reply.seen);
    else first.reject(reply.fault === "broken" ? broken(first.path) : failed(reply.message));
    this.#next();
  }

  #lost(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#waiting.shift()?.reject(failed("its process ended by itself"));
    this.#next();
  }

  #drop(id: number, reason: unknown): void {
    const at = this.#waiting.findIndex((one) => one.id === id);
    if (at === -1) return;
    const [dropped] = this.#waiting.splice(at, 1);
    // A process in the middle of a picture hears nothing, so stopping means ending it.
    if (at === 0) {
      this.#kill();
      this.#next();
    }
    dropped!.reject(reason);
  }

  #kill(): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
  }
}

function broken(path: string): InvalidInput {
  const name = basename(path);
  return new InvalidInput("broken-picture", `${name} is no picture that can be read.`, {
    hint: "Save it again as PNG, JPEG or WebP; it may have been cut off.",
    zh: {
      message: `${name} 不是可读取的图片。`,
      hint: "请重新保存为 PNG、JPEG 或 WebP；文件可能被截断。",
    },
  });
}

function tooSlow(path: string): InvalidInput {
  const name = basename(path);
  return new InvalidInput(
    "picture-too-slow",
    `${name} was not read within ${LONGEST_MS / 1000} seconds.`,
    {
      hint: "Cut it to the part that holds the messages.",
      zh: {
        message: `${LONGEST_MS / 1000} 秒内没有读完 ${name}。`,
        hint: "请裁剪出含有用户评论的部分。",
      },
    },
  );
}

function failed(why: string): Unavailable {
  return new Unavailable("screenshots-failed", `The reader of pictures failed: ${why}.`, {
    hint: "Install Heed's packages again with npm ci, and try once more.",
    zh: { message: "图片识别失败。", hint: "请用 npm ci 重新安装依赖后再试。" },
  });
}
