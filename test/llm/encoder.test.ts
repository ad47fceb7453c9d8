// A chosen encoder makes themes and search its own: paid once, told when it is away, never mixed with another, and given back.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ThemeId } from "@heed/core";
import {
  addLocalModel,
  analyseFiles,
  chooseModels,
  createEmbedder,
  editThemes,
  forgetPerson,
  lastThemeChanges,
  openExistingWorkspace,
  QueryEncoder,
  removeLocalModel,
  searchMentions,
  searchVectors,
  setModelBudget,
  type Workspace,
} from "@heed/workbench";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeTinyEncoder } from "./local/tiny-models.ts";
import { type DeskModels, openDeskModels, PRICE } from "./open-desk-models.ts";
import { runHeed } from "./run-heed.ts";
import { MATTERS, matterOf, textAbout, tinyEncoder, writeTexts } from "./tiny-encoder.ts";
import { countTokens, type Heard, type WireAnswer } from "./wire-answer.ts";
import { serveModels, type WireServer } from "./wire-server.ts";

const EACH = 12;
let folder: string;
let desk: DeskModels;
let server: WireServer;
let answer: (heard: Heard) => WireAnswer | Promise<WireAnswer>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "heed-encoder-"));
  answer = () => ({ embed: tinyEncoder(8) });
  server = await serveModels({ usual: (heard) => answer(heard) });
  desk = await openDeskModels(server.url);
  await chooseModels(desk.home, "classify", []);
  await chooseModels(desk.home, "generate", []);
  vi.stubEnv("HEED_HOME", desk.home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await desk.models.close();
  await server.close();
});

const workspaceFolder = () => join(folder, "workspace");
const analyseAll = (paths: readonly string[] = []) =>
  analyseFiles(paths, { workspace: workspaceFolder(), language: "en", themeCount: MATTERS });
const texts = (name: string, each = EACH, from = 0) => {
  const path = join(folder, name);
  writeTexts(path, each, from);
  return path;
};
/** Texts sent so far, without the probe. */
const sent = () =>
  server.heard
    .flatMap(({ json }) => json.input as string[])
    .filter((text) => text !== "dimensions");

