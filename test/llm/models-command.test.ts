// `heed models` end to end: a provider is added, given a key, chosen, priced, limited, tried and accounted for.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHeed } from "./run-heed.ts";
import { serveModels } from "./wire-server.ts";

const KEY = "sk-desk-0123456789abcdef";

test("a user sets a model up, tries it, and sees what it cost", async () => {
  const server = await serveModels({
    usual: () => ({ text: '{"sentiment":"positive"}' }),
    key: KEY,
  });
  const home = join(mkdtempSync(join(tmpdir(), "heed-cli-models-")), "not-there-yet");
  const heed = (args: string[], input?: string) =>
    runHeed(["models", ...args], { home, ...(input === undefined ? {} : { input }) });
  try {
    expect(await heed(["log"])).toMatchObject({ code: 0, out: "Nothing was sent yet.\n" });
    const added = await heed([
      ...["add", "openai", "--id", "desk", "--url", server.url, "--model", "small-1"],
      ...["--price", "0.27,1.10,USD", "--lang", "zh"],
    ]);
    expect(added).toMatchObject({ code: 0, errors: "" });
    expect(added.out).toMatch(/缺失/);
    expect(await heed(["test", "--lang", "zh"])).toMatchObject({
      code: 4,
      errors: expect.stringMatching(/desk 需要密钥，但没有找到。[\s\S]*heed models key desk/),
    });
    expect((await heed(["key", "desk"], `${KEY}\n`)).out).toContain("kept");
    expect(await heed(["test", "classify"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^desk\/small-1 \(127\.0\.0\.1:\d+\): answers in a form, streams;/,
      ),
    });
    expect(server.heard[0]!.json).toMatchObject({
      max_completion_tokens: 200,
      response_format: { type: "json_schema", json_schema: { strict: true } },
    });
    const cost = JSON.parse((await heed(["cost", "--json"])).out);
    expect(cost.rows).toMatchObject([{ purpose: "test", calls: 2, provider: "desk" }]);
    expect(BigInt(cost.rows[0].cost)).toBe(
      BigInt(cost.rows[0].inputTokens) * 270_000n + BigInt(cost.rows[0].outputTokens) * 1_100_000n,
    );
    expect((await heed(["budget", "USD", "0.000001"])).code).toBe(0);
    expect(await heed(["test"])).toMatchObject({
      code: 6,
      errors: expect.stringContaining("could pass this month's budget of 0.000001 USD"),
    });
    expect((await heed(["log"])).out).toMatch(/test +desk\/small-1 .*answered/);
    const left = await heed(["use", "classify", "--lang", "zh"]);
    expect(left.out).toMatch(/generate +desk\/small-1/);
    expect(left.out).not.toMatch(/^classify /m);
    expect((await heed(["remove", "desk"])).code).toBe(0);
    expect(readFileSync(join(home, "model-keys.json"), "utf8")).not.toContain(KEY);
  } finally {
    await server.close();
  }
}, 120_000);
