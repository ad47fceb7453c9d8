// Keeps an experiment: its arms, the event that decides, and the needs that it is for.
import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { BetterControl, LookingControl, type LookingKind } from "./plan-controls.tsx";
import { SpecPicker } from "./spec-picker.tsx";
import { useWords } from "./words.ts";

interface Start {
  readonly name: string;
  readonly hypothesis: string;
  readonly better: "higher" | "lower";
  readonly plannedUnits: number | null;
  readonly looking: LookingKind;
  readonly looks: number;
  /** The specification that is tested, and the theme of its need. */
  readonly spec: string | null;
  readonly themeId: string | null;
}

export function CreateExperiment({
  start,
  onDone,
}: {
  readonly start: Start;
  readonly onDone: () => void;
}) {
  const t = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const overview = useQuery({
    queryKey: ["event-overview"],
    queryFn: () => api.getEventOverview(),
  });
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds({ query: {} }) });
  const events = overview.data?.names.map(({ name }) => name) ?? [];
  const [name, setName] = useState(start.name);
  const [arms, setArms] = useState("control:1, treatment:1");
  const [event, setEvent] = useState<string | null>(null);
  const [better, setBetter] = useState(start.better);
  const [spec, setSpec] = useState(start.spec);
  const [chosen, setHelps] = useState<string[] | null>(null);
  const [planned, setPlanned] = useState<number | string>(start.plannedUnits ?? "");
  const [{ looking, looks }, setLooking] = useState({ looking: start.looking, looks: start.looks });
  const ofSpec = (needs.data?.rows ?? []).filter(({ themeId }) => themeId === start.themeId);
  const helps = chosen ?? ofSpec.map(({ id }) => id);
  const save = useMutation({
    mutationFn: () =>
      api.createExperiment({
        body: {
          ...{ name, hypothesis: start.hypothesis, helps: helps as `need_${number}`[] },
          arms: armsOf(arms),
          metrics:
            event === null
              ? []
              : [
                  {
                    ...{ name: event, role: "primary", better, kind: "conversion" },
                    match: { name: event },
                  },
                ],
          looking,
          ...(looking === "planned-looks"
            ? { lookPlan: { fractions: equalSteps(looks), spending: "obrien-fleming" as const } }
            : {}),
          ...(spec === null ? {} : { requirement: spec }),
          plannedUnits: planned === "" ? null : Number(planned),
        },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["experiments"] });
      onDone();
      await navigate({ to: "/optimise/experiments/$experimentId", params: { experimentId: id } });
    },
  });
  return (
    <Paper withBorder p="md" radius="lg">
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          <Title order={3} size="h5">
            {t("create.title")}
          </Title>
          <TextInput
            required
            label={t("create.name")}
            value={name}
            onChange={(one) => setName(one.currentTarget.value)}
          />
          <TextInput
            required
            label={t("create.arms")}
            description={t("create.armsHint")}
            value={arms}
            onChange={(one) => setArms(one.currentTarget.value)}
          />
          {events.length > 0 ? (
            <>
              <Select
                searchable
                clearable
                label={t("create.metric")}
                data={events}
                value={event}
                onChange={setEvent}
              />
              <BetterControl value={better} onChange={setBetter} />
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {t("create.noEvents")}
            </Text>
          )}
          <MultiSelect
            searchable
            label={t("create.helps")}
            value={helps}
            onChange={setHelps}
            data={(needs.data?.rows ?? []).map((need) => ({
              value: need.id,
              label: need.name[currentLanguage()],
            }))}
          />
          <SpecPicker value={spec} onPick={setSpec} />
          <NumberInput
            label={t("create.planned")}
            required={looking === "planned-looks"}
            min={1}
            value={planned}
            onChange={setPlanned}
          />
          <LookingControl
            looking={looking}
            looks={looks}
            onChange={(part) => setLooking((before) => ({ ...before, ...part }))}
          />
          {save.isError && <Failure error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t("create.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function equalSteps(looks: number): number[] {
  return Array.from({ length: looks }, (_, at) => (at + 1) / looks);
}

function armsOf(text: string): { key: string; weight: number }[] {
  return text
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [key = "", weight = "1"] = part.split(/[:：]/);
      return { key: key.trim(), weight: Number(weight) };
    });
}
