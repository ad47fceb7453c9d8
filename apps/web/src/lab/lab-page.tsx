// The lab's first page: data sets, the training under way, models and which of them are at work.
import type { LabDatasetView, LabModelRow } from "@heed/core/api";
import { Button, Container, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { share, shareRange } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import { MediaDatasetForm } from "./media-dataset.tsx";
import { FeedbackDatasetForm, FileDatasetForm } from "./new-dataset.tsx";
import { LiveTrainingView } from "./train-box.tsx";

export function LabPage() {
  const t = useLabWords();
  const [form, setForm] = useState<"feedback" | "file" | "media" | null>(null);
  const datasets = useQuery({
    queryKey: ["lab-datasets"],
    queryFn: () => api.listLabDatasets(),
  });
  const models = useQuery({ queryKey: ["lab-models"], queryFn: () => api.listLabModels() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="xl">
        <PageHead title={t("page.title")} lead={t("page.lead")} />
        <LiveTrainingView />
        <section aria-labelledby="lab-data">
          <Group justify="space-between" mb="sm">
            <Title order={2} size="h4" id="lab-data">
              {t("data.title")}
            </Title>
            <Group gap="xs">
              <Button size="sm" onClick={() => setForm(form === "feedback" ? null : "feedback")}>
                {t("data.fromFeedback")}
              </Button>
              <Button
                size="sm"
                variant="default"
                onClick={() => setForm(form === "file" ? null : "file")}
              >
                {t("data.fromFile")}
              </Button>
              <Button
                size="sm"
                variant="default"
                aria-expanded={form === "media"}
                onClick={() => setForm(form === "media" ? null : "media")}
              >
                {t("data.fromMedia")}
              </Button>
            </Group>
          </Group>
          {form === "feedback" && <FeedbackDatasetForm />}
          {form === "file" && <FileDatasetForm />}
          {form === "media" && <MediaDatasetForm />}
          <QueryState query={datasets}>
            {({ rows }) =>
              rows.length === 0 ? (
                <Text c="dimmed">{t("data.none")}</Text>
              ) : (
                <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
                  {rows.toReversed().map((one) => (
                    <DatasetCard key={one.id} dataset={one} labelled={one.labelled} />
                  ))}
                </SimpleGrid>
              )
            }
          </QueryState>
        </section>
        <section aria-labelledby="lab-models">
          <Title order={2} size="h4" id="lab-models" mb="sm">
            {t("models.title")}
          </Title>
          <QueryState query={models}>
            {({ rows }) =>
              rows.length === 0 ? (
                <Text c="dimmed">{t("models.none")}</Text>
              ) : (
                <Stack gap="xs">
                  {rows.map((model) => (
                    <ModelRow key={model.id} model={model} />
                  ))}
                </Stack>
              )
            }
          </QueryState>
        </section>
      </Stack>
    </Container>
  );
}

function DatasetCard({
  dataset,
  labelled,
}: {
  readonly dataset: LabDatasetView;
  readonly labelled: number;
}) {
  const t = useLabWords();
  return (
    <Paper
      withBorder
      p="md"
      radius="lg"
      component={Link}
      to="/models/lab/datasets/$datasetId"
      // @ts-expect-error the polymorphic component hides the route's parameters
      params={{ datasetId: dataset.id }}
      style={{ textDecoration: "none", color: "inherit" }}
    >
      <Text fw={650}>{dataset.name}</Text>
      <Text size="sm" c="dimmed">
        {t("data.examples", { count: dataset.examples })} ·{" "}
        {t("data.labelled", { count: labelled })}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {dataset.classes.join(", ")}
      </Text>
    </Paper>
  );
}

function ModelRow({ model }: { readonly model: LabModelRow }) {
  const t = useLabWords();
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" gap="sm">
        <div>
          <AnchorLink to="/models/lab/models/$modelId" params={{ modelId: model.id }} fw={650}>
            {model.id}
          </AnchorLink>
          <Text size="sm" c="dimmed">
            {t("models.on", { count: model.dataset.examples, dataset: model.dataset.name })} ·{" "}
            {dayText(model.createdAt)}
          </Text>
        </div>
        <Group gap="md">
          {model.promotedAs.map((column) => (
            <Tag key={column} tone="good">
              {t("models.atWork", { column })}
            </Tag>
          ))}
          <Text size="sm" className="tabular">
            {t("models.accuracy")} <b>{share(model.accuracy.value)}</b>{" "}
            <Text span c="dimmed" size="sm">
              {shareRange(model.accuracy)}
            </Text>
          </Text>
        </Group>
      </Group>
    </Paper>
  );
}
