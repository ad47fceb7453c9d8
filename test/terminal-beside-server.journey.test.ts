// Commands at the terminal work while the workbench runs on the same workspace: they read at once, and write one after another.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeReviews } from "../bench/write-reviews.ts";
import { type Ran, runHeed } from "./llm/run-heed.ts";
import { startWorkbench, type Workbench } from "./web/start-workbench.ts";

const sample = (file: string) => new URL(`../samples/${file}`, import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "heed-beside-"));
let workbench: Workbench;

beforeAll(async () => {
  workbench = await startWorkbench();
  await workbench.loadSample();
}, 180_000);
afterAll(async () => {
  await workbench?.stop();
  rmSync(home, { recursive: true, force: true });
});

const heed = (...args: string[]): Promise<Ran> =>
  runHeed([...args, "--workspace", workbench.folder], { home });
const items = async () => (await workbench.api.getWorkspace()).counts.items;
const jobs = async () => (await workbench.api.listJobs()).rows;
const until = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It never became so.");
};

test("reading commands answer as they do without a server, several at a time", async () => {
  const [needs, found, themes, digest, impact] = await Promise.all([
    heed("needs", "--json"),
    heed("search", "sync", "--json"),
    heed("themes", "list", "--json"),
    heed("digest", "--lang", "zh"),
    heed("impact", "4.2.0", "--lang", "en"),
  ]);
  for (const ran of [needs, found, themes, digest, impact]) expect(ran.errors).toBe("");
  const { rows } = await workbench.api.listNeeds();
  const told = JSON.parse(needs.out) as { needs: { id: string; people: number }[] };
  expect(told.needs.map(({ id, people }) => [id, people])).toEqual(
    rows.slice(0, 20).map(({ id, people }) => [id, people]),
  );
  expect(found.out).toMatch(/sync/i);
  expect(impact.out).toContain("rose");
  const file = join(home, "needs.csv");
  expect((await heed("export", "needs", "--out", file)).code).toBe(0);
  expect(readFileSync(file, "utf8").split("\n").length).toBeGreaterThan(rows.length);
  const report = await heed("report", "--out", join(home, "report.html"));
  expect([report.code, report.errors]).toEqual([0, ""]);
}, 120_000);

test("what a command decides is on the pages when it has ended", async () => {
  const { revision } = await workbench.api.getWorkspace();
  const { themeId } = (await workbench.api.listNeeds()).rows[0]!;
  const renamed = await heed("themes", "rename", themeId, "--en", "Ours", "--zh", "我们的");
  expect([renamed.code, renamed.errors]).toEqual([0, ""]);
  const theme = await workbench.api.getTheme({ params: { themeId } });
  expect(theme.name).toEqual({ en: "Ours", zh: "我们的" });
  expect((await workbench.api.getWorkspace()).revision).toBeGreaterThan(revision);
  await heed("releases", "add", "9.9.0", "--date", "2026-09-20");
  expect((await workbench.api.listReleases()).rows.at(-1)?.version).toBe("9.9.0");
  const read = (await workbench.api.getWorkspace()).revision;
  await heed("needs");
  expect((await workbench.api.getWorkspace()).revision).toBe(read);
}, 60_000);

test("cohorts and alerts at the terminal are those of the pages, and what the server refuses is told alike", async () => {
  const { themeId } = (await workbench.api.listNeeds()).rows[0]!;
  const watch = ["--theme", themeId, "--above", "5", "--email", "ann@example.org"];
  const added = await heed("alerts", "add", "Many complain", ...watch, "--json");
  expect([added.code, added.errors]).toEqual([0, ""]);
  const { rows } = await workbench.api.listAlerts();
  expect(rows[0]).toMatchObject({ name: "Many complain", subject: { kind: "theme", themeId } });
  const gone = await heed("cohorts", "remove", "cohort_7", "--lang", "zh");
  expect([gone.code, gone.errors]).toEqual([4, expect.stringContaining("没有人群 cohort_7")]);
  expect((await heed("alerts", "test", rows[0]!.id)).code).toBe(3);
  expect((await heed("alerts", "remove", rows[0]!.id)).code).toBe(0);
  expect((await workbench.api.listAlerts()).rows).toEqual([]);
}, 120_000);

test("an import at the terminal is a job of the workbench, and its items are there; undone, they are gone", async () => {
  const before = await items();
  const file = join(home, "more.csv");
  writeReviews(file, 300, 7);
  const imported = await heed("import", file);
  expect([imported.code, imported.errors.includes("fault")]).toEqual([0, false]);
  expect(await items()).toBe(before + 300);
  expect((await jobs())[0]).toMatchObject({ kind: "terminal", status: "done", subject: "import" });
  expect((await heed("undo")).code).toBe(0);
  expect(await items()).toBe(before);
}, 120_000);

test("a command waits for the workbench's own work and says so", async () => {
  await workbench.api.startAnalysis();
  const waited = await heed("import", sample("reviews.csv"));
  expect(waited.code).toBe(0);
  expect(waited.errors).toContain("Heed is at other work on this workspace");
  const [terminal, analysis] = await jobs();
  expect([terminal!.kind, analysis!.kind]).toEqual(["terminal", "analyse"]);
  expect(terminal!.startedAt! >= analysis!.endedAt!).toBe(true);
}, 120_000);

test("Ctrl-C and a kill in the midst of an import leave nothing behind, and the workbench goes on", async () => {
  const before = await items();
  const file = join(home, "many.csv");
  writeReviews(file, 120_000, 8);
  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    const child = spawn(
      process.execPath,
      ["apps/cli/src/main.ts", "import", file, "--workspace", workbench.folder],
      { env: { ...process.env, HOME: home }, stdio: "ignore" },
    );
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await until(async () => (await jobs())[0]!.status === "running");
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill(signal);
    const code = await ended;
    if (signal === "SIGINT") expect(code).toBe(130);
    await until(async () => (await jobs())[0]!.endedAt !== null);
    expect(await items()).toBe(before);
  }
  const again = await heed("import", sample("reviews.csv"), "--json");
  expect(again.code).toBe(0);
  expect(await items()).toBe(before);
}, 120_000);

test("a turn that is stopped on the page ends the command, with nothing half-done kept", async () => {
  const before = await items();
  const file = join(home, "many.csv");
  const running = heed("import", file);
  await until(async () => (await jobs())[0]!.status === "running");
  const [job] = await jobs();
  await workbench.api.cancelJob({ params: { jobId: job!.id } });
  const stopped = await running;
  expect([stopped.code, stopped.errors.includes("stopped")]).toEqual([130, true]);
  expect(await items()).toBe(before);
}, 120_000);

test("the terminal's door opens only with the secret of the folder, which its owner alone may read", async () => {
  const ask = (path: string, authorization?: string) =>
    fetch(workbench.url + path, {
      method: path === "/local/hello" ? "GET" : "POST",
      headers: authorization === undefined ? {} : { authorization },
      ...(path === "/local/hello" ? {} : { body: '{"kind":"query","query":"SELECT 1"}\n' }),
    });
  for (const path of ["/local/hello", "/local/engine", "/local/turns", "/local/changes"]) {
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, "Bearer local_guess")).status).toBe(404);
  }
  const { token } = JSON.parse(readFileSync(join(workbench.folder, "server.json"), "utf8")) as {
    token: string;
  };
  expect((await ask("/local/hello", `Bearer ${token}`)).status).toBe(200);
  expect(statSync(join(workbench.folder, "server.json")).mode & 0o077).toBe(0);
});
