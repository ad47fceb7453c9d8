// Work under way, with its rate and the time left; it can be stopped, and tried again when it failed.

import type { JobView } from "@heed/core/api";
import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api, jobFailure } from "../api/client.ts";
import { useMay } from "../people/may.tsx";

const SHOWN_AFTER_END_MS = 10 * 60_000;

export function useJobs(): readonly JobView[] {
  const jobs = useQuery({
    queryKey: ["jobs"],
    queryFn: async () => (await api.listJobs({ query: { limit: 20 } })).rows,
    refetchInterval: 5_000,
  });
  return jobs.data ?? [];
}

export function RunningJobs() {
  const jobs = useJobs().filter(
    ({ status, endedAt }) =>
      status === "running" ||
      status === "queued" ||
      ((status === "failed" || status === "interrupted") &&
        Date.now() - Date.parse(endedAt ?? "") < SHOWN_AFTER_END_MS),
  );
  if (jobs.length === 0) return null;
  return (
    <Stack gap="xs" aria-live="polite">
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </Stack>
  );
}

function JobRow({ job }: { readonly job: JobView }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const hasEnded = job.endedAt !== null;
  const failure = jobFailure(job);
  const stageKey = `stageName.${job.stage ?? "queued"}`;
  const stage = i18n.t((i18n.exists(stageKey) ? stageKey : "stageName.other") as never);
  const kind = i18n.t((i18n.exists(`job.${job.kind}`) ? `job.${job.kind}` : "job.other") as never);
  const share = job.total === null || job.total === 0 ? undefined : (job.done / job.total) * 100;
  const pace = [
    job.rate === null ? undefined : t("job.rate", { rate: Math.round(job.rate).toLocaleString() }),
    job.secondsLeft === null ? undefined : leftText(job.secondsLeft, t),
  ].filter((part) => part !== undefined);
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" fw={600}>
          {kind}
          {job.subject === null ? "" : ` · ${job.subject}`}
        </Text>
        {!may("cancelJob") ? null : hasEnded ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => void api.retryJob({ params: { jobId: job.id } })}
          >
            {t("common.retry")}
          </Button>
        ) : (
          <ActionIcon
            variant="subtle"
            aria-label={t("common.cancel")}
            onClick={() => void api.cancelJob({ params: { jobId: job.id } })}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </Group>
      {failure !== null && (
        <Text size="sm" c="red">
          {failure.message}
        </Text>
      )}
      {!hasEnded && (
        <>
          <Progress
            value={share ?? 100}
            animated={share === undefined}
            size="sm"
            my={6}
            aria-label={String(stage)}
          />
          <Text size="xs" c="dimmed" className="tabular">
            {[stage, ...pace].join(" · ")}
          </Text>
        </>
      )}
    </Paper>
  );
}

function leftText(seconds: number, t: TFunction): string {
  return seconds < 90
    ? t("job.left", { seconds: Math.ceil(seconds) })
    : t("job.leftMinutes", { minutes: Math.ceil(seconds / 60) });
}
