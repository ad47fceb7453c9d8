// Finds examples of classes that have few labels by the classes' own names: a rare class is seldom met by chance.
import type { Dataset, Example } from "@heed/core";
import { createEmbedder } from "@heed/text";

/** Labels below which a class is looked for, and the likeness that is near enough. */
const FEW_IN_CLASS = 6;
const NEAR_NAME = 0.2;

/** Examples whose words are most like the name of a class with few labels, one class after another. */
export async function nearRareClasses(
  { task, classes }: Dataset,
  pool: readonly Example[],
  standing: ReadonlyMap<number, string | null>,
  count: number,
): Promise<Example[]> {
  const counts = new Map<string, number>();
  for (const label of standing.values())
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  const rare = classes.filter((name) => (counts.get(name) ?? 0) < FEW_IN_CLASS);
  if (task !== "text" || rare.length === 0 || pool.length === 0) return [];
  const embedder = createEmbedder();
  const { dimensions } = embedder;
  const names = await embedder.embed(rare.map((name) => name.replace(/[-_.]+/g, " ")));
  const texts = await embedder.embed(pool.map(({ text }) => text ?? ""));
  const likeness = (name: number, at: number) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d += 1)
      sum += names[name * dimensions + d] * texts[at * dimensions + d];
    return sum;
  };
  const near = rare.map((_, name) =>
    pool
      .map((example, at) => ({ example, near: likeness(name, at) }))
      .filter((one) => one.near >= NEAR_NAME)
      .sort((a, b) => b.near - a.near || a.example.number - b.example.number),
  );
  const taken = new Set<number>();
  const chosen: Example[] = [];
  for (let rank = 0; rank < pool.length && chosen.length < count; rank += 1) {
    for (const list of near) {
      const example = list[rank]?.example;
      if (example === undefined || taken.has(example.number) || chosen.length === count) continue;
      taken.add(example.number);
      chosen.push(example);
    }
  }
  return chosen;
}
