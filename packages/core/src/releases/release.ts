// What was shipped, what it was meant to help, and what became of that.
import type { ThemeId } from "../themes/theme.ts";

/** What a team says a release was for, and what each theme's verdict was when it was last measured. */
export interface ReleaseAims {
  readonly version: string;
  /** Themes that the release was meant to help, as they were named; merges are followed when read. */
  readonly themeIds: readonly ThemeId[];
}

/**
 * Order of versions: number by number, then what has no suffix after what has one (`4.2.0-beta` before `4.2.0`). Negative when
 * `a` came first. Equal numbers (`4.2` and `4.2.0`) and names without numbers fall back to the order of their text.
 */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(x.numbers.length, y.numbers.length); at += 1) {
    const step = (x.numbers[at] ?? 0) - (y.numbers[at] ?? 0);
    if (step !== 0) return step;
  }
  if (x.suffix !== y.suffix) {
    if (x.suffix === "") return 1;
    if (y.suffix === "") return -1;
    return x.suffix < y.suffix ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function partsOf(version: string): { numbers: number[]; suffix: string } {
  const found = /(\d+(?:\.\d+)*)(.*)$/s.exec(version);
  if (found === null) return { numbers: [], suffix: version };
  return { numbers: found[1]!.split(".").map(Number), suffix: found[2]!.trim() };
}
