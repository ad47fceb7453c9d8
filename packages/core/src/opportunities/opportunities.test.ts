// The tree's log of edits, what it comes to with needs and records, and how it is written.
import { expect, test } from "vitest";
import { buildTree, type TreeInputs, type TreeNeed, type TreeNode } from "./build-tree.ts";
import { brokenHeadline, nodeHeadline } from "./node-headline.ts";
import { treeAsMarkdown, treeAsSvg } from "./render-tree.ts";
import {
  addTreeEdit,
  EMPTY_TREE_LOG,
  redoTreeEdit,
  type TreeEdit,
  type TreeLog,
  treeState,
  undoTreeEdit,
} from "./tree-edit.ts";

const need = (number: number, more: Partial<TreeNeed> = {}): TreeNeed => ({
  themeId: `theme_${number}`,
  name: { en: `Need ${number}`, zh: `需求 ${number}` },
  namedBy: { en: null, zh: null },
  statement: { en: null, zh: null },
  rank: number,
  status: "open",
  evidence: {
    people: 10 * number,
    share: { value: 0.1, low: 0.05, high: 0.2 },
    mentions: 12,
    quotes: [{ mentionId: `item_${number}.1.0-5`, text: "It hurts <b>", language: "en" }],
    quotesGone: 0,
  },
  ...more,
});
const canHold = (id: string) => /^theme_\d+$/.test(id);
const edited = (...edits: TreeEdit[]) =>
  edits.reduce<TreeLog>((log, edit) => addTreeEdit(log, edit, "t", canHold), EMPTY_TREE_LOG);
const add = (id: string, parent: string, title = id): TreeEdit => ({
  ...{ type: "add", id, parent, title, kind: "solution" },
});
const treeOf = (log: TreeLog, more: Partial<TreeInputs> = {}) =>
  buildTree({
    ...{ outcome: "Fewer lost notes", needs: [need(1), need(2)], records: [] },
    state: treeState(log),
    ...more,
  });
const outline = (node: TreeNode): unknown =>
  node.children.length === 0 ? node.id : [node.id, ...node.children.map(outline)];

test("the outcome holds the needs by rank, and solutions carry the evidence of their need", () => {
  const { root } = treeOf(edited(add("node_1", "theme_2"), add("node_2", "node_1")));
  expect(root.title.en).toBe("Fewer lost notes");
  expect(outline(root)).toEqual(["outcome", "theme_1", ["theme_2", ["node_1", "node_2"]]]);
  const deepest = root.children[1]!.children[0]!.children[0]!;
  expect(deepest.evidence).toMatchObject({ people: 20 });
  expect(deepest.evidence!.quotes[0]!.mentionId).toBe("item_2.1.0-5");
});

test("a need is headed by its statement, its key words beneath; what is named or added by people is headed by that", () => {
  const statement = { en: { text: "Notes vanish" }, zh: null };
  const gone = { ...need(1).evidence, quotesGone: 1 };
  const needs = [
    need(1, { statement, evidence: gone }),
    need(2, { statement, namedBy: { en: "person", zh: null } }),
    ...[3, 4, 5, 6, 7, 8].map((number) => need(number)),
    need(9, { statement }),
  ];
  const tree = treeOf(edited(add("node_1", "theme_1", "Save twice")), { needs });
  const [stated, named] = tree.root.children;
  expect(nodeHeadline(stated!, "en")).toMatchObject({ text: "Notes vanish", name: "Need 1" });
  expect(nodeHeadline(stated!, "zh")).toMatchObject({
    ...{ text: "需求 1", other: { language: "en", text: "Notes vanish" } },
  });
  expect(nodeHeadline(named!, "en")).toMatchObject({ text: "Need 2", name: null });
  expect(nodeHeadline(stated!.children[0]!, "zh").text).toBe("Save twice");
  expect(tree.others).toMatchObject([{ id: "theme_9", statement }]);
  expect(brokenHeadline(tree.root, tree.broken[0]!, "en")).toBe("Notes vanish");
  expect(brokenHeadline(tree.root, { node: "node_9", title: "Lost" }, "en")).toBe("Lost");
  const words = treeAsMarkdown(tree, "en");
  expect(words).toContain("- **Need**: Notes vanish (Need 1; open;");
  expect(words).toContain("- Notes vanish (`theme_1`): ");
});

test("nodes move among parents and places, and needs among themselves", () => {
  const log = edited(
    ...[add("a", "theme_1"), add("b", "theme_1"), add("c", "theme_1")],
    { type: "move", id: "c", parent: "theme_1", before: "a" },
    { type: "move", id: "b", parent: "theme_2", before: null },
    { type: "move", id: "theme_2", parent: "outcome", before: "theme_1" },
  );
  expect(outline(treeOf(log).root)).toEqual(["outcome", ["theme_2", "b"], ["theme_1", "c", "a"]]);
});

