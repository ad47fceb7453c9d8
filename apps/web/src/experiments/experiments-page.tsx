// All experiments with what each told, and the two ways to a new one: a plan, or a file.
import type { ExperimentView } from "@heed/core/api";
import { Button, Container, Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { CreateExperiment } from "./create-experiment.tsx";
import { VERDICT_TONES } from "./judgement.tsx";
import { PlanExperiment } from "./plan-experiment.tsx";
import { ReadTable } from "./read-table.tsx";
import { useWords } from "./words.ts";

export function ExperimentsPage() {
  const t = useWords();
  const [isCreating, setCreating] = useState(false);
  const experiments = useQuery({ queryKey: ["experiments"], queryFn: () => api.listExperiments() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="xl">
        <PageHead title={t("list.title")} lead={t("list.lead")}>
          {!isCreating && (
            <May call="createExperiment">
              <Button onClick={() => setCreating(true)}>{t("create.new")}</Button>
            </May>
          )}
        </PageHead>
        {isCreating && <CreateExperiment order={2} start={{}} onDone={() => setCreating(false)} />}
        <QueryState query={experiments}>
          {({ rows }) => (
            <Stack gap="xs">
              {rows.length === 0 && !isCreating && <Text c="dimmed">{t("list.none")}</Text>}
              {rows.map((experiment) => (
                <ExperimentRow key={experiment.id} experiment={experiment} />
              ))}
            </Stack>
          )}
        </QueryState>
        {!isCreating && (
          <>
            <PlanExperiment />
            <ReadTable />
          </>
        )}
      </Stack>
    </Container>
  );
}

function ExperimentRow({ experiment }: { readonly experiment: ExperimentView }) {
  const t = useWords();
  const { id, name, hypothesis, status, outcome } = experiment;
  return (
    <Paper withBorder p="sm" radius="lg">
      <Group justify="space-between" gap="sm" align="baseline">
        <AnchorLink to="/optimise/experiments/$experimentId" params={{ experimentId: id }} fw={650}>
          <bdi>{name}</bdi>
        </AnchorLink>
        <Group gap={6}>
          <Tag tone="other">{t(`status.${status}`)}</Tag>
          {outcome === null ? (
            <Text size="xs" c="dimmed">
              {t("list.notMeasured")}
            </Text>
          ) : (
            <Tag tone={VERDICT_TONES[outcome.verdict]}>{t(`verdict.${outcome.verdict}`)}</Tag>
          )}
        </Group>
      </Group>
      {hypothesis !== "" && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          <bdi>{hypothesis}</bdi>
        </Text>
      )}
      {outcome !== null && (
        <Text size="sm">
          {outcome.sentence[currentLanguage()]}{" "}
          {outcome.throughDay !== null && (
            <Text span size="xs" c="dimmed">
              {t("list.through", { day: dayText(outcome.throughDay) })}
            </Text>
          )}
        </Text>
      )}
    </Paper>
  );
}
