// The opportunity tree as documents take it: an outline in Markdown, and a drawing as SVG.
import type { OpportunityTree, TreeNode } from "./build-tree.ts";
import { brokenHeadline, nodeHeadline } from "./node-headline.ts";

type TreeLanguage = "en" | "zh";

const WORDS = {
  en: {
    kinds: {
      outcome: "Outcome",
      need: "Need",
      solution: "Solution",
      requirement: "Requirement",
      experiment: "Experiment",
    },
    people: (count: number, share: string) => `${count} people, ${share}`,
    broken: "Broken links",
    gone: "gone",
    reasons: {
      "need-gone": "its need is gone",
      "link-gone": "points to what is gone",
      "quotes-gone": "quotes whose words are gone",
    },
  },
  zh: {
    kinds: {
      outcome: "结果",
      need: "需求",
      solution: "方案",
      requirement: "需求项",
      experiment: "实验",
    },
    people: (count: number, share: string) => `${count} 人，${share}`,
    broken: "断开的链接",
    gone: "已不存在",
    reasons: {
      "need-gone": "所属需求已不存在",
      "link-gone": "指向的对象已不存在",
      "quotes-gone": "引语原文已不存在",
    },
  },
} as const;

const STATUSES: Readonly<Record<string, string>> = {
  ...{ open: "待定", planned: "已计划", building: "开发中", shipped: "已发布", declined: "已拒绝" },
  ...{ idea: "想法", testing: "测试中", dropped: "已放弃" },
  ...{ draft: "草稿", running: "进行中", stopped: "已停止" },
};

/** A status in words; one that is a date or a verdict stays as it is. */
export function treeStatusText(status: string, language: TreeLanguage): string {
  return language === "zh" ? (STATUSES[status] ?? status) : status;
}

