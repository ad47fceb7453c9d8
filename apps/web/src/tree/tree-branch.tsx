// A node of the tree with what stands under it: its evidence, its links, and what can be done with it.
import { nodeHeadline } from "@heed/core";
import type { TreeChangeRequest, TreeNodeView } from "@heed/core/api";
import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { percent } from "../components/figures.tsx";
import { BelowHeadline } from "../components/headline.tsx";
import { AnchorLink } from "../components/links.tsx";
import { Tag, type Tone } from "../components/tag.tsx";
import { labelled } from "../i18n/labelled.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May, useMay } from "../people/may.tsx";
import type { Asked } from "./node-dialog.tsx";
import type { Words } from "./tree-words.ts";

const TONES: Readonly<Record<TreeNodeView["kind"], Tone>> = {
  outcome: "plain",
  need: "question",
  solution: "request",
  requirement: "praise",
  experiment: "complaint",
};
const STATUSES = ["idea", "testing", "building", "shipped", "dropped"] as const;
const KNOWN = new Set<string>([
  ...STATUSES,
  ...["open", "planned", "declined", "draft", "running", "stopped"],
]);

interface BranchProps {
  readonly node: TreeNodeView;
  readonly parent: TreeNodeView;
  /** Place among the parent's children. */
  readonly at: number;
  readonly onChange: (change: TreeChangeRequest) => void;
  readonly onAsk: (asked: Asked) => void;
  readonly t: Words;
}

