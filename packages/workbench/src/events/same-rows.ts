// Counts rows that say the same, so that two real events that agree in everything are two, and the file again adds none.

const MOST_KEYS = 200_000;

/** Counts over the last 200,000 to 400,000 different rows: memory stays bounded however long the file is. */
export function countSameRows(): (key: string) => number {
  let recent = new Map<string, number>();
  let before = new Map<string, number>();
  return (key) => {
    const count = recent.get(key) ?? before.get(key) ?? 0;
    recent.set(key, count + 1);
    if (recent.size >= MOST_KEYS) {
      before = recent;
      recent = new Map();
    }
    return count;
  };
}
