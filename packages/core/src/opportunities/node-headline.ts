// What heads a node of the tree: a need's statement or name as on its own page, any other node's title.
import { type Headed, type Headline, headlineOf } from "../themes/statement.ts";
import type { BrokenLink, TreeNode } from "./build-tree.ts";

interface Titled {
  readonly title: { readonly en: string; readonly zh: string };
  readonly heading: Pick<Headed, "namedBy" | "statement"> | null;
}

/** How a node is headed in a language. */
export function nodeHeadline({ title, heading }: Titled, language: "en" | "zh"): Headline {
  if (heading !== null) return headlineOf({ name: title, ...heading }, language);
  return { text: title[language], isStatement: false, name: null, other: null };
}

interface Branch extends Titled, Pick<TreeNode, "id"> {
  readonly children: readonly Branch[];
}

/** What heads the node of which something does not hold any more; its own title where it stands in no tree. */
export function brokenHeadline(
  root: Branch,
  { node, title }: Pick<BrokenLink, "node" | "title">,
  language: "en" | "zh",
): string {
  const find = (branch: Branch): Branch | undefined =>
    branch.id === node ? branch : branch.children.flatMap((one) => find(one) ?? [])[0];
  const found = find(root);
  return found === undefined ? title : nodeHeadline(found, language).text;
}
