// The example in the README runs as it stands.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "nn-readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

const before = `
const labels = Int32Array.from({ length: 60 }, (_, at) => at % 3);
const ids = Int32Array.from({ length: 120 }, (_, at) => (at >> 1) % 3 + 10 * (at % 2));
const offsets = Int32Array.from({ length: 61 }, (_, at) => 2 * at);
`;
const after =
  "console.log(JSON.stringify({ shape, size: data.length, of: opened.metadata.labels }));";

test("the README's example trains, saves, opens and predicts", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const example = readme.match(/```ts\n([\s\S]*?)```/)![1]!;
  const [imports, body] = example.split(/(?<=from "@heed\/nn";\n)/) as [string, string];
  const program = `${imports}${before}${body}${after}`
    .replaceAll("model.onnx", join(folder, "model.onnx"))
    .replace("validation }", "validation: train }");
  const flags = ["--input-type=module-typescript", "--eval", program];
  const output = execFileSync(process.execPath, flags, { cwd: root, encoding: "utf8" });
  expect(JSON.parse(output)).toEqual({
    shape: [60, 3],
    size: 180,
    of: "negative,neutral,positive",
  });
}, 60_000);
