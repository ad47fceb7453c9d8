// The first screen: what people need, ranked by evidence; with an empty workspace, the way in.

import type { WorkspaceSummary } from "@heed/core/api";
import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { FirstRun } from "../collect/first-run.tsx";
import { RunningJobs } from "../collect/running-jobs.tsx";
import { ButtonLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { DigestStrip } from "./digest-strip.tsx";
import { NeedCard } from "./need-card.tsx";

export function NeedsPage() {
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <Container size="lg" py="lg">
      <QueryState query={workspace}>
        {(summary) =>
          summary.counts.items === 0 ? <FirstRun /> : <RankedNeeds summary={summary} />
        }
      </QueryState>
    </Container>
  );
}

function RankedNeeds({ summary }: { readonly summary: WorkspaceSummary }) {
  const { t } = useTranslation();
  const needs = useQuery({ queryKey: ["needs"], queryFn: () => api.listNeeds() });
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" wrap="wrap">
        <div>
          <Title order={1} size="h2">
            {t("needs.title")}
          </Title>
          <Text c="dimmed" maw={640}>
            {t("needs.lead")}
          </Text>
        </div>
        <Text size="sm" c="dimmed" className="tabular">
          {t("needs.heard", {
            items: summary.counts.items.toLocaleString(),
            people: summary.counts.people.toLocaleString(),
            from: summary.firstWrittenAt?.slice(0, 10) ?? "–",
            to: summary.lastWrittenAt?.slice(0, 10) ?? "–",
          })}
        </Text>
      </Group>
      <RunningJobs />
      {summary.isStale && summary.jobs.running + summary.jobs.queued === 0 && <StaleNotice />}
      <DigestStrip />
      <QueryState query={needs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text>{t("needs.none")}</Text>
          ) : (
            <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
              {rows.map((need) => (
                <li key={need.id}>
                  <NeedCard need={need} />
                </li>
              ))}
            </Stack>
          )
        }
      </QueryState>
      <Group>
        <ButtonLink to="/themes" variant="subtle">
          {t("needs.allThemes", { count: summary.counts.themes })}
        </ButtonLink>
        <Button component="a" href="/api/v1/report.html" variant="subtle">
          {t("needs.report")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Feedback or decisions came after the last run: the figures are those of that run. */
function StaleNotice() {
  const { t } = useTranslation();
  const analyse = useMutation({ mutationFn: () => api.startAnalysis() });
  return (
    <Group gap="sm">
      <Text size="sm">{t("needs.stale")}</Text>
      <Button size="xs" loading={analyse.isPending} onClick={() => analyse.mutate()}>
        {t("needs.analyse")}
      </Button>
    </Group>
  );
}
