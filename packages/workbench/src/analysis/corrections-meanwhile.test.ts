// What a person corrects while a model reads outranks the model.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MentionFacts, type MentionReader, PERSON_MODEL } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { expect, test } from "vitest";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { analyse } from "./analyse.ts";

test("a correction that is made while a model reads stands when it has read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-corrections-"));
  const workspace = await openWorkspace(folder);
  const { facts, records } = workspace;
  await facts.setVisibleImports(["import_1"]);
  await facts.appendItems([buildItem(1, { text: "Sync" }), buildItem(2, { text: "Price" })]);
  const read = async (version: string, meanwhile: () => Promise<void>) => {
    const reader: MentionReader = {
      model: { name: "fixed", version },
      read: async (texts) => {
        await meanwhile();
        return texts.map(() => ({ sentiment: "negative", sentimentScore: -0.5, kind: "bug" }));
      },
    };
    await analyse(workspace, {
      splitter: {
        split: async (texts) => texts.map(({ text }) => [{ start: 0, end: text.length }]),
      },
      reader,
      themeFinder: {
        model: { name: "none", version: "1" },
        find: async ({ itemOf }) => ({
          ...{ themes: [], groups: [], assignment: itemOf.map(() => -1), unclear: new Map() },
          scores: new Float32Array(itemOf.length),
        }),
      },
    });
  };
  const mentions = async () => {
    const found: MentionFacts[] = [];
    for await (const page of facts.itemFacts()) found.push(...page.flatMap((one) => one.mentions));
    return found;
  };
  await read("1", async () => {});
  const [first] = await mentions();
  const said = { kind: "praise", sentiment: "positive" } as const;
  await read("2", async () => {
    const { id } = first!.mention;
    await records.kept.put("label", id, { ...said, before: first!.reading });
    await facts.appendReadings([
      { ...said, mentionId: id, sentimentScore: 1, model: PERSON_MODEL },
    ]);
  });
  expect((await mentions()).map(({ reading }) => [reading?.kind, reading?.model])).toEqual([
    ["praise", PERSON_MODEL],
    ["bug", { name: "fixed", version: "2" }],
  ]);
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});
