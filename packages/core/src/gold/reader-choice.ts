// Which readers are at work: one for kind and one for sentiment, chosen anew without forgetting what was before.
import type { GoldTask } from "./gold-item.ts";

/** A reader by name: `built-in`, `rules`, `lab:NAME@VERSION` or `llm:PROMPT.vN`. */
export type ReaderName = "built-in" | "rules" | `lab:${string}` | `llm:${string}`;
export type ReaderChoice = Readonly<Record<GoldTask, ReaderName>>;

/** A choice with its number and moment; the one with the highest number is at work. */
export interface ReaderPromotion {
  readonly number: number;
  /** UTC instant (ISO 8601). */
  readonly at: string;
  readonly choice: ReaderChoice;
  /** Number of the choice that it goes back to; null for a new one. */
  readonly backTo: number | null;
  /** What the comparison said of the reader, when one was made. */
  readonly grounds: string | null;
}

export const FIRST_CHOICE: ReaderChoice = { kind: "built-in", sentiment: "built-in" };

/** The choice at work. */
export function choiceAtWork(log: readonly ReaderPromotion[]): ReaderChoice {
  return latest(log)?.choice ?? FIRST_CHOICE;
}

/** The next entry of the log: the reader at work for the tasks named, the others as they are. */
export function promote(
  log: readonly ReaderPromotion[],
  name: ReaderName,
  tasks: readonly GoldTask[],
  at: string,
  grounds: string | null = null,
): ReaderPromotion {
  const changed = Object.fromEntries(tasks.map((task) => [task, name]));
  return {
    ...{ number: nextNumber(log), at, backTo: null, grounds },
    choice: { ...choiceAtWork(log), ...changed },
  };
}

/** The next entry of the log that restores what was at work before the last change; null when there was nothing before. */
export function goBack(log: readonly ReaderPromotion[], at: string): ReaderPromotion | null {
  const standing = standingOf(log);
  if (standing.length === 0) return null;
  const before = standing.at(-2);
  return {
    ...{ number: nextNumber(log), at, grounds: null },
    choice: before?.choice ?? FIRST_CHOICE,
    backTo: before?.number ?? 0,
  };
}

/** Choices that no going back has taken away, the first one first. */
function standingOf(log: readonly ReaderPromotion[]): ReaderPromotion[] {
  let standing: ReaderPromotion[] = [];
  for (const entry of log.toSorted((a, b) => a.number - b.number)) {
    const { backTo } = entry;
    standing =
      backTo === null ? [...standing, entry] : standing.filter(({ number }) => number <= backTo);
  }
  return standing;
}

function latest(log: readonly ReaderPromotion[]): ReaderPromotion | undefined {
  return [...log].sort((a, b) => b.number - a.number)[0];
}

function nextNumber(log: readonly ReaderPromotion[]): number {
  return (latest(log)?.number ?? 0) + 1;
}