test("a move leaves the siblings that it does not name where they are", () => {
  const needs = [1, 2, 3, 4].map((number) => need(number));
  const log = edited({ type: "move", id: "theme_4", parent: "outcome", before: "theme_3" });
  const ids = treeOf(log, { needs }).root.children.map(({ id }) => id);
  expect(ids).toEqual(["theme_1", "theme_2", "theme_4", "theme_3"]);
});

test("undoing takes one edit back and doing again restores it", () => {
  const log = edited(add("a", "theme_1"), { type: "remove", id: "a" });
  expect(treeState(log).nodes.size).toBe(0);
  const back = undoTreeEdit(log)!;
  expect(treeState(back).nodes.has("a")).toBe(true);
  expect(redoTreeEdit(back)).toEqual({ ...log, undone: [] });
  expect(undoTreeEdit(EMPTY_TREE_LOG)).toBeNull();
  // A new edit leaves nothing to do again.
  expect(addTreeEdit(back, add("b", "theme_1"), "t", canHold).undone).toEqual([]);
});

test("removing a node removes what stands under it", () => {
  const log = edited(add("a", "theme_1"), add("b", "a"), { type: "remove", id: "a" });
  expect([...treeState(log).nodes]).toEqual([]);
});

test("a node cannot stand under itself, under nothing, or without a title", () => {
  const log = edited(add("a", "theme_1"), add("b", "a"));
  const code = (edit: TreeEdit) => {
    try {
      addTreeEdit(log, edit, "t", canHold);
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code({ type: "move", id: "a", parent: "b", before: null })).toBe("tree-loop");
  expect(code(add("c", "nowhere"))).toBe("parent-not-found");
  expect(code(add("c", "theme_1", "  "))).toBe("title-missing");
  expect(code({ type: "remove", id: "theme_1" })).toBe("node-not-found");
});

test("specifications and experiments stand under the need that they name, tests under what they test", () => {
  const records: TreeInputs["records"] = [
    {
      ...{ id: "spec_1", kind: "spec", title: { en: "Spec", zh: "规格" }, status: null },
      ...{ themeIds: ["theme_1"], tests: null },
    },
    {
      ...{ id: "experiment_1", kind: "experiment", title: { en: "Test", zh: "测试" } },
      ...{ status: "running", themeIds: ["theme_1"], tests: "spec_1" },
    },
  ];
  const { root } = treeOf(EMPTY_TREE_LOG, { records });
  expect(outline(root)).toEqual(["outcome", ["theme_1", ["spec_1", "experiment_1"]], "theme_2"]);
  expect(root.children[0]!.children[0]!.children[0]).toMatchObject({
    ...{ kind: "experiment", status: "running", isOwn: false },
  });
});

test("what does not hold any more is listed: a need, a link, quotes", () => {
  const gone = { ...need(1).evidence, quotesGone: 2 };
  const log = edited(add("a", "theme_9"), add("b", "theme_1"), {
    ...{ type: "link", id: "b", ref: "spec_7" },
  });
  const { broken } = treeOf(log, { needs: [need(1, { evidence: gone })] });
  expect(broken.map(({ node, reason, what }) => [node, reason, what])).toEqual([
    ["a", "need-gone", "theme_9"],
    ["b", "link-gone", "spec_7"],
    ["theme_1", "quotes-gone", "2"],
  ]);
});

test("needs beyond the first are shown when somebody works on them, and hidden when somebody says so", () => {
  const needs = Array.from({ length: 12 }, (_, at) => need(at + 1));
  const log = edited(add("a", "theme_11"), { type: "show", id: "theme_3", isShown: false });
  const { root, others } = treeOf(log, { needs });
  const ids = root.children.map(({ id }) => id);
  expect(ids).toContain("theme_11");
  expect(ids).not.toContain("theme_3");
  expect(others.map(({ id }) => id)).toEqual(["theme_3", "theme_9", "theme_10", "theme_12"]);
});

test("Markdown holds quotes with their ids and no mark-up of a person's words; SVG is well-formed and escaped", () => {
  const log = edited(add("a", "theme_1", "Save *twice* & <often>"), {
    ...{ type: "link", id: "a", ref: "spec_7" },
  });
  const tree = treeOf(log);
  const words = treeAsMarkdown(tree, "en");
  expect(words).toContain("# Fewer lost notes");
  expect(words).toContain("Save \\*twice\\* & \\<often\\>");
  expect(words).toContain("> It hurts \\<b\\> — `item_1.1.0-5`");
  expect(words).toContain("~~spec_7~~ (gone)");
  const drawing = treeAsSvg(tree, "zh");
  expect(drawing).toContain("Save *twice* &amp; &lt;often&gt;");
  expect(drawing.match(/<rect/g)).toHaveLength(5);
  expect(drawing.match(/<path/g)).toHaveLength(3);
});
