// What is browsed has one mark for as long as it stays the same, so that counts of it can be kept.
import { mentionAt } from "@heed/core";
import { buildItem } from "@heed/core/testing";
import { expect, test } from "vitest";
import { openLendableFactStore } from "../open-fact-stores.ts";

let opened = 0;
async function open() {
  const database = `state_${process.pid}_${++opened}`;
  const { facts, lender } = await openLendableFactStore(":memory:", database);
  await facts.setVisibleImports(["import_1"]);
  const command = (query: string) =>
    lender.answer(Buffer.from(`${JSON.stringify({ kind: "command", query })}\n`));
  const stateAfter = async (change: () => Promise<unknown>) => {
    await change();
    await facts.browser.refresh("UTC");
    return facts.browser.state();
  };
  const close = async () => {
    await lender.close();
    await facts.close();
  };
  return { database, facts, command, stateAfter, close };
}

test("merging what is stored changes nothing, and every change of it is a change", async () => {
  const { database, facts, command, stateAfter, close } = await open();
  expect(await facts.browser.state()).toBeNull();
  const items = [1, 2, 3].map((number) => buildItem(number));
  const seen = [
    await stateAfter(async () => {
      for (const item of items) await facts.appendItems([item]);
    }),
  ];
  const merged = await stateAfter(() => command(`OPTIMIZE TABLE ${database}.item FINAL`));
  expect(merged).toBe(seen[0]);
  const mention = mentionAt(items[0]!, { start: 0, end: 4 });
  seen.push(await stateAfter(() => facts.appendMentions([mention])));
  seen.push(await stateAfter(() => facts.appendItems([buildItem(4, { importId: "import_2" })])));
  seen.push(await stateAfter(() => facts.setVisibleImports(["import_1", "import_2"])));
  seen.push(await stateAfter(() => facts.deleteImport("import_2")));
  const request = { authorKeys: ["nobody"], personKeys: [], values: [], redactionHashes: [] };
  seen.push(await stateAfter(() => facts.erasePeople(request)));
  expect(seen).not.toContain(null);
  expect(new Set(seen).size).toBe(seen.length);
  await close();
});

test("who asks while the table is made for the first time is told what it holds then", async () => {
  const { facts, close } = await open();
  await facts.appendItems([1, 2, 3].map((number) => buildItem(number)));
  const making = facts.browser.refresh("UTC");
  expect((await facts.browser.totals({})).items).toBe(3);
  await making;
  await close();
});
