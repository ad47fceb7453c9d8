// The opportunity tree: shown with its evidence, edited in place and by keys, taken away as Markdown or SVG.
import { brokenHeadline } from "@heed/core";
import type { TreeChangeRequest, TreeView } from "@heed/core/api";
import { Button, Container, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { type Asked, NodeDialog } from "./node-dialog.tsx";
import { TreeBranch } from "./tree-branch.tsx";
import { useWords, type Words } from "./tree-words.ts";
import "./tree.css";
import { labelled } from "../i18n/labelled.ts";

export function TreePage() {
  const t = useWords();
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("title")} lead={t("lead")} />
        <WhenAnalysed noNeeds={t("noNeeds")}>
          <Loaded />
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Loaded() {
  const t = useWords();
  const tree = useQuery({
    queryKey: ["tree"],
    queryFn: ({ signal }) => api.getTree({}, { signal }),
  });
  return <QueryState query={tree}>{(view) => <Tree view={view} t={t} />}</QueryState>;
}

function Tree({ view, t }: { readonly view: TreeView; readonly t: Words }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = useMutation({
    mutationFn: (body: TreeChangeRequest) => api.changeTree({ body }),
    onSuccess: (next) => client.setQueryData(["tree"], next),
  });
  const { root, broken, others, canUndo, canRedo } = view;
  const language = currentLanguage();
  return (
    <>
      <Group gap="xs">
        <May call="changeTree">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={!canUndo}
            onClick={() => change.mutate({ type: "undo" })}
          >
            {t("undo")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowForwardUp size={16} aria-hidden />}
            disabled={!canRedo}
            onClick={() => change.mutate({ type: "redo" })}
          >
            {t("redo")}
          </Button>
        </May>
        {(["markdown", "svg"] as const).map((format) => (
          <Button
            key={format}
            size="xs"
            variant="default"
            component="a"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={`/api/v1/tree/export/${format === "svg" ? "svg" : "md"}?language=${language}`}
            download
          >
            {t(format)}
          </Button>
        ))}
      </Group>
      {change.isError && <Failure error={change.error} />}
      <section aria-label={t("title")}>
        <div className="tree-root">
          <Text className="eyebrow">{t("kinds.outcome")}</Text>
          <Text fw={650}>{root.title[language]}</Text>
          <AnchorLink to="/brief" size="sm">
            {t("toBrief")}
          </AnchorLink>
        </div>
        <ul className="tree">
          {root.children.map((node, at) => (
            <TreeBranch
              key={node.id}
              node={node}
              parent={root}
              at={at}
              onChange={(body) => change.mutate(body)}
              onAsk={setAsked}
              t={t}
            />
          ))}
        </ul>
      </section>
      <Text size="xs" c="dimmed">
        {t("keys")}
      </Text>
      {broken.length > 0 && (
        <section aria-labelledby="broken-title">
          <Title order={2} size="h4" id="broken-title">
            {t("broken")}
          </Title>
          <List size="sm">
            {broken.map(({ node, title, reason, what }) => (
              <List.Item key={`${node} ${reason} ${what}`}>
                {t(`reasons.${reason}`, {
                  title: brokenHeadline(root, { node, title }, language),
                  what,
                })}
              </List.Item>
            ))}
          </List>
        </section>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {t("others")} · {others.length}
          </summary>
          <ul className="tree-others">
            {others.map((other) => (
              <OtherNeed key={other.id} need={other} onChange={change.mutate} t={t} />
            ))}
          </ul>
        </details>
      )}
      {asked !== null && (
        <NodeDialog
          asked={asked}
          onClose={() => setAsked(null)}
          onChange={(body) => {
            change.mutate(body);
            setAsked(null);
          }}
          t={t}
        />
      )}
    </>
  );
}

/** A need that is not in the tree, with the button that brings it in. */
function OtherNeed({
  need,
  onChange,
  t,
}: {
  readonly need: TreeView["others"][number];
  readonly onChange: (change: TreeChangeRequest) => void;
  readonly t: Words;
}) {
  const { id, people } = need;
  const headline = headlineNow(need);
  return (
    <li>
      <May call="changeTree">
        <Button
          size="compact-xs"
          variant="light"
          aria-label={labelled(t("show"), headline.text)}
          onClick={() => onChange({ type: "show", id, isShown: true })}
        >
          {t("show")}
        </Button>
      </May>
      <div>
        {headline.text} · {t("people", { count: people })}
        <BelowHeadline headline={headline} size="xs" />
      </div>
    </li>
  );
}
