// One data set: what there is of each class, what to look out for, labelling, and training on it.
import type { LabDatasetDetail } from "@heed/core/api";
import { Alert, Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { labelled } from "../i18n/labelled.ts";
import { share } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import { LabelBox } from "./label-box.tsx";
import { LiveTrainingView, TrainBox } from "./train-box.tsx";
import { en } from "./words/en.ts";

type DatasetId = `dataset_${number}`;

export function DatasetPage() {
  const t = useLabWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { datasetId } = useParams({ strict: false }) as { datasetId: DatasetId };
  const detail = useQuery({
    queryKey: ["lab-dataset", datasetId],
    queryFn: () => api.getLabDataset({ params: { datasetId } }),
  });
  const remove = useMutation({
    mutationFn: () => api.deleteLabDataset({ params: { datasetId } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["lab-datasets"] });
      await navigate({ to: "/models/lab" });
    },
  });
  return (
    <Container size="lg" py="lg">
      <QueryState query={detail}>
        {(data) => (
          <Stack gap="lg">
            <PageHead
              title={data.dataset.name}
              lead={`${t("data.examples", { count: data.report.examples })} · ${t("data.labelled", { count: data.report.labelled })} · ${data.dataset.origin.name}`}
            >
              <Button
                size="xs"
                variant="subtle"
                color="red"
                loading={remove.isPending}
                onClick={() => window.confirm(t("data.removeSure")) && remove.mutate()}
              >
                {t("data.remove")}
              </Button>
            </PageHead>
            {remove.isError && <Failure error={remove.error} />}
            <LiveTrainingView />
            <LabelBox dataset={data.dataset} />
            <TrainBox dataset={data.dataset} />
            <Report detail={data} />
          </Stack>
        )}
      </QueryState>
    </Container>
  );
}

function Report({ detail }: { readonly detail: LabDatasetDetail }) {
  const t = useLabWords();
  const { report, agreement, dataset } = detail;
  const { exact, near, contradictions } = report.duplicates;
  const leftOut = Object.values(dataset.leftOut).reduce((sum, count) => sum + count, 0);
  const reasonText = (reason: string) =>
    reason in en.media.reasons ? t(`media.reasons.${reason as "empty"}`) : reason;
  const most = report.classes[0]?.examples ?? 1;
  return (
    <section aria-labelledby="lab-report">
      <Title order={2} size="h4" id="lab-report" mb="xs">
        {t("report.balance")}
      </Title>
      <Stack gap={4} mb="sm">
        {report.classes.slice(0, 30).map(({ name, examples }) => (
          <Group key={name} gap="sm" wrap="nowrap">
            <Text size="sm" w={150} truncate>
              {name}
            </Text>
            <div
              aria-hidden
              style={{
                width: `${(60 * examples) / most}%`,
                height: 8,
                borderRadius: 4,
                background: "var(--mantine-color-pine-5)",
                opacity: 0.7,
              }}
            />
            <Text size="sm" c="dimmed" className="tabular">
              {examples}
            </Text>
          </Group>
        ))}
      </Stack>
      {report.warnings.map((code) => (
        <Alert key={code} color="yellow" variant="light" mb={6} py={6}>
          {t(`report.warnings.${code as "one-class"}`)}
        </Alert>
      ))}
      <Text size="sm" c="dimmed">
        {t("report.repeats", { exact, near })}
      </Text>
      {contradictions.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("report.contradictions", { count: contradictions.length })}
        </Text>
      )}
      {leftOut > 0 && (
        <Text size="sm" c="dimmed">
          {t("report.leftOut", { count: leftOut })}
          {` (${Object.entries(dataset.leftOut)
            .map(([reason, count]) => labelled(reasonText(reason), String(count)))
            .join(", ")})`}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {agreement === null
          ? t("report.noAgreement")
          : t("report.agreement", {
              share: `${share(agreement.same.value)}${agreement.beyondChance === null ? "" : ` (κ ${agreement.beyondChance.value.toFixed(2)})`}`,
              count: agreement.examples,
            })}
      </Text>
    </section>
  );
}
