// Puts a model to work as a column of the feedback, takes it back, and says whether what it reads has changed.
import type { LabModelDetail } from "@heed/core/api";
import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, jobFailure } from "../api/client.ts";
import { useJobs } from "../collect/running-jobs.tsx";
import { Failure } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { useLabWords } from "./lab-words.ts";

export function PromoteBox({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const client = useQueryClient();
  const [column, setColumn] = useState(model.target);
  const promotions = useQuery({
    queryKey: ["lab-promotions"],
    queryFn: () => api.listPromotions(),
  });
  const job = useJobs().find(({ kind }) => kind === "promote-model");
  const isReading = job !== undefined && job.endedAt === null;
  const own = promotions.data?.rows.filter((one) => one.model === model.id) ?? [];
  const promote = useMutation({
    mutationFn: () => api.promoteLabModel({ body: { model: model.id, column: column.trim() } }),
    onSettled: () => client.invalidateQueries(),
  });
  const demote = useMutation({
    mutationFn: (name: string) => api.demoteLabModel({ params: { column: name } }),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <section aria-labelledby="lab-promote">
      <Title order={2} size="h4" id="lab-promote" mb={4}>
        {t("promote.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={640}>
        {model.task === "text" ? t("promote.lead") : t("promote.textOnly")}
      </Text>
      {promote.isError && <Failure error={promote.error} />}
      {demote.isError && <Failure error={demote.error} />}
      {job?.status === "failed" && job.error !== null && <Failure error={jobFailure(job)} />}
      {own.map((one) => (
        <Paper key={one.column} withBorder p="md" radius="lg" mb="xs">
          <Stack gap="xs">
            <Group justify="space-between">
              <Tag tone="good">{t("models.atWork", { column: one.column })}</Tag>
              <Button
                size="xs"
                variant="default"
                loading={demote.isPending}
                onClick={() => demote.mutate(one.column)}
              >
                {one.before.length === 0
                  ? t("promote.stop")
                  : t("promote.back", { model: one.before.at(-1) })}
              </Button>
            </Group>
            <Group gap="md">
              {model.classes.slice(0, 8).map((label) => (
                <Link
                  key={label}
                  to="/inbox"
                  search={{ lab: `${one.column}=${label}` }}
                  className="quiet-link"
                >
                  {t("promote.show", { label })}
                </Link>
              ))}
            </Group>
            <Drift model={model} />
          </Stack>
        </Paper>
      ))}
      {model.task === "text" && own.length === 0 && (
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t("promote.column")}
            value={column}
            onChange={(event) => setColumn(event.currentTarget.value)}
          />
          <Button
            loading={promote.isPending || isReading}
            disabled={column.trim() === ""}
            onClick={() => promote.mutate()}
          >
            {t("promote.go")}
          </Button>
          {isReading && (
            <Text size="sm" c="dimmed" role="status">
              {t("promote.reading")} {job.done > 0 && job.done.toLocaleString()}
            </Text>
          )}
        </Group>
      )}
    </section>
  );
}

function Drift({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const drift = useQuery({
    queryKey: ["lab-drift", model.id],
    queryFn: () => api.getLabDrift({ params: { modelId: model.id } }),
  });
  if (drift.isError) return <Failure error={drift.error} />;
  if (drift.data === undefined) return null;
  const { verdict } = drift.data;
  return (
    <Group gap="xs">
      <Tag tone={verdict === "drifted" ? "bad" : verdict === "watch" ? "new" : "plain"}>
        {t("promote.drift")}
      </Tag>
      <Text size="sm">{t(`promote.verdict.${verdict}`)}</Text>
    </Group>
  );
}
