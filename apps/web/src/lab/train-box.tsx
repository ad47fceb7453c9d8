// Training from a page: what it will take, the curve while it runs, and a way to stop it.
import type { LabDatasetView, LiveTraining } from "@heed/core/api";
import {
  Button,
  Group,
  Paper,
  Progress,
  Stack,
  Text,
  Title,
  useComputedColorScheme,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, jobFailure } from "../api/client.ts";
import { colour, draw, frame } from "../charts/draw.ts";
import { useJobs } from "../collect/running-jobs.tsx";
import { AnchorLink } from "../components/links.tsx";
import { Failure } from "../components/query-state.tsx";
import { useLabWords } from "./lab-words.ts";

const TRAIN = "train-model";
const REFRESH_MS = 700;

export function TrainBox({ dataset }: { readonly dataset: LabDatasetView }) {
  const t = useLabWords();
  const client = useQueryClient();
  const isBusy = useJobs().some(({ kind, endedAt }) => kind === TRAIN && endedAt === null);
  const estimate = useQuery({
    queryKey: ["lab-estimate", dataset.id],
    queryFn: () => api.estimateTraining({ params: { datasetId: dataset.id } }),
  });
  const train = useMutation({
    mutationFn: () => api.trainLabModel({ body: { dataset: dataset.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const { examples = 0, classes = 0, seconds = 0, megabytes = 0 } = estimate.data ?? {};
  const isEnough = classes >= 2 && examples >= 2 * classes;
  return (
    <section aria-labelledby="lab-train">
      <Title order={2} size="h4" id="lab-train" mb="xs">
        {t("train.title")}
      </Title>
      <Group gap="md">
        <Button
          loading={train.isPending}
          disabled={!isEnough || isBusy}
          onClick={() => train.mutate()}
        >
          {t("train.start")}
        </Button>
        <Text size="sm" c="dimmed">
          {isEnough
            ? t("train.estimate", {
                ...{ examples, classes },
                seconds: Math.max(1, Math.round(seconds)),
                megabytes: Math.round(megabytes),
              })
            : t("train.notYet")}
        </Text>
      </Group>
      {estimate.isError && <Failure error={estimate.error} />}
      {train.isError && <Failure error={train.error} />}
    </section>
  );
}

/** The training under way with its curve; after it a link to the model, or why it failed. */
export function LiveTrainingView() {
  const t = useLabWords();
  const client = useQueryClient();
  const job = useJobs().find(({ kind }) => kind === TRAIN);
  const isRunning = job !== undefined && job.endedAt === null;
  const training = useQuery({
    queryKey: ["lab-training"],
    queryFn: () => api.getLabTraining(),
    enabled: isRunning,
    refetchInterval: isRunning ? REFRESH_MS : false,
  });
  const ended = job?.endedAt ?? null;
  useEffect(() => {
    if (ended === null) return;
    for (const key of ["lab-models", "lab-datasets"])
      void client.invalidateQueries({ queryKey: [key] });
  }, [ended, client]);
  if (job === undefined) return null;
  if (!isRunning) {
    const model = job.result?.model;
    if (job.status === "done" && typeof model === "string")
      return (
        <Paper withBorder p="md" radius="lg">
          <Text span c="dimmed" size="sm">
            {t("train.made")}{" "}
          </Text>
          <AnchorLink to="/models/lab/models/$modelId" params={{ modelId: model }} fw={650}>
            {model}
          </AnchorLink>
        </Paper>
      );
    return job.error === null ? null : <Failure error={jobFailure(job)} />;
  }
  const live = training.data;
  const stage = live?.stage ?? null;
  return (
    <Paper withBorder p="md" radius="lg" aria-live="polite">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{t("train.running", { model: live?.model ?? "" })}</Text>
          <Button
            size="xs"
            variant="default"
            onClick={() => void api.cancelJob({ params: { jobId: job.id } })}
          >
            {t("train.stop")}
          </Button>
        </Group>
        <Progress
          value={(100 * (live?.done ?? 0)) / Math.max(1, live?.total ?? 1)}
          size="sm"
          aria-label={t("train.title")}
        />
        <Text size="xs" c="dimmed">
          {stage !== null && `${t(`train.stage.${stage as "train"}`)} · `}
          {t("train.resumes")}
        </Text>
        {live !== undefined && live.steps.length > 1 && <LossCurve steps={live.steps} />}
      </Stack>
    </Paper>
  );
}

/** Loss step by step of the training that the last step belongs to. */
export function LossCurve({ steps }: { readonly steps: LiveTraining["steps"] }) {
  const t = useLabWords();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const of = steps.at(-1)?.of;
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes.
  useEffect(() => {
    const own = steps.filter((step) => step.of === of);
    // Steps are called by their numbers, not by days.
    const { tooltip, xAxis, valueAxis } = frame(
      own.map(({ step }) => String(step)),
      (step) => step,
    );
    const { end } = draw(place.current!, {
      grid: { left: 48, right: 14, top: 14, bottom: 26 },
      tooltip,
      xAxis,
      yAxis: { ...valueAxis, minInterval: 0, scale: true },
      series: [
        {
          name: of ?? "",
          type: "line" as const,
          symbol: "none",
          color: colour("--tone-praise"),
          data: own.map(({ loss }) => Number(loss.toFixed(4))),
        },
        ...(own.some(({ validation }) => validation !== null)
          ? [
              {
                name: "validation",
                type: "line" as const,
                symbol: "none",
                color: colour("--tone-request"),
                data: own.map(({ validation }) => validation),
              },
            ]
          : []),
      ],
    });
    return end;
  }, [steps, of, scheme]);
  return <div ref={place} style={{ height: 180 }} role="img" aria-label={t("train.curve")} />;
}
