// What every use case of the desk shares: the workspace, its jobs, the clock, and when what was read is out of date.

import type { QueryEncoder } from "../encoder/query-encoder.ts";
import type { JobRunner } from "../jobs/job-runner.ts";
import type { TextWorkers } from "../worker/open-text-workers.ts";
import type { Workspace } from "../workspace/open-workspace.ts";

export interface DeskContext {
  readonly workspace: Workspace;
  readonly workers: TextWorkers;
  /** Embeds what is sought. */
  readonly queries: QueryEncoder;
  readonly jobs: () => JobRunner;
  readonly now: () => Date;
  readonly changes: Changes;
  /** Folder of uploads and other files of the desk, inside the workspace's folder. */
  readonly filesFolder: string;
}

/** Counts the changes of data, tells who listens, and remembers what was read since the last one. */
export class Changes {
  #revision: number;
  readonly #listeners = new Set<(revision: number) => void>();
  readonly #read = new Map<string, Promise<unknown>>();

  /** `first` must be higher than any revision of an earlier process; the clock's milliseconds are. */
  constructor(first: number) {
    this.#revision = first;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Notes a change: what was remembered is forgotten, and listeners are told. */
  note(): void {
    this.#revision += 1;
    this.#read.clear();
    for (const listener of this.#listeners) listener(this.#revision);
  }

  listen(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What `read` gave since the last change; it is asked once, however many wait. The latest 500 answers are kept. */
  remember<Value>(name: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.#read.get(name);
    if (known !== undefined) return known as Promise<Value>;
    const reading = read();
    this.#read.set(name, reading);
    reading.catch(() => this.#read.delete(name));
    if (this.#read.size > MOST_REMEMBERED) this.#read.delete(this.#read.keys().next().value!);
    return reading;
  }
}

const MOST_REMEMBERED = 500;

const DEFAULT_ZONE = "UTC";

/** The zone in which the workspace cuts days and weeks. */
export async function timeZoneOf({ workspace }: Pick<DeskContext, "workspace">): Promise<string> {
  return (await workspace.records.setting("time-zone")) ?? DEFAULT_ZONE;
}

/** Brings lists and counts level with the facts, and says that data changed. */
export async function showChanges(context: DeskContext): Promise<void> {
  await context.workspace.facts.browser.refresh(await timeZoneOf(context));
  context.changes.note();
}
