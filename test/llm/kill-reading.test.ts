// A reading that is killed loses nothing that was answered and keeps nothing half: the next run goes on from there.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_MODELS, providerAt } from "@heed/core";
import { openExistingWorkspace, openModels, saveModelSettings } from "@heed/workbench";
import { expect, test } from "vitest";
import { PRICE } from "./open-desk-models.ts";
import { kindOf, readingsFor, shownMentions } from "./read-like-a-model.ts";
import { runHeed } from "./run-heed.ts";
import { serveModels } from "./wire-server.ts";

test("a reading that is killed in the middle is paid for once, and ends whole", async () => {
  let child: ChildProcess | undefined;
  let answered = 0;
  const shown: string[] = [];
  const server = await serveModels({
    usual: async (heard) => {
      // The kill comes while an answer is on its way.
      if (answered === 5) child?.kill("SIGKILL");
      answered += 1;
      const mentions = shownMentions(heard);
      shown.push(...mentions.map(({ text }) => text));
      return { text: readingsFor(mentions) };
    },
  });
  const home = mkdtempSync(join(tmpdir(), "heed-kill-"));
  const workspace = join(home, "workspace");
  try {
    await saveModelSettings(home, {
      ...NO_MODELS,
      providers: [
        {
          ...providerAt("desk", server.url, null),
          structure: "schema",
          concurrency: 1,
          prices: { "*": PRICE },
        },
      ],
      choices: { classify: [{ provider: "desk", model: "small-1" }] },
    });
    const rows = Array.from(
      { length: 240 },
      (_, at) => `${at},It crashes on page ${at} of my notes`,
    );
    writeFileSync(join(home, "reviews.csv"), `id,text\n${rows.join("\n")}\n`);
    const args = [
      "analyze",
      join(home, "reviews.csv"),
      "--workspace",
      workspace,
      "--reader",
      "llm",
    ];
    child = spawn(process.execPath, ["apps/cli/src/main.ts", ...args], {
      env: { PATH: process.env.PATH, HOME: home, HEED_HOME: home },
      stdio: "ignore",
    });
    const signal = await new Promise((done) => child!.on("close", (_, name) => done(name)));
    expect(signal).toBe("SIGKILL");
    const before = answered;
    child = undefined;
    const again = await runHeed(["analyze", "--workspace", workspace, "--reader", "llm"], { home });
    expect(again).toMatchObject({ code: 0 });
    // 240 mentions are 12 batches; one answer was on its way when the process died.
    expect(before).toBe(6);
    expect(answered).toBe(13);
    const opened = await openExistingWorkspace(workspace);
    let read = 0;
    for await (const page of opened.facts.itemFacts())
      for (const { item, mentions } of page)
        for (const { mention, reading } of mentions) {
          read += 1;
          expect(reading!.kind).toBe(kindOf(item.text.slice(mention.start, mention.end)));
        }
    await opened.close();
    expect(read).toBe(240);
    const models = await openModels({ home });
    const calls = await models.ledger.calls(100);
    await models.close();
    // What was sent and never heard stays set aside, so that no budget is passed by what may be charged.
    expect(
      Object.entries(Object.groupBy(calls, ({ status }) => status)).map(([name, all]) => [
        name,
        all.length,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["open", 1],
        ["answered", 12],
        ["cached", 5],
      ]),
    );
  } finally {
    await server.close();
  }
}, 120_000);
