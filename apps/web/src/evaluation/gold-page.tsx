// The gold set: labels that people gave, readers compared on them, and the winner put to work.
import type { GoldView } from "@heed/core/api";
import {
  Button,
  Checkbox,
  Container,
  FileButton,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { May } from "../people/may.tsx";
import { ComparingReaders, useComparing } from "./comparing-readers.tsx";
import { useWords, type Words } from "./evaluation-words.ts";
import { ReaderHistory } from "./reader-history.tsx";
import { TaskComparison } from "./task-comparison.tsx";

const TASKS = ["kind", "sentiment"] as const;

export function GoldPage() {
  const t = useWords();
  const gold = useQuery({
    queryKey: ["gold"],
    queryFn: ({ signal }) => api.getGold({}, { signal }),
  });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("title")} lead={t("lead")} />
        <QueryState query={gold}>{(view) => <GoldSet view={view} t={t} />}</QueryState>
      </Stack>
    </Container>
  );
}

function GoldSet({ view, t }: { readonly view: GoldView; readonly t: Words }) {
  const client = useQueryClient();
  const [asksModel, setAsksModel] = useState(false);
  const show = (next: GoldView) => client.setQueryData(["gold"], next);
  const job = useComparing();
  const isComparing = job !== undefined && job.endedAt === null;
  const evaluate = useMutation({
    mutationFn: () => api.evaluateReaders({ body: { llm: asksModel } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const promote = useMutation({
    mutationFn: (body: Parameters<typeof api.promoteReader>[0]["body"]) =>
      api.promoteReader({ body }),
    onSuccess: show,
  });
  const { labels, evaluation, isStale, model } = view;
  const failure = evaluate.error ?? promote.error;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {TASKS.map((task) => (
          <div key={task} className="voice">
            <Text className="eyebrow">{t(`tasks.${task}`)}</Text>
            <Text fw={650}>{t("labels", { count: labels[task].total })}</Text>
            <Text size="sm" c="dimmed">
              {t("sources", labels[task])}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <Group gap="md">
        <May call="evaluateReaders">
          <Button
            loading={evaluate.isPending}
            disabled={isComparing}
            onClick={() => evaluate.mutate()}
          >
            {t(evaluation === null ? "run" : "again")}
          </Button>
          {model !== null && (
            <Checkbox
              checked={asksModel}
              onChange={(event) => setAsksModel(event.currentTarget.checked)}
              label={t("runWithModel", { model })}
              description={t("runWithModelHint")}
            />
          )}
        </May>
        <Text size="sm" c="dimmed" role="status">
          {evaluation === null ? t("never") : t("comparedAt", { day: dayText(evaluation.at) })}
          {isStale ? ` ${t("stale")}` : ""}
        </Text>
      </Group>
      {failure !== null && <Failure error={failure} />}
      <ComparingReaders t={t} />
      {evaluation !== null &&
        TASKS.map((task) => (
          <TaskComparison
            key={task}
            task={task}
            told={evaluation.tasks[task]}
            atWork={view.choice[task]}
            isBusy={promote.isPending}
            onPromote={(reader) => promote.mutate({ reader, task })}
            t={t}
          />
        ))}
      <May call="importGold">
        <MoreLabels t={t} />
      </May>
      <ReaderHistory
        view={view}
        isBusy={promote.isPending}
        onBack={() => promote.mutate({ back: true })}
        t={t}
      />
    </>
  );
}

/** Labels without a slant: drawn at random, labelled blind, brought back as a file. */
function MoreLabels({ t }: { readonly t: Words }) {
  const client = useQueryClient();
  const bring = useMutation({
    mutationFn: async (file: File) => api.importGold({ body: { csv: await file.text() } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["gold"] }),
  });
  return (
    <section aria-labelledby="more-title">
      <Title order={2} size="h4" id="more-title">
        {t("more")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("moreLead")}
      </Text>
      <Group gap="xs">
        <Button component="a" variant="default" href="/api/v1/gold/sample.csv?count=100" download>
          {t("draw")}
        </Button>
        <FileButton
          accept=".csv,text/csv"
          inputProps={{ "aria-label": t("bring") }}
          onChange={(file) => file !== null && bring.mutate(file)}
        >
          {(props) => (
            <Button {...props} variant="default" loading={bring.isPending}>
              {t("bring")}
            </Button>
          )}
        </FileButton>
      </Group>
      {bring.isError && <Failure error={bring.error} />}
      {bring.data !== undefined && (
        <Text size="sm" mt="xs" role="status">
          {t("brought", bring.data)}
        </Text>
      )}
    </section>
  );
}
