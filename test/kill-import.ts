// Ends imports by kill -9 at random moments and looks at what the next start finds: `node test/kill-import.ts [KILLS]`.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace } from "@heed/workbench";
import { writeReviews } from "../bench/write-reviews.ts";

export interface KillResult {
  /** Imports that were ended before they could answer. */
  readonly killed: number;
  /** Imports that had answered before the kill came. */
  readonly answered: number;
  /** What was wrong, one sentence each; empty when every promise held. */
  readonly faults: readonly string[];
}

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;

/**
 * Imports files of `rows` reviews, each killed at a moment drawn by `seed` between its start and somewhat past its usual
 * end; after each kill every acknowledged item must be there once, and nothing of the others. In the end the last file
 * is imported without a kill.
 */
export async function killImports(kills: number, rows: number, seed: number): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), "heed-kill-"));
  const workspace = join(folder, "workspace");
  const random = seededRandom(seed);
  const faults: string[] = [];
  let answered = 0;
  let usualMs = await timeImport(folder, rows);
  try {
    mkdirSync(workspace);
    for (let round = 1; round <= kills; round += 1) {
      const file = join(folder, `reviews-${round}.csv`);
      writeReviews(file, rows, seed + round);
      const outcome = await importAndKill(file, workspace, random() * usualMs * 1.1);
      if (outcome.isAnswered) {
        answered += 1;
        usualMs = Math.max(outcome.ms, usualMs * 0.9);
      }
      const fault = await lookAt(workspace, rows, answered, outcome.isAnswered);
      if (fault.message !== null) faults.push(`After kill ${round}: ${fault.message}`);
      answered = fault.committed;
    }
    const last = join(folder, `reviews-${kills}.csv`);
    const outcome = await importAndKill(last, workspace, null);
    if (!outcome.isAnswered) faults.push("The import after the last kill did not succeed.");
    return { killed: kills - answered, answered, faults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeImport(folder: string, rows: number): Promise<number> {
  const file = join(folder, "first.csv");
  writeReviews(file, rows, 0);
  return (await importAndKill(file, join(folder, "timed"), null)).ms;
}

/** Runs an import and kills it after `afterMs` (never, when null). It is acknowledged once it has printed its answer. */
function importAndKill(
  file: string,
  workspace: string,
  afterMs: number | null,
): Promise<{ isAnswered: boolean; ms: number }> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [HEED, "import", file, "--workspace", workspace, "--json"],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let isAnswered = false;
  child.stdout.on("data", (text: Buffer) => {
    isAnswered ||= text.includes('"committed"');
  });
  const timer = afterMs === null ? null : setTimeout(() => child.kill("SIGKILL"), afterMs);
  const { promise, resolve } = Promise.withResolvers<{ isAnswered: boolean; ms: number }>();
  child.on("close", () => {
    if (timer !== null) clearTimeout(timer);
    resolve({ isAnswered, ms: performance.now() - startedAt });
  });
  return promise;
}

/** Opens the workspace as the next start would; an import counts whole or not at all. */
async function lookAt(folder: string, rows: number, answered: number, wasAnswered: boolean) {
  const workspace = await openWorkspace(folder);
  try {
    const imports = await workspace.records.imports();
    const committed = imports.filter(({ status }) => status === "committed").length;
    const items = await workspace.facts.countItems();
    const identities = new Set<string>();
    let listed = 0;
    for await (const page of workspace.facts.items()) {
      listed += page.length;
      for (const { source, sourceId } of page) identities.add(`${source}/${sourceId}`);
    }
    const isPending = imports.some(({ status }) => status === "pending");
    // An import may have been committed and killed before its answer was printed.
    const isCountRight = committed === answered || (!wasAnswered && committed === answered + 1);
    const message =
      items !== committed * rows || listed !== items || identities.size !== items
        ? `${items} items and ${identities.size} identities, expected ${committed * rows}.`
        : isPending
          ? "an import is still pending."
          : isCountRight
            ? null
            : `${committed} imports are committed, ${answered} were acknowledged.`;
    return { message, committed };
  } finally {
    await workspace.close();
  }
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
}

if (process.argv[1]?.endsWith("kill-import.ts")) {
  const kills = Number(process.argv[2] ?? 50);
  const { killed, answered, faults } = await killImports(kills, 5_000, 1);
  const told = [
    `${kills} kills: ${killed} in the middle of an import, ${answered} after its commit.`,
    ...faults,
    faults.length === 0 ? "Every acknowledged row was there once." : "FAILED",
  ];
  process.stdout.write(`${told.join("\n")}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
