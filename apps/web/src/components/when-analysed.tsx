// What a page over feedback shows: itself once there is something, before that what will stand here and the ways to get there.
import type { WorkspaceSummary } from "@heed/core/api";
import { Button, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { RunningJobs, useJobs } from "../collect/running-jobs.tsx";
import { May } from "../people/may.tsx";
import { ButtonLink } from "./links.tsx";
import { Failure, QueryState } from "./query-state.tsx";

export function WhenAnalysed({
  noNeeds,
  has = ({ needs }) => needs > 0,
  children,
}: {
  /** What is said before there is anything to show. */
  readonly noNeeds: string;
  /** Whether there is something to show; by default, whether there are needs. */
  readonly has?: (counts: WorkspaceSummary["counts"]) => boolean;
  readonly children: ReactNode;
}) {
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <QueryState query={workspace}>
      {(summary) =>
        has(summary.counts) ? children : <NothingYet summary={summary}>{noNeeds}</NothingYet>
      }
    </QueryState>
  );
}

/** Says what will stand here, and offers the next step: bring feedback in, take the sample, read what came, or wait. */
function NothingYet({
  summary,
  children,
}: {
  readonly summary: WorkspaceSummary;
  readonly children: string;
}) {
  const { t } = useTranslation();
  const jobs = useJobs();
  if (jobs.some(({ endedAt }) => endedAt === null))
    return (
      <Stack gap="md">
        <Text c="dimmed">{t("nothing.reading")}</Text>
        <RunningJobs />
        <Stack gap="xs" aria-hidden>
          <Skeleton height={88} radius="lg" />
          <Skeleton height={88} radius="lg" />
        </Stack>
      </Stack>
    );
  return (
    <Paper withBorder radius="lg" p="lg" maw={720}>
      <Text mb="md">{children}</Text>
      {summary.counts.items === 0 ? <WaysIn /> : <ReadNow summary={summary} />}
    </Paper>
  );
}

function WaysIn() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sample = useMutation({
    mutationFn: () => api.loadSample({}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <>
      <Group gap="sm">
        <ButtonLink to="/collect">{t("nothing.bring")}</ButtonLink>
        <May call="loadSample">
          <Button
            variant="default"
            loading={sample.isPending}
            disabled={sample.isSuccess}
            onClick={() => sample.mutate()}
          >
            {t("firstRun.sample")}
          </Button>
        </May>
      </Group>
      {sample.isError && <Failure error={sample.error} />}
    </>
  );
}

function ReadNow({ summary }: { readonly summary: WorkspaceSummary }) {
  const { t } = useTranslation();
  const analyse = useMutation({ mutationFn: () => api.startAnalysis() });
  if (summary.analysedAt !== null && !summary.isStale)
    return <ButtonLink to="/collect">{t("nothing.bringMore")}</ButtonLink>;
  return (
    <>
      <May call="startAnalysis">
        <Button loading={analyse.isPending} onClick={() => analyse.mutate()}>
          {t("nothing.read")}
        </Button>
      </May>
      {analyse.isError && <Failure error={analyse.error} />}
    </>
  );
}
