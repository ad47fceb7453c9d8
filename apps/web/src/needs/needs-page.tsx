// The first screen: what people need, ranked by evidence; with an empty workspace, the way in.

import type { WorkspaceSummary } from "@heed/core/api";
import { Alert, Button, Container, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { FirstReading } from "../collect/first-reading.tsx";
import { FirstRun } from "../collect/first-run.tsx";
import { RunningJobs, useJobs } from "../collect/running-jobs.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { asQuery, type Filters, isNarrowed } from "../filters/feedback-filters.ts";
import { FilterBar } from "../filters/filter-bar.tsx";
import { dayText, languageName } from "../filters/value-names.ts";
import { May } from "../people/may.tsx";
import { CompareView } from "./compare-view.tsx";
import { DigestStrip } from "./digest-strip.tsx";
import { LanesBoard } from "./lanes-board.tsx";
import { NeedCard } from "./need-card.tsx";
import { NEEDS_VIEWS, type NeedsView } from "./needs-address.ts";

export function NeedsPage() {
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <Container size="lg" py="lg">
      <QueryState query={workspace}>{(summary) => <Shown summary={summary} />}</QueryState>
    </Container>
  );
}

/** Work that brings words in or reads them. */
const READING_JOBS = new Set(["import", "analyse", "sample"]);

/** The way in, then the first reading under way, then what people need. */
function Shown({ summary }: { readonly summary: WorkspaceSummary }) {
  const { counts } = summary;
  const jobs = useJobs();
  const isWorking = jobs.some(({ kind, endedAt }) => READING_JOBS.has(kind) && endedAt === null);
  if (counts.needs === 0 && isWorking) return <FirstReading summary={summary} />;
  return counts.items === 0 ? <FirstRun /> : <RankedNeeds summary={summary} />;
}

function RankedNeeds({ summary }: { readonly summary: WorkspaceSummary }) {
  const { t } = useTranslation();
  const {
    view = "rank",
    a: _a,
    b: _b,
    compare: _compare,
    ...filters
  } = useSearch({
    from: "/first-stage/",
  });
  const navigate = useNavigate({ from: "/" });
  const isWorking = summary.jobs.running + summary.jobs.queued > 0;
  return (
    <Stack gap="lg">
      <PageHead title={t("needs.title")} lead={<Heard summary={summary} />}>
        <SegmentedControl
          radius="xl"
          aria-label={t("needs.view")}
          value={view}
          onChange={(to) => void navigate({ search: { ...filters, view: to as NeedsView } })}
          data={NEEDS_VIEWS.map((name) => ({ value: name, label: t(`needs.view-${name}`) }))}
        />
      </PageHead>
      <RunningJobs />
      {summary.isStale && !isWorking && <StaleNotice />}
      {view === "rank" && !isNarrowed(filters) && <DigestStrip />}
      {view !== "compare" && (
        <FilterBar
          filters={filters}
          choices={["language", "source", "version", "rival", "kind"]}
          onChange={(next) => void navigate({ search: { ...next, view } })}
        />
      )}
      {view === "rank" && <RankedList filters={filters} />}
      {view === "lanes" && <LanesBoard filters={filters} />}
      {view === "compare" && <CompareView />}
    </Stack>
  );
}

/** Who was heard, when and in which languages: what every figure below stands on. */
function Heard({ summary }: { readonly summary: WorkspaceSummary }) {
  const { t } = useTranslation();
  const { counts, languages, firstWrittenAt, lastWrittenAt } = summary;
  const total = Object.values(languages).reduce((sum, count) => sum + count, 0);
  const spoken = Object.entries(languages)
    .filter(([code, count]) => code !== "und" && count / total >= 0.02)
    .slice(0, 4)
    .map(([code, count]) => `${languageName(code, t)} ${Math.round((count / total) * 100)} %`);
  return (
    <span className="tabular">
      {t("needs.heard", {
        items: counts.items.toLocaleString(),
        people: counts.people.toLocaleString(),
        from: firstWrittenAt === null ? "–" : dayText(firstWrittenAt),
        to: lastWrittenAt === null ? "–" : dayText(lastWrittenAt),
      })}
      {spoken.length > 1 && ` · ${spoken.join(", ")}`}
    </span>
  );
}

function RankedList({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const query = {
    ...asQuery(filters),
    ...(isNarrowed(filters) ? { order: "within" as const } : {}),
  };
  const needs = useQuery({
    queryKey: ["needs", query],
    queryFn: ({ signal }) => api.listNeeds({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryState query={needs}>
      {({ rows }) => {
        const mostShare = Math.max(
          0.01,
          ...rows.map(({ share, within }) => (within === null ? share : within.share)?.high ?? 0),
        );
        return rows.length === 0 ? (
          <Text c="dimmed">{isNarrowed(filters) ? t("needs.noneWithin") : t("needs.none")}</Text>
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {t("needs.lead")}
            </Text>
            <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
              {rows.map((need) => (
                <li key={need.id}>
                  <NeedCard need={need} mostShare={mostShare} />
                </li>
              ))}
            </Stack>
          </>
        );
      }}
    </QueryState>
  );
}

/** Feedback or decisions came after the last run: the figures are those of that run. */
function StaleNotice() {
  const { t } = useTranslation();
  const analyse = useMutation({ mutationFn: () => api.startAnalysis() });
  return (
    <Alert color="yellow" variant="light" radius="lg" py="xs">
      <Group gap="sm">
        <Text size="sm">{t("needs.stale")}</Text>
        <May call="startAnalysis">
          <Button size="xs" loading={analyse.isPending} onClick={() => analyse.mutate()}>
            {t("needs.analyse")}
          </Button>
        </May>
      </Group>
    </Alert>
  );
}
