// Lines on disk before they are acknowledged: appended in groups with one sync, read back file by file, gone once they are stored.
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A folder of files of lines. One writer; a file that is written is never read, and one that is read is never written again. */
export class ArrivalLog {
  readonly #folder: string;
  readonly #now: () => Date;
  #waiting: Waiting[] = [];
  #ending: (() => void)[] = [];
  #writing: Promise<void> | null = null;
  /** Name of the file that takes lines, from before it is opened until after it is closed. */
  #current: string | null = null;
  #file: FileHandle | null = null;

  constructor(folder: string, now: () => Date) {
    this.#folder = folder;
    this.#now = now;
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
  }

  /**
   * Appends a line; when it returns the line is on disk. Lines that come while others are written go together with one sync.
   *
   * @throws what the disk said; the line may then be there or not, and the lines after it go to another file
   */
  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      this.#write();
    });
  }

  /** Ends the file that takes lines and gives the paths of all that have ended, oldest first. */
  async endedFiles(): Promise<string[]> {
    await new Promise<void>((resolve) => {
      this.#ending.push(resolve);
      this.#write();
    });
    const names = await readdir(this.#folder);
    return names
      .filter((name) => name !== this.#current)
      .sort()
      .map((name) => join(this.#folder, name));
  }

  /** Lines of an ended file. A kill may have cut the last one: it was not acknowledged, so it is none. */
  static async read(path: string): Promise<string[]> {
    const text = await readFile(path, "utf8");
    return text
      .slice(0, text.lastIndexOf("\n") + 1)
      .split("\n")
      .slice(0, -1);
  }

  static async remove(path: string): Promise<void> {
    await rm(path);
  }

  /** Changes the lines of all files of a folder that no process writes to; a line that becomes null goes. */
  static async rewrite(folder: string, change: (line: string) => string | null): Promise<void> {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const lines = (await ArrivalLog.read(path)).map(change).filter((line) => line !== null);
      // A kill leaves the file as it was, or both: what is stored twice is stored once.
      const fresh = join(folder, `${name.replace(/\.jsonl$/, "")}-rewritten.jsonl`);
      if (lines.length > 0) await writeFile(fresh, lines.map((line) => `${line}\n`).join(""));
      await rm(path);
    }
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
      if (this.#waiting.length + this.#ending.length > 0) this.#write();
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length + this.#ending.length > 0) {
      const ending = this.#ending;
      const batch = this.#waiting;
      this.#ending = [];
      this.#waiting = [];
      if (ending.length > 0) await this.#end();
      for (const resolve of ending) resolve();
      if (batch.length === 0) continue;
      try {
        await this.#appendAll(batch.map(({ line }) => line));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // A line may be cut here; what comes next must not be glued to it.
        await this.#end();
        for (const { reject } of batch) reject(error);
      }
    }
  }

  async #appendAll(lines: readonly string[]): Promise<void> {
    this.#file ??= await this.#openNext();
    await this.#file.appendFile(lines.map((line) => `${line}\n`).join(""));
    await this.#file.datasync();
  }

  async #openNext(): Promise<FileHandle> {
    const time = String(this.#now().getTime()).padStart(15, "0");
    this.#current = `${time}-${randomUUID()}.jsonl`;
    const file = await open(join(this.#folder, this.#current), "a");
    await syncFolder(this.#folder);
    return file;
  }

  async #end(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => undefined);
    this.#current = null;
  }
}

/** So that a new file's name outlives a power cut. Systems that cannot sync a folder keep names by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