async function within<Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result> {
  const workspace = await openExistingWorkspace(workspaceFolder());
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

interface Placed {
  readonly matter: number;
  readonly theme: ThemeId | null;
}

const placed = () =>
  within(async ({ facts }) => {
    const found: Placed[] = [];
    for await (const page of facts.itemFacts())
      for (const { item, mentions } of page)
        found.push({
          matter: matterOf(item.text),
          theme: mentions[0]?.assignment?.themeId ?? null,
        });
    return found;
  });

/** The theme that most texts of each matter are in, and the share of all texts that are where most of theirs are. */
function themesOf(found: readonly Placed[]) {
  let together = 0;
  const themes = Array.from({ length: MATTERS }, (_, matter) => {
    const counts = new Map<ThemeId, number>();
    for (const { matter: own, theme } of found)
      if (own === matter && theme !== null) counts.set(theme, (counts.get(theme) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    together += most?.[1] ?? 0;
    return most?.[0] ?? null;
  });
  return { themes, share: together / found.length };
}

/** Searches as the desk does. */
const search = (words: string) =>
  within(async (workspace) => {
    const queries = new QueryEncoder(workspace, createEmbedder());
    try {
      const { gap, ...meaning } = await queries.seek(words);
      const { hits } = await searchMentions(workspace, { words, ...meaning, limit: 200 });
      return { gap, matters: hits.map(({ quote }) => matterOf(quote)) };
    } finally {
      await queries.close();
    }
  });

test("themes and search follow the chosen encoder, at the exact cost, and nothing is asked twice", async () => {
  const { analysis } = await analyseAll([texts("one.csv")]);
  expect(analysis.models.embedder).toEqual({ name: "desk/small-1", version: "8" });
  const { themes, share } = themesOf(await placed());
  expect(new Set(themes).size).toBe(MATTERS);
  expect(share).toBeGreaterThan(0.9);
  expect(sent()).toHaveLength(EACH * MATTERS);
  const tokens = server.heard
    .flatMap(({ json }) => json.input as string[])
    .reduce((sum, text) => sum + countTokens(text), 0);
  const [row] = await desk.models.ledger.spending(null);
  expect(row).toMatchObject({ purpose: "embed-mentions", inputTokens: tokens, outputTokens: 0 });
  expect(row!.cost).toBe(BigInt(tokens) * BigInt(PRICE.inputPerMillion * 1e6));
  // What no text says, and a text of the third matter means.
  const sought = textAbout(2, 150);
  const { gap, matters } = await search(sought.split(" ").at(-1)!);
  expect(gap).toBeNull();
  expect(matters).toEqual(Array.from({ length: EACH }, () => 2));

  const asked = server.heard.length;
  await analyseAll();
  expect(server.heard).toHaveLength(asked);
  expect((await within(lastThemeChanges))!.encoder).toBeUndefined();
  await analyseAll([texts("two.csv", 3, EACH)]);
  expect(server.heard.length).toBe(asked + 2);
  expect(sent()).toHaveLength((EACH + 3) * MATTERS + 1);
  expect(themesOf(await placed()).themes).toEqual(themes);
}, 300_000);

test("there and back: all is embedded once, themes are matched by their members, edits hold, and the run says so", async () => {
  await chooseModels(desk.home, "embed", ["built-in"]);
  await analyseAll([texts("one.csv")]);
  expect(server.heard).toHaveLength(0);
  expect(await within(({ records }) => searchVectors(records))).toEqual({ by: "built-in" });
  await chooseModels(desk.home, "embed", ["desk/small-1"]);
  await analyseAll();
  const first = themesOf(await placed());
  expect(first.share).toBeGreaterThan(0.9);
  const told = (await within(lastThemeChanges))!;
  expect(told.encoder).toEqual({ before: null, now: { name: "desk/small-1", version: "8" } });
  const [kept] = first.themes as ThemeId[];
  await within((workspace) =>
    editThemes(workspace, { type: "rename", themeId: kept!, name: { en: "My own name" } }),
  );
  const asked = server.heard.length;

  await chooseModels(desk.home, "embed", ["built-in"]);
  await analyseAll();
  expect((await within(lastThemeChanges))!.encoder).toEqual({
    before: { name: "desk/small-1", version: "8" },
    now: null,
  });
  const nameOf = (id: ThemeId) =>
    within(
      async ({ records }) => (await records.themes()).find((theme) => theme.id === id)?.name.en,
    );
  expect(await nameOf(kept!)).toBe("My own name");
  expect((await search("river lamp")).gap).toBeNull();

  await chooseModels(desk.home, "embed", ["desk/small-1"]);
  await analyseAll();
  expect(server.heard).toHaveLength(asked);
  expect(await nameOf(kept!)).toBe("My own name");
  expect(themesOf(await placed()).share).toBeGreaterThan(0.8);
}, 300_000);

test("an encoder that is away leaves themes and search as they are, and search says that it goes by words", async () => {
  await analyseAll([texts("one.csv")]);
  const before = await placed();
  const code = textAbout(1, 150).split(" ").at(-1)!;
  expect((await search(code)).matters.length).toBeGreaterThan(0);
  answer = () => ({ status: 503 });
  await expect(analyseAll([texts("two.csv", 2, EACH)])).rejects.toMatchObject({
    code: "endpoint-failed",
  });
  expect((await placed()).filter(({ theme }) => theme !== null)).toEqual(
    before.filter(({ theme }) => theme !== null),
  );
  const away = await search(textAbout(1, 151).split(" ").at(-1)!);
  expect(away).toEqual({
    gap: { code: "encoder-unreachable", model: "desk/small-1" },
    matters: [],
  });
  const told = await runHeed(["search", "river", "--workspace", workspaceFolder()], {
    home: desk.home,
  });
  expect(told).toMatchObject({ code: 0 });
  expect(told.out).toMatch(/desk\/small-1, which search goes by, cannot be asked now/);
  answer = () => ({ embed: tinyEncoder(8) });
  expect((await search(textAbout(1, 151).split(" ").at(-1)!)).gap).toBeNull();
  await chooseModels(desk.home, "embed", ["built-in"]);
  expect((await search(textAbout(1, 152).split(" ").at(-1)!)).gap).toBeNull();
}, 300_000);

test("vectors of another model under the same name are never compared: search says so, and an analysis embeds all anew", async () => {
  await analyseAll([texts("one.csv")]);
  const words = textAbout(3, 150).split(" ").at(-1)!;
  answer = () => ({ embed: tinyEncoder(12) });
  const changed = { code: "encoder-changed", model: "desk/small-1" };
  expect((await search(words)).gap).toEqual(changed);
  // Of the same length, and another model all the same.
  answer = () => ({ embed: tinyEncoder(8, 3) });
  expect((await search(words)).gap).toEqual(changed);
  const before = sent().length;
  await analyseAll([texts("two.csv", 1, EACH)]);
  expect(sent().length - before).toBe((EACH + 1) * MATTERS);
  expect(await within(({ records }) => searchVectors(records))).toMatchObject({
    by: "encoder",
    encoder: { model: { name: "desk/small-1", version: "8.2" } },
  });
  expect((await within(lastThemeChanges))!.encoder).toMatchObject({
    before: { version: "8" },
    now: { version: "8.2" },
  });
  expect((await search(words)).matters.every((matter) => matter === 3)).toBe(true);

  // A length that changes in the middle of a run is refused.
  answer = ({ json }) => ({ embed: tinyEncoder(json.input.length > 1 ? 9 : 8, 3) });
  await expect(analyseAll([texts("three.csv", 2, EACH + 1)])).rejects.toMatchObject({
    code: "encoder-changed",
  });
}, 300_000);

test("a server that takes few texts at a time is asked with few, and long vectors are shortened", async () => {
  answer = ({ json }) =>
    json.input.length > 10
      ? { status: 400, errorType: "batch_too_large" }
      : { embed: tinyEncoder(1536) };
  const { analysis } = await analyseAll([texts("one.csv")]);
  expect(analysis.models.embedder!.version).toBe("1536-384");
  expect(themesOf(await placed()).share).toBeGreaterThan(0.9);
  const [rows] = readdirSync(join(workspaceFolder(), "vectors")).filter((name) =>
    name.endsWith(".rows"),
  );
  const { size } = statSync(join(workspaceFolder(), "vectors", rows!));
  expect(size).toBe(EACH * MATTERS * 384 * 4);
  const { gap, matters } = await search(textAbout(0, 150).split(" ").at(-1)!);
  expect(gap).toBeNull();
  expect(matters.filter((matter) => matter === 0).length).toBeGreaterThan(EACH / 2);
}, 300_000);

test("the cost is said before anything is sent, and beyond the budget nothing is", async () => {
  const path = texts("one.csv");
  const command = ["analyze", path, "--workspace", workspaceFolder()];
  const told = await runHeed([...command, "--estimate"], { home: desk.home });
  expect(told).toMatchObject({ code: 0, out: "" });
  expect(told.errors).toMatch(
    /desk\/small-1 will embed 48 mentions in about 1 calls and \d+ tokens, give or take a third: about 0\.\d+ USD/,
  );
  await setModelBudget(desk.home, "USD", 0.00001);
  const refused = await runHeed(command, { home: desk.home });
  expect(refused.code).toBe(6);
  expect(refused.errors).toContain("Embedding 48 mentions will take about");
  expect(server.heard).toHaveLength(0);
}, 300_000);

test("a run that is killed in the middle of embedding is paid for once, and ends whole", async () => {
  let child: ChildProcess | undefined;
  let answered = 0;
  answer = ({ json }) => {
    if (json.input.length > 1) {
      // The kill comes while an answer is on its way; what came before it is kept.
      if (answered === 3) child?.kill("SIGKILL");
      answered += 1;
    }
    return json.input.length > 10
      ? { status: 413, errorType: "too_many" }
      : { embed: tinyEncoder(8) };
  };
  const args = ["analyze", texts("one.csv", 60), "--workspace", workspaceFolder()];
  child = spawn(process.execPath, ["apps/cli/src/main.ts", ...args], {
    env: { PATH: process.env.PATH, HOME: desk.home, HEED_HOME: desk.home },
    stdio: "ignore",
  });
  const signal = await new Promise((done) => child!.on("close", (_, name) => done(name)));
  expect(signal).toBe("SIGKILL");
  child = undefined;
  answer = () => ({ embed: tinyEncoder(8) });
  await analyseAll();
  const texted = sent();
  // Every text has its vector; only what was under way at the kill was asked again.
  expect(new Set(texted).size).toBe(60 * MATTERS);
  expect(themesOf(await placed()).share).toBeGreaterThan(0.9);
  const asked = server.heard.length;
  await analyseAll();
  expect(server.heard).toHaveLength(asked);
}, 300_000);

test("a run that is stopped keeps what it has, leaves no theme behind, and the next one goes on from there", async () => {
  const stop = new AbortController();
  let answered = 0;
  answer = ({ json }) => {
    if (json.input.length > 20) return { status: 400 };
    answered += json.input.length;
    if (answered > 120) stop.abort();
    return { embed: tinyEncoder(8) };
  };
  const path = texts("one.csv", 60);
  const options = { workspace: workspaceFolder(), language: "en" as const, themeCount: MATTERS };
  await expect(analyseFiles([path], { ...options, signal: stop.signal })).rejects.toThrow();
  expect(await within(({ records }) => records.themes())).toEqual([]);
  const calls = await desk.models.ledger.calls(1000);
  expect(calls.filter(({ status }) => status === "open")).toEqual([]);
  const kept = calls.filter(({ status }) => status === "answered").length;
  expect(kept).toBeGreaterThan(1);
  answer = () => ({ embed: tinyEncoder(8) });
  const before = sent().length;
  await analyseAll();
  expect(sent().length - before).toBeLessThan(60 * MATTERS);
  expect(themesOf(await placed()).share).toBeGreaterThan(0.9);
}, 300_000);

test("what a person said leaves with them, vectors too", async () => {
  await analyseAll([texts("one.csv")]);
  const name = textAbout(0, 0).split(" ").at(-1)!;
  const rows = () =>
    readdirSync(join(workspaceFolder(), "vectors"))
      .filter((file) => file.endsWith(".rows"))
      .map((file) => statSync(join(workspaceFolder(), "vectors", file)).size / 32);
  expect(rows()).toEqual([EACH * MATTERS]);
  await within((workspace) => forgetPerson(workspace, name));
  // The name stood in one text, which says something else now.
  expect(rows()).toEqual([EACH * MATTERS - 1]);
}, 300_000);

test("a model in a folder of this machine is chosen alike, costs nothing, and once removed is said to be gone", async () => {
  const encoder = join(desk.home, "tiny-encoder");
  writeTinyEncoder(encoder);
  writeStandIn(join(desk.home, "local-library"));
  await chooseModels(desk.home, "embed", ["built-in"]);
  await addLocalModel(desk.home, { folder: encoder });
  const { analysis } = await analyseAll([texts("one.csv")]);
  expect(analysis.models.embedder).toEqual({ name: "local/tiny-encoder", version: "26" });
  expect(await desk.models.ledger.calls(10)).toEqual([]);
  // The same letters in another order mean the same to it.
  const [first] = textAbout(0, 0).split(" ").slice(-1);
  const turned = [...textAbout(0, 0).replace(first!, [...first!].reverse().join(""))].join("");
  const { gap, matters } = await search(turned);
  expect(gap).toBeNull();
  expect(matters).toContain(0);
  await removeLocalModel(desk.home, "tiny-encoder");
  expect((await search("lamp river")).gap).toEqual({
    code: "encoder-gone",
    model: "local/tiny-encoder",
  });
}, 300_000);

/** Stands in for the library that runs local models: a vector counts letters. */
function writeStandIn(folder: string): void {
  const library = join(folder, "node_modules", "@huggingface", "transformers");
  mkdirSync(library, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const described = { name: "@huggingface/transformers", version: "0.0.0", main: "index.cjs" };
  writeFileSync(join(library, "package.json"), JSON.stringify(described));
  writeFileSync(
    join(library, "index.cjs"),
    `exports.env = {};
    exports.pipeline = async () => async (texts) => {
      const data = new Float32Array(texts.length * 26);
      texts.forEach((text, row) => {
        for (const letter of text.toLowerCase()) {
          const at = letter.charCodeAt(0) - 97;
          if (at >= 0 && at < 26) data[row * 26 + at] += 1;
        }
        const part = data.subarray(row * 26, row * 26 + 26);
        const length = Math.hypot(...part) || 1;
        part.forEach((value, at) => { part[at] = value / length; });
      });
      return { dims: [texts.length, 26], data };
    };`,
  );
}
