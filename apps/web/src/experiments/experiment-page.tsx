// One experiment: measured when it is opened, started and stopped, and taken away as a report.
import { Button, Container, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { Judgement } from "./judgement.tsx";
import { Looks } from "./looks.tsx";
import { MeasuredWords } from "./measured-words.tsx";
import { TestedSpec } from "./tested-spec.tsx";
import { useWords } from "./words.ts";

export function ExperimentPage() {
  const t = useWords();
  const { experimentId } = useParams({ strict: false }) as { experimentId: string };
  const params = { experimentId };
  const client = useQueryClient();
  const measured = useQuery({
    queryKey: ["experiment", experimentId],
    queryFn: () => api.measureExperiment({ params }),
    staleTime: 60_000,
  });
  const move = useMutation({
    mutationFn: (status: "running" | "stopped") =>
      api.changeExperiment({ params, body: { status } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["experiments"] }),
        client.invalidateQueries({ queryKey: ["experiment", experimentId] }),
      ]),
  });
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <AnchorLink to="/optimise/experiments" size="sm">
          ← {t("one.back")}
        </AnchorLink>
        <QueryState query={measured}>
          {({ experiment, judgement, looks }) => (
            <>
              <PageHead
                title={<bdi>{experiment.name}</bdi>}
                lead={experiment.hypothesis === "" ? undefined : <bdi>{experiment.hypothesis}</bdi>}
              >
                <Group gap="xs">
                  {experiment.status === "running" ? (
                    <Button
                      variant="default"
                      loading={move.isPending}
                      onClick={() => move.mutate("stopped")}
                    >
                      {t("one.stop")}
                    </Button>
                  ) : (
                    <Button loading={move.isPending} onClick={() => move.mutate("running")}>
                      {t("one.start")}
                    </Button>
                  )}
                  <Button
                    variant="light"
                    loading={measured.isFetching}
                    onClick={() => void measured.refetch()}
                  >
                    {t("one.measure")}
                  </Button>
                  <Button
                    variant="default"
                    component="a"
                    href={`/api/v1/experiments/${experiment.id}/report.html?lang=${currentLanguage()}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t("one.report")}
                  </Button>
                  <DeleteExperiment id={experiment.id} name={experiment.name} />
                </Group>
              </PageHead>
              <Group gap="xs">
                <Tag tone="other">{t(`status.${experiment.status}`)}</Tag>
                <Tag tone="plain">{t(`plan.${experiment.looking}`)}</Tag>
                <Text size="xs" c="dimmed" className="tabular">
                  {t("one.key", { key: experiment.key })}
                </Text>
                <Needs themeIds={experiment.themeIds} />
                <TestedSpec experiment={experiment} />
              </Group>
              {move.isError && <Failure error={move.error} />}
              <details>
                <summary>{t("measured.shown")}</summary>
                <MeasuredWords
                  of={{ ...experiment, looks: experiment.lookPlan?.fractions.length ?? null }}
                />
              </details>
              <Judgement judgement={judgement} />
              <Looks looks={looks} />
            </>
          )}
        </QueryState>
      </Stack>
    </Container>
  );
}

/** The needs that it is for, as links. */
function Needs({ themeIds }: { readonly themeIds: readonly string[] }) {
  const t = useWords();
  const needs = useQuery({
    queryKey: ["needs", {}],
    queryFn: () => api.listNeeds({ query: {} }),
    enabled: themeIds.length > 0,
  });
  const own = (needs.data?.rows ?? []).filter(({ themeId }) => themeIds.includes(themeId));
  if (own.length === 0) return null;
  return (
    <Text size="sm">
      {t("one.for")}{" "}
      {own.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <AnchorLink to="/needs/$needId" params={{ needId: id }} size="sm">
            <bdi>{name[currentLanguage()]}</bdi>
          </AnchorLink>
        </span>
      ))}
    </Text>
  );
}

function DeleteExperiment({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = async () => {
    await api.deleteExperiment({ params: { experimentId: id } });
    await client.invalidateQueries({ queryKey: ["experiments"] });
    await navigate({ to: "/optimise/experiments" });
  };
  return (
    <SureButton
      color="red"
      label={t("one.delete")}
      ask={t("one.deleteAsk", { name })}
      act={remove}
    />
  );
}
