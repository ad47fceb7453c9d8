// A model is pulled from a hub of this machine: the files that are needed, checked, and nothing half-there after a fault.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModelSettings, pullModel } from "@heed/workbench";
import { afterEach, expect, test } from "vitest";
import { writeTinyEncoder } from "./tiny-models.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A hub with one model, whose large file lies at `storage` behind a redirect. */
async function serveHub(options: { storage?: string; damage?: boolean } = {}) {
  const folder = join(mkdtempSync(join(tmpdir(), "heed-hub-")), "model");
  writeTinyEncoder(folder);
  const names = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"];
  const read = (name: string) => readFileSync(join(folder, name));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    if (path.startsWith("/api/models/maker/tiny/tree/main")) {
      const files = names.map((path) => ({
        ...{ type: "file", path, size: read(path).length },
        lfs: path.endsWith(".onnx")
          ? { oid: createHash("sha256").update(read(path)).digest("hex") }
          : null,
      }));
      const extra = { type: "file", path: "pytorch_model.bin", size: 5e9, lfs: null };
      return void response.end(JSON.stringify([...files, extra]));
    }
    const name = path.replace(/^\/(?:maker\/tiny\/resolve\/main|stored)\//, "");
    if (!names.includes(name)) return void response.writeHead(404).end();
    if (name.endsWith(".onnx") && !path.startsWith("/stored"))
      return void response
        .writeHead(302, { location: `${options.storage ?? ""}/stored/${name}` })
        .end();
    const bytes = Buffer.from(read(name));
    if (options.damage === true && name.endsWith(".onnx")) bytes[100]! ^= 1;
    response.end(bytes);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  closing.push(() => new Promise((done) => server.closeAllConnections() ?? server.close(done)));
  return { hub: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const freshHome = () => mkdtempSync(join(tmpdir(), "heed-pull-"));

test("a model is pulled whole, without what Heed does not need, and chosen for what it does", async () => {
  const { hub, asked } = await serveHub();
  const home = freshHome();
  const model = await pullModel(home, "maker/tiny", { hub });
  expect(model).toMatchObject({ id: "maker--tiny", task: "feature-extraction", precision: "fp32" });
  expect(readdirSync(model.folder).toSorted()).toEqual([
    "config.json",
    "onnx",
    "tokenizer.json",
    "tokenizer_config.json",
  ]);
  expect(asked.some((path) => path.includes("pytorch"))).toBe(false);
  expect((await loadModelSettings(home)).choices.embed).toEqual([
    { provider: "local", model: "maker--tiny" },
  ]);
});

test.each([
  ["a file with other bytes", { damage: true }, "file-damaged"],
  ["a way to another host", { storage: "http://192.0.2.7" }, "redirect-refused"],
])("%s leaves nothing behind", async (_, options, code) => {
  const { hub } = await serveHub(options);
  const home = freshHome();
  await expect(pullModel(home, "maker/tiny", { hub })).rejects.toMatchObject({ code });
  expect(existsSync(join(home, "local-models", "maker--tiny"))).toBe(false);
  expect(existsSync(join(home, "local-models", "maker--tiny.part"))).toBe(false);
  expect((await loadModelSettings(home)).localModels).toEqual([]);
});

test("a name that is none, and a model that is not there, are told", async () => {
  const { hub } = await serveHub();
  await expect(pullModel(freshHome(), "../etc", { hub })).rejects.toMatchObject({
    code: "broken-model-name",
  });
  await expect(pullModel(freshHome(), "maker/other", { hub })).rejects.toMatchObject({
    code: "model-not-found",
  });
});
