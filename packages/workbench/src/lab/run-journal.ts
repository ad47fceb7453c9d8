// Keeps what a training has reached, step by step, so that one that was stopped goes on where it stood.
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { diskError, writeWhole } from "./model-file.ts";
import { bytesOf, floatsOf } from "./recipe.ts";

/** The steps of one training; the same data and settings find the same journal again. */
export class RunJournal {
  readonly #folder: string;
  #reused = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param key hexadecimal hash of data and settings */
  static async open(runsFolder: string, key: string): Promise<RunJournal> {
    const folder = join(runsFolder, key.slice(0, 24));
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw diskError(error, folder);
    });
    return new RunJournal(folder);
  }

  /** Steps that were found done. */
  get reused(): number {
    return this.#reused;
  }

  /** The result of a step: as it was kept, or worked out now and kept. */
  async step(name: string, work: () => Promise<Float32Array>): Promise<Float32Array> {
    const path = join(this.#folder, `${name}.f32`);
    const kept = await readFile(path).catch(() => null);
    if (kept !== null && kept.length % 4 === 0) {
      this.#reused += 1;
      return floatsOf(kept);
    }
    const result = await work();
    await writeWhole(path, bytesOf(result));
    return result;
  }

  /** Where a long step keeps its own state. */
  checkpoint(name: string): string {
    return join(this.#folder, `${name}.checkpoint`);
  }

  /** Forgets everything: the training is done. */
  async finish(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
