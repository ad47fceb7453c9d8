// Asks for what a new node is, a node's new name, or what it is linked to.
import { nodeHeadline } from "@heed/core";
import type { TreeChangeRequest, TreeNodeView } from "@heed/core/api";
import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../components/dialog.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import type { Words } from "./tree-words.ts";

export type Asked =
  | { readonly type: "add"; readonly parent: TreeNodeView }
  | { readonly type: "rename"; readonly node: TreeNodeView }
  | { readonly type: "link"; readonly node: TreeNodeView };
type Sort = "solution" | "requirement" | "experiment";
const SORTS: readonly Sort[] = ["solution", "requirement", "experiment"];

export function NodeDialog({
  asked,
  onClose,
  onChange,
  t,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onChange: (change: TreeChangeRequest) => void;
  readonly t: Words;
}) {
  const [words, setWords] = useState(asked.type === "rename" ? asked.node.title.en : "");
  const [sort, setSort] = useState<Sort>(
    asked.type === "add" && asked.parent.kind !== "need" ? "experiment" : "solution",
  );
  const title =
    asked.type === "add"
      ? t("addUnder", { title: nodeHeadline(asked.parent, currentLanguage()).text })
      : t(asked.type);
  const save = () => {
    const given = words.trim();
    if (given === "") return;
    if (asked.type === "add")
      onChange({ type: "add", parent: asked.parent.id, kind: sort, title: given });
    else if (asked.type === "rename") onChange({ type: "rename", id: asked.node.id, title: given });
    else onChange({ type: "link", id: asked.node.id, ref: given });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          {asked.type === "add" && (
            <SegmentedControl
              aria-label={t("sort")}
              value={sort}
              onChange={(value) => setSort(value as Sort)}
              data={SORTS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          )}
          <TextInput
            data-autofocus
            label={asked.type === "link" ? t("linkHint") : t("name")}
            maxLength={300}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" disabled={words.trim() === ""}>
              {t(asked.type === "add" ? "add" : "save")}
            </Button>
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