/** An outline: each node with its people and quotes, then what does not hold any more. */
export function treeAsMarkdown({ root, broken }: OpportunityTree, language: TreeLanguage): string {
  const words = WORDS[language];
  const lines = [`# ${escapeMarkdown(root.title[language])}`, ""];
  const write = (node: TreeNode, depth: number) => {
    const indent = "  ".repeat(depth);
    const links = node.links.map(({ ref, isBroken }) =>
      isBroken ? `~~${ref}~~ (${words.gone})` : ref,
    );
    const { text: title, name } = nodeHeadline(node, language);
    const facts = [
      ...(name === null ? [] : [escapeMarkdown(name)]),
      ...(node.status === null ? [] : [treeStatusText(node.status, language)]),
      ...(node.kind === "need" ? [peopleOf(node, language)] : []),
      ...links,
    ].filter((fact) => fact !== "");
    const told = facts.length === 0 ? "" : ` (${facts.join("; ")})`;
    lines.push(`${indent}- **${words.kinds[node.kind]}**: ${escapeMarkdown(title)}${told}`);
    if (node.kind === "need")
      for (const { text, mentionId } of node.evidence?.quotes ?? [])
        lines.push(`${indent}  > ${escapeMarkdown(text)} — \`${mentionId}\``, "");
    for (const child of node.children) write(child, depth + 1);
  };
  for (const child of root.children) write(child, 0);
  if (broken.length > 0) {
    lines.push("", `## ${words.broken}`, "");
    for (const one of broken)
      lines.push(
        `- ${escapeMarkdown(brokenHeadline(root, one, language))} (\`${one.node}\`): ${words.reasons[one.reason]}, \`${one.what}\``,
      );
  }
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

function peopleOf({ evidence }: TreeNode, language: TreeLanguage): string {
  if (evidence === null) return "";
  const percent = (part: number) => (part * 100).toFixed(1);
  const { value, low, high } = evidence.share;
  return WORDS[language].people(
    evidence.people,
    `${percent(value)} % (${percent(low)}–${percent(high)})`,
  );
}

function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

const BOX = { width: 220, height: 54, gapX: 44, gapY: 14 };
const MARGIN = 20;
const COLOURS: Readonly<Record<TreeNode["kind"], string>> = {
  outcome: "#24594a",
  need: "#6036b5",
  solution: "#1a5fa8",
  requirement: "#0c6b4c",
  experiment: "#9a4a00",
};

interface Placed {
  readonly node: TreeNode;
  readonly depth: number;
  readonly y: number;
  readonly children: readonly Placed[];
}

/** The tree from left to right, each parent beside the middle of its children. Colours stand on white. */
export function treeAsSvg({ root }: OpportunityTree, language: TreeLanguage): string {
  let row = 0;
  const place = (node: TreeNode, depth: number): Placed => {
    const children = node.children.map((child) => place(child, depth + 1));
    if (children.length > 0)
      return { node, depth, children, y: (children[0]!.y + children.at(-1)!.y) / 2 };
    row += 1;
    return { node, depth, children, y: MARGIN + (row - 1) * (BOX.height + BOX.gapY) };
  };
  const top = place(root, 0);
  const all = flat(top);
  const width =
    2 * MARGIN +
    (Math.max(...all.map(({ depth }) => depth)) + 1) * (BOX.width + BOX.gapX) -
    BOX.gapX;
  const height = 2 * MARGIN + row * (BOX.height + BOX.gapY) - BOX.gapY;
  const x = (depth: number) => MARGIN + depth * (BOX.width + BOX.gapX);
  const lines = all.flatMap(({ depth, y, children }) =>
    children.map((child) => {
      const [x1, y1] = [x(depth) + BOX.width, y + BOX.height / 2];
      const [x2, y2] = [x(child.depth), child.y + BOX.height / 2];
      const middle = (x1 + x2) / 2;
      return `<path d="M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}" fill="none" stroke="#b9b4a5"/>`;
    }),
  );
  const boxes = all.map(({ node, depth, y }) => boxOf(node, x(depth), y, language));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif">`,
    `<title>${escapeXml(root.title[language])}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...lines,
    ...boxes,
    "</svg>",
    "",
  ].join("\n");
}

function flat(placed: Placed): Placed[] {
  return [placed, ...placed.children.flatMap(flat)];
}

function boxOf(node: TreeNode, x: number, y: number, language: TreeLanguage): string {
  const { kind, title, evidence, status, links } = node;
  const broken = links.some(({ isBroken }) => isBroken) || (evidence?.quotesGone ?? 0) > 0;
  const facts = [
    WORDS[language].kinds[kind],
    ...(kind === "need" && evidence !== null
      ? [WORDS[language].people(evidence.people, `${(evidence.share.value * 100).toFixed(1)} %`)]
      : []),
    ...(status === null ? [] : [treeStatusText(status, language)]),
    ...(broken ? ["⚠"] : []),
  ];
  return [
    `<g><title>${escapeXml(nodeHeadline(node, language).text)}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="9" fill="#ffffff" stroke="${COLOURS[kind]}" stroke-width="1.4"${broken ? ' stroke-dasharray="4 3"' : ""}/>`,
    `<text x="${x + 12}" y="${y + 23}" font-size="13.5" font-weight="600" fill="#1b231f">${escapeXml(cut(title[language], 27))}</text>`,
    `<text x="${x + 12}" y="${y + 42}" font-size="11" fill="${COLOURS[kind]}">${escapeXml(cut(facts.join(" · "), 36))}</text></g>`,
  ].join("");
}

/** A text of so many Latin letters' width; Chinese characters count two. */
function cut(text: string, most: number): string {
  let width = 0;
  let kept = "";
  for (const character of text) {
    width += /[\u1100-\uffdc\u{1f300}-\u{1faff}]/u.test(character) ? 2 : 1;
    if (width > most - 1) return `${kept}…`;
    kept += character;
  }
  return kept;
}

function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return clean.replace(/[&<>"]/g, (character) => names[character]!);
}