export function TreeBranch(props: BranchProps) {
  const { node, onChange, onAsk, t } = props;
  const mayChange = useMay()("changeTree");
  const headline = nodeHeadline(node, currentLanguage());
  const title = headline.text;
  return (
    <li>
      <article
        className="tree-node"
        style={{ "--tone": `var(--tone-${TONES[node.kind]})` } as never}
      >
        <div className="tree-node-head">
          <div>
            <Text className="eyebrow" component="span">
              {t(`kinds.${node.kind}`)}
            </Text>{" "}
            {node.status !== null && (
              <Tag tone="plain" plain>
                {KNOWN.has(node.status) ? t(`statuses.${node.status as "idea"}`) : node.status}
              </Tag>
            )}
            <button
              type="button"
              className="tree-title"
              onKeyDown={(event) => press(event, props, mayChange)}
            >
              <bdi>{title}</bdi>
            </button>
            <BelowHeadline headline={headline} size="xs" />
          </div>
          <May call="changeTree">
            <div className="tree-node-actions">
              <ActionIcon
                variant="subtle"
                aria-label={t("addUnder", { title })}
                onClick={() => onAsk({ type: "add", parent: node })}
              >
                <IconPlus size={18} />
              </ActionIcon>
              <NodeMenu {...props} />
            </div>
          </May>
        </div>
        {node.kind === "need" && node.evidence !== null && (
          <NeedEvidence evidence={node.evidence} headline={title} t={t} />
        )}
        {node.links.length > 0 && (
          <ul className="tree-links">
            {node.links.map((link) => (
              <li key={link.ref}>
                <RecordLink link={link} t={t} />
                {node.isOwn && mayChange && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t("unlink", { ref: link.ref })}
                    onClick={() => onChange({ type: "unlink", id: node.id, ref: link.ref })}
                  >
                    ×
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </article>
      {node.children.length > 0 && (
        <ul>
          {node.children.map((child, index) => (
            <TreeBranch key={child.id} {...props} node={child} parent={node} at={index} />
          ))}
        </ul>
      )}
    </li>
  );
}

function NeedEvidence({
  evidence: { people, share, quotes },
  headline,
  t,
}: {
  readonly evidence: NonNullable<TreeNodeView["evidence"]>;
  /** Words that stand above already. */
  readonly headline: string;
  readonly t: Words;
}) {
  const more = quotes.filter(({ text }) => text !== headline);
  return (
    <>
      <Text size="sm" c="dimmed" className="tabular">
        {t("people", { count: people })} · {percent(share.value)} ({percent(share.low)}–
        {percent(share.high)})
      </Text>
      <ul className="tree-quotes" aria-label={t("quotes")}>
        {more.map(({ mentionId, text, language }) => (
          <li key={mentionId} lang={language}>
            <Link
              to="/items/$itemId"
              params={{ itemId: mentionId.slice(0, mentionId.indexOf(".")) }}
              className="quiet-link"
            >
              <bdi>“{text}”</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function RecordLink({
  link: { ref, title, kind, status, isBroken },
  t,
}: {
  readonly link: TreeNodeView["links"][number];
  readonly t: Words;
}) {
  const words = title === null ? ref : title[currentLanguage()];
  if (isBroken)
    return (
      <Tag tone="bad">
        <s>{ref}</s> {t("gone")}
      </Tag>
    );
  return (
    <Text span size="sm">
      {kind === "spec" ? (
        <AnchorLink to="/design/specs/$specId" params={{ specId: ref }} size="sm">
          {words}
        </AnchorLink>
      ) : (
        words
      )}
      {status === null
        ? ""
        : ` · ${KNOWN.has(status) ? t(`statuses.${status as "idea"}`) : status}`}
    </Text>
  );
}

function NodeMenu({ node, parent, at, onChange, onAsk, t }: BranchProps) {
  const title = nodeHeadline(node, currentLanguage()).text;
  const { id, isOwn } = node;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t("actions", { title })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isOwn && (
          <Menu.Item onClick={() => onAsk({ type: "rename", node })}>{t("rename")}</Menu.Item>
        )}
        <Menu.Item disabled={at === 0} onClick={() => onChange(moved(node, parent, at - 1))}>
          {t("moveUp")}
        </Menu.Item>
        <Menu.Item
          disabled={at >= parent.children.length - 1}
          onClick={() => onChange(moved(node, parent, at + 1))}
        >
          {t("moveDown")}
        </Menu.Item>
        {isOwn && (
          <>
            <Menu.Item onClick={() => onAsk({ type: "link", node })}>{t("link")}</Menu.Item>
            {STATUSES.map((status) => (
              <Menu.Item
                key={status}
                disabled={node.status === status}
                onClick={() => onChange({ type: "status", id, status })}
              >
                {labelled(t("status"), t(`statuses.${status}`))}
              </Menu.Item>
            ))}
            <Menu.Item c="var(--tone-bad)" onClick={() => onChange({ type: "remove", id })}>
              {t("remove")}
            </Menu.Item>
          </>
        )}
        {node.kind === "need" && (
          <Menu.Item onClick={() => onChange({ type: "show", id, isShown: false })}>
            {t("hide")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A node put at a place among its siblings. */
function moved(node: TreeNodeView, parent: TreeNodeView, to: number): TreeChangeRequest {
  const others = parent.children.filter(({ id }) => id !== node.id);
  return { type: "move", id: node.id, parent: parent.id, before: others[to]?.id ?? null };
}

/** Keys on a node's title. */
function press(
  event: KeyboardEvent<HTMLButtonElement>,
  props: BranchProps,
  mayChange: boolean,
): void {
  const { node, parent, at, onChange, onAsk } = props;
  if (!event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const all = [...document.querySelectorAll<HTMLElement>(".tree-title")];
    const place = all.indexOf(event.currentTarget);
    all[place + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
    return;
  }
  if (!mayChange) return;
  const isMove = event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown");
  if (isMove) {
    event.preventDefault();
    const to = at + (event.key === "ArrowUp" ? -1 : 1);
    if (to >= 0 && to < parent.children.length) onChange(moved(node, parent, to));
    return;
  }
  if (event.key === "a" || event.key === "A") {
    event.preventDefault();
    onAsk({ type: "add", parent: node });
  } else if (event.key === "Enter" && node.isOwn) {
    event.preventDefault();
    onAsk({ type: "rename", node });
  } else if (event.key === "Delete" && node.isOwn) onChange({ type: "remove", id: node.id });
}
