// The specifications there are, each with what in it is to be looked at again; and the needs from which the next may be drafted.
import type { NeedView, SpecRow } from "@heed/core/api";
import { Container, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import "./design.css";
import { useDesignWords } from "./design-words.ts";
import { DraftButton } from "./draft-button.tsx";

const SUGGESTED = 3;

export function DesignPage() {
  const t = useDesignWords();
  const specs = useQuery({ queryKey: ["specs"], queryFn: () => api.listSpecs() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("list.title")} lead={t("list.lead")} />
        <QueryState query={specs}>
          {({ rows }) => (
            <>
              {rows.map((row) => (
                <SpecCard key={row.id} row={row} />
              ))}
              <WhenAnalysed noNeeds={t("list.noNeeds")}>
                <Suggestions drafted={rows} />
              </WhenAnalysed>
            </>
          )}
        </QueryState>
      </Stack>
    </Container>
  );
}

function SpecCard({ row }: { readonly row: SpecRow }) {
  const t = useDesignWords();
  const language = currentLanguage();
  return (
    <article className="claim">
      <Group justify="space-between" gap="sm">
        <div>
          <AnchorLink to="/design/specs/$specId" params={{ specId: row.id }} fw={650} size="lg">
            {row.title[language] || row.title.en || row.title.zh}
          </AnchorLink>
          <Text size="sm" c="dimmed" className="tabular">
            {[
              t("list.version", { version: row.version }),
              dayText(row.at),
              t(`list.templates.${row.template}`),
            ].join(" · ")}
          </Text>
        </div>
        <Group gap={6}>
          <Tag tone="plain">{t("list.claims", { count: row.claims })}</Tag>
          <Tag tone="plain">{t("list.assumptions", { count: row.assumptions })}</Tag>
          {row.stale > 0 ? (
            <Tag tone="complaint">{t("list.stale", { count: row.stale })}</Tag>
          ) : (
            <Tag tone="good">{t("list.fresh")}</Tag>
          )}
        </Group>
      </Group>
    </article>
  );
}

/** The highest needs without a specification. */
function Suggestions({ drafted }: { readonly drafted: readonly SpecRow[] }) {
  const t = useDesignWords();
  const needs = useQuery({
    queryKey: ["needs", "to-draft"],
    queryFn: () => api.listNeeds({ query: {} }),
  });
  const known = new Set(drafted.map(({ needId }) => needId));
  const open = needs.data?.rows.filter(({ id }) => !known.has(id)).slice(0, SUGGESTED) ?? [];
  return (
    <Stack gap="sm">
      {drafted.length === 0 && needs.data !== undefined && <Text c="dimmed">{t("list.none")}</Text>}
      {open.map((need) => (
        <Suggestion key={need.id} need={need} />
      ))}
    </Stack>
  );
}

function Suggestion({ need }: { readonly need: NeedView }) {
  const headline = headlineNow(need);
  return (
    <Group justify="space-between" gap="sm" className="claim" data-status="assumption">
      <div>
        <Text>
          <Text span c="dimmed" className="tabular">
            {need.rank}{" "}
          </Text>
          <AnchorLink to="/needs/$needId" params={{ needId: need.id }}>
            {headline.text}
          </AnchorLink>
        </Text>
        <BelowHeadline headline={headline} size="xs" />
      </div>
      <DraftButton needId={need.id} />
    </Group>
  );
}
