// The bars of a funnel: who reached each step and who dropped before it, each of which opens on its people.
import type { FunnelAsk, FunnelView, PeopleAsk } from "@heed/core/api";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { percent } from "../components/figures.tsx";
import { labelled } from "../i18n/labelled.ts";
import { useWords } from "./analyse-words.ts";
import { PeopleDrawer } from "./people-drawer.tsx";
import { spanText } from "./spans.ts";

type Group_ = FunnelView["groups"][number];

export function FunnelBars({
  ask,
  answer,
  breakdown,
}: {
  readonly ask: FunnelAsk;
  readonly answer: FunnelView;
  readonly breakdown: string | undefined;
}) {
  const t = useWords();
  const [open, setOpen] = useState<{ ask: PeopleAsk; title: string } | null>(null);
  return (
    <Stack gap="lg">
      {answer.groups.map((group) => (
        <section
          key={String(group.value)}
          aria-label={t("funnel.chart", { count: ask.steps.length })}
        >
          {breakdown !== undefined && (
            <Title order={2} size="h5" mb={6}>
              {breakdown} = <bdi>{group.value ?? t("ask.missing")}</bdi>
            </Title>
          )}
          <Bars
            ask={ask}
            group={group}
            onOpen={(step, which, title) => {
              const bar = {
                step,
                which,
                ...(breakdown === undefined ? {} : { value: group.value }),
              };
              setOpen({ ask: { funnel: ask, bar }, title });
            }}
          />
        </section>
      ))}
      {answer.leftOut > 0 && (
        <Text size="sm" c="dimmed">
          {t("ask.leftOut", { count: answer.leftOut })}
        </Text>
      )}
      <PeopleDrawer
        ask={open?.ask ?? null}
        title={open?.title ?? ""}
        onClose={() => setOpen(null)}
      />
    </Stack>
  );
}

function Bars({
  ask,
  group,
  onOpen,
}: {
  readonly ask: FunnelAsk;
  readonly group: Group_;
  readonly onOpen: (step: number, which: "reached" | "dropped", title: string) => void;
}) {
  const t = useWords();
  const [first = 0] = group.people;
  return (
    <Stack gap="xs">
      {ask.steps.map(({ name }, index) => {
        const reached = group.people[index]!;
        const dropped = index === 0 ? 0 : group.people[index - 1]! - reached;
        const median = group.medianMs[index] ?? null;
        const share = first === 0 ? 0 : reached / first;
        const step = `${index + 1} ${name ?? t("ask.anyEvent")}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
          <Paper key={index} withBorder px="md" py="sm" radius="lg">
            <Group justify="space-between" gap="xs" wrap="wrap">
              <Text fw={650} style={{ overflowWrap: "anywhere" }}>
                {step}
              </Text>
              <Text size="sm" c="dimmed" className="tabular">
                {t("funnel.ofFirst", { share: percent(share) })}
                {median === null ? "" : ` · ${t("funnel.median", { span: spanText(median) })}`}
              </Text>
            </Group>
            <div className="funnel-bar" aria-hidden>
              <i style={{ width: `${(share * 100).toFixed(2)}%` }} />
            </div>
            <Group gap="xs" mt={4}>
              <Button
                size="compact-xs"
                variant="light"
                className="tabular"
                disabled={reached === 0}
                onClick={() => onOpen(index + 1, "reached", step)}
              >
                {t("funnel.reached", { count: reached })}
              </Button>
              {index > 0 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  className="tabular"
                  disabled={dropped === 0}
                  onClick={() =>
                    onOpen(
                      index + 1,
                      "dropped",
                      labelled(step, t("funnel.dropped", { count: dropped })),
                    )
                  }
                >
                  {t("funnel.dropped", { count: dropped })}
                </Button>
              )}
            </Group>
          </Paper>
        );
      })}
    </Stack>
  );
}
