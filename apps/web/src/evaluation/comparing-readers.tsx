// The comparison of readers while it runs: who is asked, how fast, how long it will take; it can be stopped, and gone on with.
import type { JobView } from "@heed/core/api";
import { Button, Group, Paper, Progress, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { useJobs } from "../collect/running-jobs.tsx";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { readerName, type Words } from "./evaluation-words.ts";

const EVALUATE = "evaluate-readers";

/** The latest comparison that was asked for; undefined where none was. */
export function useComparing(): JobView | undefined {
  return useJobs().find(({ kind }) => kind === EVALUATE);
}

export function ComparingReaders({ t }: { readonly t: Words }) {
  const client = useQueryClient();
  const job = useComparing();
  const isRunning = job !== undefined && job.endedAt === null;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) void client.invalidateQueries({ queryKey: ["gold"] });
    wasRunning.current = isRunning;
  }, [isRunning, client]);
  const settle = { onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }) };
  const stop = useMutation({
    mutationFn: (id: JobView["id"]) => api.cancelJob({ params: { jobId: id } }),
    ...settle,
  });
  const goOn = useMutation({
    mutationFn: (id: JobView["id"]) => api.retryJob({ params: { jobId: id } }),
    ...settle,
  });
  if (job === undefined || job.status === "done") return null;
  const failure = stop.error ?? goOn.error;
  return (
    <Paper withBorder p="md" radius="lg" aria-live="polite">
      {isRunning ? (
        <Running job={job} isStopping={stop.isPending} onStop={() => stop.mutate(job.id)} t={t} />
      ) : (
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            {job.status === "failed" ? <JobFailure job={job} /> : t("comparing.stopped")}{" "}
            {t("comparing.kept")}
          </Text>
          <May call="retryJob">
            <Button size="xs" loading={goOn.isPending} onClick={() => goOn.mutate(job.id)}>
              {t("comparing.goOn")}
            </Button>
          </May>
        </Group>
      )}
      {failure !== null && <Failure error={failure} />}
    </Paper>
  );
}

function Running({
  job: { stage, done, total, rate, secondsLeft },
  isStopping,
  onStop,
  t,
}: {
  readonly job: JobView;
  readonly isStopping: boolean;
  readonly onStop: () => void;
  readonly t: Words;
}) {
  const { t: common } = useTranslation();
  const language = currentLanguage();
  const pace = [
    t("comparing.done", {
      done: done.toLocaleString(language),
      total: (total ?? 0).toLocaleString(language),
    }),
    ...(rate === null ? [] : [common("job.rate", { rate: rate.toLocaleString(language) })]),
    ...(secondsLeft === null
      ? []
      : [
          secondsLeft < 90
            ? common("job.left", { seconds: Math.ceil(secondsLeft) })
            : common("job.leftMinutes", { minutes: Math.ceil(secondsLeft / 60) }),
        ]),
  ];
  return (
    <>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={600}>
          {stage === null
            ? t("comparing.waiting")
            : t("comparing.asking", { name: readerName(stage, t) })}
        </Text>
        <May call="cancelJob">
          <Button size="xs" variant="default" loading={isStopping} onClick={onStop}>
            {t("comparing.stop")}
          </Button>
        </May>
      </Group>
      <Progress
        value={(100 * done) / Math.max(1, total ?? 1)}
        size="sm"
        my={6}
        aria-label={t("comparing.label")}
      />
      {total !== null && (
        <Text size="xs" c="dimmed" className="tabular">
          {pace.join(" · ")}
        </Text>
      )}
    </>
  );
}

/** Why it failed, in the language of the page. */
function JobFailure({ job: { error } }: { readonly job: JobView }) {
  const told = currentLanguage() === "zh" ? (error?.zh ?? error) : error;
  return (
    <Text span c="red" inherit>
      {[told?.message, told?.hint].filter((part) => part !== undefined).join(" ")}
    </Text>
  );
}
