// Measures a model on another data set: figures with intervals, what is confused, and its surest mistakes to look at.
import type { LabDatasetView, LabMeasurement, LabModelDetail } from "@heed/core/api";
import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { EvaluationFigures } from "./evaluation-view.tsx";
import { useLabWords } from "./lab-words.ts";
import { Mistakes } from "./named-examples.tsx";

export function MeasureBox({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const datasets = useQuery({
    queryKey: ["lab-datasets"],
    queryFn: () => api.listLabDatasets(),
  });
  const measure = useMutation({
    mutationFn: (dataset: LabDatasetView["id"]) =>
      api.evaluateLabModel({ params: { modelId: model.id }, body: { dataset } }),
  });
  const others = (datasets.data?.rows ?? []).filter(
    ({ task, id, labelled }) => task === model.task && id !== model.dataset.id && labelled > 0,
  );
  return (
    <section aria-labelledby="lab-measure">
      <Title order={2} size="h4" id="lab-measure" mb={4}>
        {t("measure.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={640}>
        {t("measure.lead")}
      </Text>
      {datasets.isError && <Failure error={datasets.error} />}
      {datasets.data !== undefined && others.length === 0 && (
        <Text size="sm">{t("measure.none")}</Text>
      )}
      {others.length > 0 && (
        <Group align="flex-end" gap="sm">
          <Select
            label={t("measure.data")}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            variant="default"
            disabled={chosen === null}
            loading={measure.isPending}
            onClick={() => measure.mutate(chosen as LabDatasetView["id"])}
          >
            {t("measure.go")}
          </Button>
        </Group>
      )}
      {measure.isError && <Failure error={measure.error} />}
      {measure.data !== undefined && <Measured model={model} measured={measure.data} />}
    </section>
  );
}

function Measured({
  model,
  measured: { dataset, evaluation, speed, texts },
}: {
  readonly model: LabModelDetail;
  readonly measured: LabMeasurement;
}) {
  const t = useLabWords();
  return (
    <Stack gap="lg" mt="md" aria-live="polite">
      <div>
        <Text fw={600}>
          {t("measure.of", { model: model.id, dataset: dataset.name, count: evaluation.examples })}
        </Text>
        {evaluation.seen > 0 && (
          <Text size="sm" c="dimmed">
            {t("measure.seen", { count: evaluation.seen })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t("measure.speed", {
            ms: speed.p50Ms.toFixed(speed.p50Ms < 10 ? 1 : 0),
            count: Math.round(speed.perSecond),
          })}
        </Text>
      </div>
      <EvaluationFigures evaluation={evaluation} />
      <Mistakes modelId={model.id} dataset={dataset} evaluation={evaluation} texts={texts} />
    </Stack>
  );
}
