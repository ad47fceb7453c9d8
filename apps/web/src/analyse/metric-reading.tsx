// What a metric says when it is read by itself: the days from which on it is another, and the groups that explain it.
import type { MetricReading as Reading, TrendAsk } from "@heed/core/api";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { percent } from "../components/figures.tsx";
import { Failure } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { useWords } from "./analyse-words.ts";
import { useCannotTell } from "./cannot-tell.ts";

export function MetricReading({
  ask,
  onChanges,
  onGroup,
}: {
  readonly ask: TrendAsk;
  /** First days of the changes that were found. */
  readonly onChanges: (startDates: readonly string[]) => void;
  /** The people of a group in the first period of a change. */
  readonly onGroup: (property: string, value: string | null, startDate: string) => void;
}) {
  const t = useWords();
  const read = useMutation({
    mutationFn: () => api.readMetric({ body: ask }),
    onSuccess: (reading) =>
      onChanges(reading.ok ? reading.changes.map(({ startDate }) => startDate) : []),
  });
  const { reset } = read;
  const question = JSON.stringify(ask);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question makes the last reading void.
  useEffect(() => {
    reset();
    onChanges([]);
  }, [question]);
  return (
    <section aria-labelledby="reading-title">
      <Group justify="space-between" gap="sm" align="flex-end">
        <div>
          <Title order={2} size="h5" id="reading-title">
            {t("trend.reading")}
          </Title>
          <Text size="sm" c="dimmed" maw={620}>
            {t("trend.readingLead")}
          </Text>
        </div>
        <Button variant="default" loading={read.isPending} onClick={() => read.mutate()}>
          {t("trend.read")}
        </Button>
      </Group>
      {read.isError && <Failure error={read.error} />}
      {read.data !== undefined && (
        <Told reading={read.data} period={t(`retention.${ask.period}`)} onGroup={onGroup} />
      )}
    </section>
  );
}

function Told({
  reading,
  period,
  onGroup,
}: {
  readonly reading: Reading;
  readonly period: string;
  readonly onGroup: (property: string, value: string | null, startDate: string) => void;
}) {
  const t = useWords();
  const why = useCannotTell();
  if (!reading.ok) return <Text role="status">{t("trend.cannot", { reason: why(reading) })}</Text>;
  if (reading.changes.length === 0) return <Text role="status">{t("trend.none")}</Text>;
  return (
    <Stack gap="xs" mt="sm" role="status">
      {reading.changes.map(({ startDate, before, after, pValue, explainedBy }) => (
        <Paper key={startDate} withBorder p="sm" radius="lg">
          <Text fw={600} className="tabular">
            {t("trend.change", {
              date: dayText(startDate),
              before: figure(before),
              after: figure(after),
              period,
              p: pValue < 0.001 ? "< 0.001" : pValue.toFixed(3),
            })}
          </Text>
          {explainedBy.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("trend.explainNone")}
            </Text>
          ) : (
            <>
              <Text size="sm" c="dimmed">
                {t("trend.explains")}
              </Text>
              {explainedBy.map((group) => (
                <Button
                  key={`${group.property} ${group.value}`}
                  size="compact-xs"
                  variant="light"
                  mr={6}
                  className="tabular"
                  onClick={() => onGroup(group.property, group.value, startDate)}
                >
                  {t("trend.explain", {
                    property: group.property,
                    value: group.value ?? t("ask.missing"),
                    before: figure(group.before),
                    after: figure(group.after),
                  })}{" "}
                  ({percent(group.part)})
                </Button>
              ))}
            </>
          )}
        </Paper>
      ))}
    </Stack>
  );
}

function figure(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 2 : 0 });
}
