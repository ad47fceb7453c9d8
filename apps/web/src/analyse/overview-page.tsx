// Events at a glance: how many, of whom, which, those that come in now, and how to send more.
import type { EventOverview } from "@heed/core/api";
import { Group, Paper, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { RunningJobs } from "../collect/running-jobs.tsx";
import { dayText } from "../filters/value-names.ts";
import { useWords } from "./analyse-words.ts";
import { EventPage } from "./need-events.tsx";
import { SendEvents } from "./send-events.tsx";
import { useOverview } from "./use-events.ts";

const LIVE_MS = 2_000;
const NAMES_SHOWN = 20;

export function OverviewPage() {
  const t = useWords();
  return (
    <EventPage title={t("overview.title")} lead={t("overview.lead")}>
      {(overview) => <Overview first={overview} />}
    </EventPage>
  );
}

function Overview({ first }: { readonly first: EventOverview }) {
  const t = useWords();
  const overview = useOverview(LIVE_MS).data ?? first;
  const { events, people, speakers, firstAt, lastAt, names, live, imports } = overview;
  const figures = [
    [events, t("overview.events")],
    [people, t("overview.people")],
    [speakers, t("overview.speakers")],
  ] as const;
  return (
    <>
      <RunningJobs />
      <Group gap="xl">
        {figures.map(([count, name]) => (
          <div key={name}>
            <Text fz={30} fw={680} className="tabular" lh={1.1}>
              {count.toLocaleString()}
            </Text>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
          </div>
        ))}
      </Group>
      {firstAt !== null && lastAt !== null && (
        <Text size="sm" c="dimmed">
          {t("overview.span", {
            first: dayText(firstAt.slice(0, 10)),
            last: dayText(lastAt.slice(0, 10)),
          })}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <section aria-labelledby="names-title">
          <Title order={2} size="h4" id="names-title" mb="xs">
            {t("overview.names")}
          </Title>
          <Table.ScrollContainer minWidth={240}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("overview.name")}</Table.Th>
                  <Table.Th ta="right">{t("overview.times")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {names.slice(0, NAMES_SHOWN).map(({ name, events: count }) => (
                  <Table.Tr key={name}>
                    <Table.Td style={{ overflowWrap: "anywhere" }}>{name}</Table.Td>
                    <Table.Td ta="right" className="tabular">
                      {count.toLocaleString()}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </section>
        <section aria-labelledby="live-title">
          <Title order={2} size="h4" id="live-title" mb="xs">
            {t("overview.live")}
          </Title>
          {live.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("overview.liveNone")}
            </Text>
          )}
          <Stack gap={6}>
            {live.slice(0, 12).map((one, index) => (
              <Paper
                // biome-ignore lint/suspicious/noArrayIndexKey: two events may agree in all that is shown.
                key={`${one.receivedAt} ${index}`}
                withBorder
                px="sm"
                py={6}
                radius="md"
              >
                <Group justify="space-between" wrap="nowrap" gap="sm">
                  <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
                    {one.name}
                  </Text>
                  <Text size="xs" c="dimmed" className="tabular">
                    {new Date(one.at).toLocaleTimeString()} · {one.source} ·{" "}
                    {t("overview.liveProperties", { count: one.properties })}
                  </Text>
                </Group>
              </Paper>
            ))}
          </Stack>
        </section>
      </SimpleGrid>
      <section aria-labelledby="from-title">
        <Title order={2} size="h4" id="from-title" mb="xs">
          {t("overview.imports")}
        </Title>
        <Stack gap={4}>
          {imports.map(({ id, source, startedAt, added, unchanged, rejected }) => (
            <Text key={id} size="sm" className="tabular">
              <bdi>{source}</bdi>
              {startedAt === null ? "" : ` · ${dayText(startedAt.slice(0, 10))}`} ·{" "}
              {t("overview.importLine", {
                added: added.toLocaleString(),
                unchanged: unchanged.toLocaleString(),
                rejected: rejected.toLocaleString(),
              })}
            </Text>
          ))}
        </Stack>
      </section>
      <SendEvents />
    </>
  );
}
