// Keeps an experiment: its arms, what is measured in plain choices first, and beside it in words what that means and how long it takes.
import type { EventMetricInput } from "@heed/core/api";
import {
  Button,
  Grid,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOverview } from "../analyse/use-events.ts";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ArmEditor } from "./arm-editor.tsx";
import {
  type ExperimentDraft,
  emptyDraft,
  emptyMetric,
  type MetricDraft,
  metricOf,
  requestOf,
} from "./experiment-draft.ts";
import { ExperimentSize, type Reach } from "./experiment-size.tsx";
import { MeasuredWords, useMetricName } from "./measured-words.tsx";
import { MetricEditor } from "./metric-editor.tsx";
import { type FlagDraft, flagKeyOf, flagOf, MoreControls, NO_FLAG } from "./more-controls.tsx";
import { LookingControl } from "./plan-controls.tsx";
import { SpecPicker } from "./spec-picker.tsx";
import { useWords } from "./words.ts";

/** What a plan gives to the form. */
export interface Start extends Partial<ExperimentDraft> {
  readonly better?: EventMetricInput["better"];
  /** The event that decides, the one by which people come, and the traffic where a plan knows it. */
  readonly goal?: string | null;
  readonly reach?: Partial<Reach>;
  /** The theme of the need that is met. */
  readonly themeId?: string | null;
}

const MOST_METRICS = 50;

