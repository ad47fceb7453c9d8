// Cohorts: people told by what they did or did not do, saved under a name, each opening on its people.
import type { CohortInput, CohortView, PeopleAsk } from "@heed/core/api";
import {
  Button,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure, QueryState } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { useWords } from "./analyse-words.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { EventPage } from "./need-events.tsx";
import { PeopleDrawer } from "./people-drawer.tsx";
import { useCohorts } from "./use-events.ts";

type Condition = CohortInput["conditions"][number];

export function CohortsPage() {
  const t = useWords();
  const cohorts = useCohorts();
  const [open, setOpen] = useState<{ ask: PeopleAsk; title: string } | null>(null);
  return (
    <EventPage title={t("cohorts.title")} lead={t("cohorts.lead")}>
      {({ names }) => (
        <>
          <QueryState query={cohorts}>
            {({ rows }) => (
              <Stack gap="xs">
                {rows.length === 0 && <Text c="dimmed">{t("cohorts.none")}</Text>}
                {rows.map((cohort) => (
                  <CohortRow
                    key={cohort.id}
                    cohort={cohort}
                    onOpen={() => setOpen({ ask: { cohortId: cohort.id }, title: cohort.name })}
                  />
                ))}
              </Stack>
            )}
          </QueryState>
          <NewCohort first={names[0]?.name ?? null} />
          <PeopleDrawer
            ask={open?.ask ?? null}
            title={open?.title ?? ""}
            onClose={() => setOpen(null)}
          />
        </>
      )}
    </EventPage>
  );
}

function CohortRow({
  cohort,
  onOpen,
}: {
  readonly cohort: CohortView;
  readonly onOpen: () => void;
}) {
  const t = useWords();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteCohort({ params: { cohortId: cohort.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["cohorts"] }),
  });
  const conditions = cohort.conditions.map(({ match, atLeast, atMost }) => {
    const name = match.name ?? t("ask.anyEvent");
    return atMost === 0
      ? t("cohorts.never", { name })
      : t("cohorts.times", { name, count: atLeast ?? 1 });
  });
  return (
    <Paper withBorder p="sm" radius="lg">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={650}>
            <bdi>{cohort.name}</bdi>
          </Text>
          <Text size="sm" c="dimmed">
            {conditions.join(cohort.joined === "all" ? " + " : " / ")}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="compact-sm" variant="light" className="tabular" onClick={onOpen}>
            {t("people.total", { count: cohort.people })}
          </Button>
          <SureButton
            size="compact-sm"
            label={t("cohorts.delete", { name: cohort.name })}
            ask={t("ask.gone")}
            act={() => remove.mutateAsync()}
          />
        </Group>
      </Group>
    </Paper>
  );
}

function NewCohort({ first }: { readonly first: string | null }) {
  const t = useWords();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [joined, setJoined] = useState<"all" | "any">("all");
  const [conditions, setConditions] = useState<readonly Condition[]>([{ match: { name: first } }]);
  const save = useMutation({
    mutationFn: () =>
      api.createCohort({
        body: {
          name,
          joined,
          conditions: conditions.map((one) => ({ ...one, match: wholeMatch(one.match) })),
        },
      }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: ["cohorts"] });
    },
  });
  const put = (index: number, condition: Condition) =>
    setConditions(conditions.with(index, condition));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Title order={2} size="h4" mb="sm">
        {t("cohorts.new")}
      </Title>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            required
            label={t("cohorts.name")}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t("cohorts.joined")}
            data={(["all", "any"] as const).map((one) => ({
              value: one,
              label: t(`cohorts.${one}`),
            }))}
            value={joined}
            onChange={(next) => setJoined(next as "all" | "any")}
          />
        </Group>
        {conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone.
          <Group key={index} gap="sm" align="flex-start">
            <SegmentedControl
              mt={25}
              aria-label={t("cohorts.condition", { number: index + 1 })}
              data={[
                { value: "did", label: t("cohorts.did") },
                { value: "did-not", label: t("cohorts.didNot") },
              ]}
              value={condition.atMost === 0 ? "did-not" : "did"}
              onChange={(next) =>
                put(
                  index,
                  next === "did"
                    ? { match: condition.match }
                    : { match: condition.match, atMost: 0 },
                )
              }
            />
            <EventChoice
              mayBeAny
              label={t("cohorts.condition", { number: index + 1 })}
              value={condition.match}
              onChange={(match) => put(index, { ...condition, match })}
              onRemove={
                conditions.length > 1
                  ? () => setConditions(conditions.filter((_, place) => place !== index))
                  : undefined
              }
            />
            {condition.atMost !== 0 && (
              <NumberInput
                w={150}
                min={1}
                label={t("cohorts.atLeast")}
                value={condition.atLeast ?? 1}
                onChange={(times) =>
                  put(index, { ...condition, atLeast: Math.max(1, Number(times) || 1) })
                }
              />
            )}
          </Group>
        ))}
        <Group gap="sm">
          <Button
            variant="subtle"
            size="xs"
            onClick={() => setConditions([...conditions, { match: { name: first } }])}
          >
            {t("cohorts.add")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("cohorts.save")}
          </Button>
        </Group>
        {save.isError && <Failure error={save.error} />}
      </Stack>
    </form>
  );
}
