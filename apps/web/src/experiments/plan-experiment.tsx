// Plans an experiment: a few figures in, sentences and two small tables out; and keeps it.
import type { DesignRequest, DesignView } from "@heed/core/api";
import {
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { CreateExperiment } from "./create-experiment.tsx";
import { useWords } from "./words.ts";

const LOOKING = ["once", "planned-looks", "always-valid"] as const;

export function PlanExperiment() {
  const t = useWords();
  const [hypothesis, setHypothesis] = useState("");
  const [metric, setMetric] = useState("");
  const [base, setBase] = useState<number | string>(10);
  const [effect, setEffect] = useState<number | string>(10);
  const [traffic, setTraffic] = useState<number | string>(500);
  const [looking, setLooking] = useState<(typeof LOOKING)[number]>("once");
  const [entry, setEntry] = useState<string | null>(null);
  const [goal, setGoal] = useState<string | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const overview = useQuery({
    queryKey: ["event-overview"],
    queryFn: () => api.getEventOverview(),
  });
  const events = overview.data?.names.map(({ name }) => name) ?? [];
  const plan = useMutation({ mutationFn: (body: DesignRequest) => api.planExperiment({ body }) });
  return (
    <section aria-labelledby="plan-title">
      <Title order={2} size="h4" id="plan-title">
        {t("plan.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("plan.lead")}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          plan.mutate({
            ...{ hypothesis, metric, looking, effect: Number(effect) / 100 },
            ...(goal === null || entry === null ? { baseRate: Number(base) / 100 } : {}),
            ...(entry === null && traffic !== "" ? { unitsPerDay: Number(traffic) } : {}),
            ...(entry === null ? {} : { entry: { name: entry } }),
            ...(goal === null ? {} : { goal: { name: goal } }),
          });
        }}
      >
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput
              label={t("plan.hypothesis")}
              value={hypothesis}
              onChange={(event) => setHypothesis(event.currentTarget.value)}
            />
            <TextInput
              required
              label={t("plan.metric")}
              value={metric}
              onChange={(event) => setMetric(event.currentTarget.value)}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <NumberInput
              required
              label={t("plan.base")}
              disabled={entry !== null && goal !== null}
              min={0}
              max={100}
              value={base}
              onChange={setBase}
            />
            <NumberInput
              required
              label={t("plan.effect")}
              min={0}
              value={effect}
              onChange={setEffect}
            />
            <NumberInput label={t("plan.traffic")} min={1} value={traffic} onChange={setTraffic} />
          </SimpleGrid>
          {events.length > 0 && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select
                searchable
                clearable
                label={t("plan.entry")}
                description={t("plan.entryHint")}
                data={events}
                value={entry}
                onChange={setEntry}
              />
              <Select
                searchable
                clearable
                label={t("plan.goal")}
                description={t("plan.goalHint")}
                data={events}
                value={goal}
                onChange={setGoal}
              />
            </SimpleGrid>
          )}
          <Group gap="sm" align="flex-end">
            <SegmentedControl
              aria-label={t("plan.looking")}
              value={looking}
              onChange={(value) => setLooking(value as typeof looking)}
              data={LOOKING.map((value) => ({ value, label: t(`plan.${value}`) }))}
            />
            <Button type="submit" loading={plan.isPending}>
              {t("plan.ask")}
            </Button>
          </Group>
          {plan.isError && <Failure error={plan.error} />}
        </Stack>
      </form>
      {plan.isSuccess && (
        <Stack gap="sm" mt="md">
          {plan.data.sentences.map((sentence) => (
            <Text key={sentence.en} size="sm" maw={720}>
              {sentence[currentLanguage()]}
            </Text>
          ))}
          <PlanTables design={plan.data} />
          {isKeeping ? (
            <CreateExperiment
              start={{ name: metric, hypothesis, plannedUnits: plan.data.totalUnits, looking }}
              onDone={() => setKeeping(false)}
            />
          ) : (
            <Group>
              <Button variant="light" onClick={() => setKeeping(true)}>
                {t("plan.keep")}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </section>
  );
}

function PlanTables({ design }: { readonly design: DesignView }) {
  const t = useWords();
  const count = (value: number) => value.toLocaleString(currentLanguage());
  const share = (value: number | null) =>
    value === null ? "–" : `${(100 * value).toFixed(1).replace("-", "−")} %`;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      {design.looks.length > 0 && (
        <Rows
          heads={[
            t("plan.look"),
            t("plan.people"),
            t("plan.day"),
            t("plan.ends"),
            t("plan.endsBy"),
          ]}
          rows={design.looks.map(({ units, day, nominalPValue, endsBy }, at) => [
            String(at + 1),
            count(units),
            day === null ? "–" : String(day),
            nominalPValue.toPrecision(2),
            share(endsBy),
          ])}
        />
      )}
      {design.detectable.length > 0 && (
        <Rows
          heads={[t("plan.weeks"), t("plan.people"), t("plan.rise"), t("plan.fall")]}
          rows={design.detectable.map(({ weeks, units, increase, decrease }) => [
            String(weeks),
            count(units),
            share(increase),
            share(decrease),
          ])}
        />
      )}
    </SimpleGrid>
  );
}

function Rows({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <Table.ScrollContainer minWidth={300} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={4} className="tabular">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row[0]}>
              {row.map((cell, at) => (
                <Table.Td key={heads[at]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
