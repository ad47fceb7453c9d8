// What search found, kept while its tables stay as they are: feedback that comes in is not known to search before it is read.
import { markTables, type Read } from "../table-marks.ts";

const MOST_KEPT = 300;
/** One reading of the table keeps every core busy; more at once only make all of them late, and pages with them. */
const MOST_AT_ONCE = 2;

/** Answers a question, or tells what it was answered before. */
export type Answering = <Answer>(question: unknown, ask: () => Promise<Answer>) => Promise<Answer>;

/** Answers by question; the same question is asked once, however many wait for it. */
export class KeptFinds {
  readonly #read: Read;
  readonly #database: string;
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #asking = 0;

  constructor(read: Read, database: string) {
    this.#read = read;
    this.#database = database;
  }

  /** What answers while `tables` are as they are now. A question is all that its answer depends on beside them. */
  async of(tables: readonly string[]): Promise<Answering> {
    return this.#under(await markTables(this.#read, this.#database, tables));
  }

  /**
   * What is read while `tables` are as they are now; read once more when that fails and they changed meanwhile, since a question is
   * put as it suits what they hold.
   */
  async reading<Answer>(
    tables: readonly string[],
    read: (kept: Answering) => Promise<Answer>,
  ): Promise<Answer> {
    const mark = await markTables(this.#read, this.#database, tables);
    try {
      return await read(this.#under(mark));
    } catch (error) {
      const now = await markTables(this.#read, this.#database, tables);
      if (now === mark) throw error;
      return read(this.#under(now));
    }
  }

  #under(mark: string): Answering {
    return (question, ask) => this.#answer(JSON.stringify([mark, question]), ask);
  }

  #answer<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key) as Promise<Answer> | undefined;
    const answer = known ?? ask();
    // The answers that were asked for last are kept.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    if (known === undefined) answer.catch(() => this.#answers.delete(key));
    if (this.#answers.size > MOST_KEPT) this.#answers.delete(this.#answers.keys().next().value!);
    return answer;
  }

  /** Asks a question that reads the whole table once fewer than two such are asked, in the order in which they came. */
  async inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (this.#asking >= MOST_AT_ONCE)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#asking += 1;
    try {
      return await ask();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#asking -= 1;
      else next();
    }
  }
}
