// Plans an experiment: a few figures, or a specification that holds them, in; sentences and two small tables out; and keeps it.
import type { DesignRequest, SpecExperimentsView } from "@heed/core/api";
import {
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { CreateExperiment } from "./create-experiment.tsx";
import {
  BetterControl,
  DEFAULT_LOOKS,
  LookingControl,
  type LookingKind,
} from "./plan-controls.tsx";
import { PlanTables } from "./plan-tables.tsx";
import { SpecPicker, useSpecExperiments } from "./spec-picker.tsx";
import { useWords } from "./words.ts";

/** The form as it stands; shares and effects in per cent. */
interface PlanAsk {
  readonly hypothesis: string;
  readonly metric: string;
  readonly better: "higher" | "lower";
  readonly base: number | string;
  readonly effect: number | string;
  readonly traffic: number | string;
  readonly looking: LookingKind;
  readonly looks: number;
  readonly entry: string | null;
  readonly goal: string | null;
}

const START: PlanAsk = {
  ...{ hypothesis: "", metric: "", better: "higher", base: 10, effect: 10, traffic: 500 },
  ...{ looking: "once", looks: DEFAULT_LOOKS, entry: null, goal: null },
};

export function PlanExperiment() {
  const t = useWords();
  const { spec = null } = useSearch({ from: "/optimise-tabs/optimise/experiments" });
  const navigate = useNavigate();
  const [ask, setAsk] = useState(START);
  const change = (part: Partial<PlanAsk>) => setAsk((before) => ({ ...before, ...part }));
  const [isKeeping, setKeeping] = useState(false);
  const told = useSpecExperiments(spec);
  useEffect(() => {
    if (told.data !== undefined) setAsk((before) => ({ ...before, ...filledFrom(told.data) }));
  }, [told.data]);
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
          plan.mutate(requestOf(ask));
        }}
      >
        <Stack gap="sm">
          <SpecPicker
            label={t("plan.spec")}
            description={t("plan.specHint")}
            value={spec}
            onPick={(next) =>
              void navigate({
                to: "/optimise/experiments",
                search: next === null ? {} : { spec: next },
                replace: true,
              })
            }
          />
          {told.isError && <Failure error={told.error} />}
          {told.data !== undefined && told.data.baseRate === null && (
            <Text size="sm" c="dimmed" role="status">
              {t("plan.specCountsNothing")}
            </Text>
          )}
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput
              label={t("plan.hypothesis")}
              value={ask.hypothesis}
              onChange={(event) => change({ hypothesis: event.currentTarget.value })}
            />
            <TextInput
              required
              label={t("plan.metric")}
              value={ask.metric}
              onChange={(event) => change({ metric: event.currentTarget.value })}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <NumberInput
              required
              label={t("plan.base")}
              disabled={ask.entry !== null && ask.goal !== null}
              min={0}
              max={100}
              value={ask.base}
              onChange={(base) => change({ base })}
            />
            <NumberInput
              required
              label={t("plan.effect")}
              min={0}
              value={ask.effect}
              onChange={(effect) => change({ effect })}
            />
            <NumberInput
              label={t("plan.traffic")}
              min={1}
              value={ask.traffic}
              onChange={(traffic) => change({ traffic })}
            />
          </SimpleGrid>
          {events.length > 0 && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select
                searchable
                clearable
                label={t("plan.entry")}
                description={t("plan.entryHint")}
                data={events}
                value={ask.entry}
                onChange={(entry) => change({ entry })}
              />
              <Select
                searchable
                clearable
                label={t("plan.goal")}
                description={t("plan.goalHint")}
                data={events}
                value={ask.goal}
                onChange={(goal) => change({ goal })}
              />
            </SimpleGrid>
          )}
          <BetterControl value={ask.better} onChange={(better) => change({ better })} />
          <LookingControl
            looking={ask.looking}
            looks={ask.looks}
            onChange={(part) => change(part)}
          />
          <Group>
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
              order={3}
              start={{
                ...{ name: ask.metric, hypothesis: ask.hypothesis, better: ask.better },
                ...{ looking: ask.looking, looks: ask.looks, spec, goal: ask.goal },
                planned: plan.data.totalUnits ?? "",
                reach: { entry: ask.entry, effect: ask.effect, unitsPerDay: plan.data.unitsPerDay },
                themeId: told.data?.themeId ?? null,
              }}
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

/** What a specification knows; what it counts is a share of people with a need, which is to fall. */
function filledFrom({ hypothesis, metric, baseRate }: SpecExperimentsView): Partial<PlanAsk> {
  const language = currentLanguage();
  return {
    ...(hypothesis === null ? {} : { hypothesis: hypothesis[language] || hypothesis.en }),
    ...(metric === null ? {} : { metric: metric[language] || metric.en }),
    ...(baseRate === null
      ? {}
      : { base: Number((100 * baseRate).toFixed(2)), better: "lower" as const }),
  };
}

function requestOf(ask: PlanAsk): DesignRequest {
  const { hypothesis, metric, better, looking, looks, entry, goal, traffic } = ask;
  return {
    ...{ hypothesis, metric, better, looking, effect: Number(ask.effect) / 100 },
    ...(looking === "planned-looks" ? { looks } : {}),
    ...(goal === null || entry === null ? { baseRate: Number(ask.base) / 100 } : {}),
    ...(entry === null && traffic !== "" ? { unitsPerDay: Number(traffic) } : {}),
    ...(entry === null ? {} : { entry: { name: entry } }),
    ...(goal === null ? {} : { goal: { name: goal } }),
  };
}
