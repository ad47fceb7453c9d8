// What was shipped, what it was meant to help, and what became of that.
import type { MatterId } from "../matters/matter.ts";
import type { ThemeId } from "../themes/theme.ts";

/** What a team says a release was for, and what each theme's verdict was when it was last measured. */
export interface ReleaseAims {
  readonly version: string;
  /** Themes that the release was meant to help, as they were named; merges are followed when read. */
  readonly themeIds: readonly ThemeId[];
  /** Matters that it was meant to help. */
  readonly matterIds: readonly MatterId[];
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

/**
 * Known versions that a mistyped one may mean, the nearest first, at most 3; a leading `v` and case do not count. Where no
 * spelling is near, the versions just before and after it.
 */
export function nearestVersions(version: string, known: readonly string[]): string[] {
  const wanted = folded(version);
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const near = known
    .map((name) => ({ name, steps: editSteps(wanted, folded(name)) }))
    .filter(({ steps }) => steps <= most)
    .sort((a, b) => a.steps - b.steps || compareVersions(b.name, a.name))
    .map(({ name }) => name);
  return near.length > 0 ? near.slice(0, 3) : neighbours(version, known);
}

function neighbours(version: string, known: readonly string[]): string[] {
  if (partsOf(version).numbers.length === 0) return [];
  const ordered = known
    .filter((name) => partsOf(name).numbers.length > 0)
    .toSorted(compareVersions);
  const next = ordered.findIndex((name) => compareVersions(name, version) > 0);
  const at = next < 0 ? ordered.length : next;
  return ordered.slice(Math.max(0, at - 1), at + 1);
}

function folded(version: string): string {
  return version
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, "");
}

/** Letters to insert, delete or replace (Levenshtein's distance). */
function editSteps(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + Number(letter !== b[j])));
    }
    row = next;
  }
  return row[b.length]!;
}

function partsOf(version: string): { numbers: number[]; suffix: string } {
  const found = /(\d+(?:\.\d+)*)(.*)$/s.exec(version);
  if (found === null) return { numbers: [], suffix: version };
  return { numbers: found[1]!.split(".").map(Number), suffix: found[2]!.trim() };
}