export function CreateExperiment({
  start: { better = "higher", goal = null, reach: known, themeId = null, ...given },
  order,
  onDone,
}: {
  readonly start: Start;
  /** Of its title among the headings of the page. */
  readonly order: 2 | 3;
  readonly onDone: () => void;
}) {
  const t = useWords();
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const overview = useOverview();
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds({ query: {} }) });
  const hasEvents = (overview.data?.names.length ?? 0) > 0;
  const [draft, setDraft] = useState<ExperimentDraft>(() => {
    const first = { ...emptyMetric(1, "primary"), better, match: { name: goal ?? "" } };
    return { ...emptyDraft(), metrics: [first], ...given };
  });
  const [chosen, setHelps] = useState<readonly string[] | null>(null);
  const [flag, setFlag] = useState<FlagDraft>(NO_FLAG);
  const [reach, setReach] = useState<Reach>({
    ...{ entry: null, effect: 10, share: 100, unitsPerDay: null, ...known },
  });
  const put = (part: Partial<ExperimentDraft>) => setDraft((before) => ({ ...before, ...part }));
  const ofTheme = (needs.data?.rows ?? []).filter((need) => need.themeId === themeId);
  const helps = chosen ?? ofTheme.map(({ id }) => id);
  const nameOf = useMetricName();
  const called = (metric: MetricDraft) => nameOf(metricOf({ ...metric, name: "" }, "–"));
  const request = requestOf({ ...draft, helps }, called);
  // Where the flag was refused, what is kept already is not kept again.
  const kept = useRef<{ readonly id: string; readonly key: string } | null>(null);
  const save = useMutation({
    mutationFn: async () => {
      kept.current ??= await api.createExperiment({ body: request });
      const { id, key } = kept.current;
      const share = Math.min(100, Math.max(1, Number(reach.share) || 100)) / 100;
      if (flag.isWanted)
        await api.putFlag({
          params: { flagKey: flagKeyOf(flag, draft) },
          body: flagOf(flag, key, draft, share),
        });
      return id;
    },
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: ["experiments"] });
      await client.invalidateQueries({ queryKey: ["flags"] });
      onDone();
      await navigate({ to: "/optimise/experiments/$experimentId", params: { experimentId: id } });
    },
  });
  // Whoever opens it by keyboard goes on in it.
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const addMetric = (role: MetricDraft["role"]) =>
    put({
      metrics: [
        ...draft.metrics,
        emptyMetric(1 + Math.max(0, ...draft.metrics.map(({ id }) => id)), role),
      ],
    });
  return (
    <Paper withBorder p="md" radius="lg">
      <form
        aria-labelledby="create-title"
        onKeyDown={(pressed) => {
          // Enter in an open list is a choice there, never the end of the form.
          const { key, target } = pressed;
          if (key === "Enter" && (target as HTMLElement).ariaExpanded === "true")
            pressed.preventDefault();
        }}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          save.mutate();
        }}
      >
        <Title order={order} size="h5" mb="sm" id="create-title">
          {t("create.title")}
        </Title>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack gap="sm">
              <TextInput
                ref={first}
                required
                label={t("create.name")}
                value={draft.name}
                onChange={(one) => put({ name: one.currentTarget.value })}
              />
              <Textarea
                autosize
                label={t("plan.hypothesis")}
                description={t("create.hypothesisHint")}
                value={draft.hypothesis}
                onChange={(one) => put({ hypothesis: one.currentTarget.value })}
              />
              <ArmEditor arms={draft.arms} onChange={(arms) => put({ arms })} />
              {hasEvents ? (
                <>
                  {draft.metrics.map((metric, at) => (
                    <MetricEditor
                      key={metric.id}
                      number={at + 1}
                      value={metric}
                      called={called(metric)}
                      onChange={(next) => put({ metrics: draft.metrics.with(at, next) })}
                      onRemove={
                        draft.metrics.length > 1
                          ? () =>
                              put({ metrics: draft.metrics.filter(({ id }) => id !== metric.id) })
                          : null
                      }
                    />
                  ))}
                  <Group gap="xs">
                    {(["guardrail", "secondary", "primary"] as const).map((role) => (
                      <Button
                        key={role}
                        size="compact-sm"
                        variant="light"
                        disabled={draft.metrics.length >= MOST_METRICS}
                        onClick={() => addMetric(role)}
                      >
                        {t(`create.add.${role}`)}
                      </Button>
                    ))}
                  </Group>
                </>
              ) : (
                <Text size="sm" c="dimmed">
                  {t("create.noEvents")}
                </Text>
              )}
              <MultiSelect
                searchable
                label={t("create.helps")}
                value={[...helps]}
                onChange={setHelps}
                data={(needs.data?.rows ?? []).map((need) => ({
                  value: need.id,
                  label: need.name[currentLanguage()],
                }))}
              />
              <SpecPicker value={draft.spec} onPick={(spec) => put({ spec })} />
              <NumberInput
                label={t("create.planned")}
                required={draft.looking === "planned-looks"}
                min={1}
                allowDecimal={false}
                value={draft.planned}
                onChange={(planned) => put({ planned })}
              />
              <LookingControl looking={draft.looking} looks={draft.looks} onChange={put} />
              <MoreControls
                draft={draft}
                put={put}
                flag={flag}
                onFlag={setFlag}
                share={reach.share}
                onShare={(share) => setReach((before) => ({ ...before, share }))}
              />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="md" className="experiment-aside">
              <section aria-labelledby="measured-title">
                <Title order={order === 2 ? 3 : 4} size="h6" mb={6} id="measured-title">
                  {t("measured.title")}
                </Title>
                <MeasuredWords
                  of={{
                    ...{ metrics: request.metrics, looking: draft.looking, looks: draft.looks },
                    ...{ plannedUnits: request.plannedUnits, segments: request.segments },
                    arms: request.arms ?? [],
                  }}
                />
              </section>
              <section aria-labelledby="size-title">
                <Title order={order === 2 ? 3 : 4} size="h6" mb={6} id="size-title">
                  {t("create.size")}
                </Title>
                <ExperimentSize
                  request={request}
                  looks={draft.looks}
                  reach={reach}
                  onChange={(part) => setReach((before) => ({ ...before, ...part }))}
                  onTake={(planned) => put({ planned })}
                />
              </section>
            </Stack>
          </Grid.Col>
        </Grid>
        {save.isError && <Failure error={save.error} />}
        <Group mt="md">
          <Button type="submit" loading={save.isPending}>
            {t("create.save")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {common("common.cancel")}
          </Button>
        </Group>
      </form>
    </Paper>
  );
}
