// Finds what a question names: a platform, a format, a price, a time; each with its place in the text.
import { ENTITY_PATTERNS } from "./tables/entity-patterns.ts";

export interface FoundEntity {
  readonly name: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Entities in the order of the text; none overlaps another. */
export function findEntities(text: string): FoundEntity[] {
  const found: FoundEntity[] = [];
  for (const { name, pattern } of ENTITY_PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [value] = match;
      const entity = { name, start: match.index, end: match.index + value.length, value };
      if (!found.some((other) => entity.start < other.end && other.start < entity.end))
        found.push(entity);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
