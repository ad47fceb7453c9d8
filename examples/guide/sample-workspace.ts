// Brings the sample feedback through Heed's own loop in a temporary folder, as a person would in the terminal.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** What the guide reads of a need. */
export type SampleNeed = {
  readonly id: string;
  readonly name: Readonly<Record<"en" | "zh", string>>;
  readonly people: number;
  readonly trend: { readonly ok: boolean; readonly ratio?: { readonly value: number } };
};

/** What the guide reads of an analysis. */
export type SampleRun = {
  readonly counts: Readonly<Record<"items" | "mentions" | "redacted" | "themes", number>>;
  readonly needs: readonly SampleNeed[];
  /** What was read of each item, by its id in the sample files. */
  readonly items: readonly {
    readonly sourceId: string;
    readonly kind: string;
    readonly sentiment: string;
  }[];
  /** Runs a further command of Heed's on the same workspace and gives its answer. */
  readonly ask: (...command: readonly string[]) => unknown;
};

/** Reads all feedback of `samples/`; the folder is removed when the program ends. */
export function analyzeSamples(): SampleRun {
  const folder = mkdtempSync(join(tmpdir(), "heed-guide-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const ask = (...command: readonly string[]): unknown => {
    const program = join(root, "apps/cli/bin/heed.js");
    const args = [program, ...command, "--workspace", join(folder, "workspace"), "--json"];
    const stdio = ["ignore", "pipe", "pipe"] as const;
    return JSON.parse(
      execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", stdio: [...stdio] }),
    );
  };
  const files = ["samples/reviews.csv", "samples/support-tickets.csv"];
  const out = join(folder, "out");
  const run = ask("analyze", ...files, "--out", out) as Pick<SampleRun, "counts" | "needs">;
  const lines = readFileSync(join(out, "items.jsonl"), "utf8").trim().split("\n");
  return { ...run, items: lines.map((text) => JSON.parse(text)), ask };
}
