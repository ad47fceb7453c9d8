// Retention as a grid: cohorts down, periods across, each cell opening on those who came back.
import type { EventMatchInput, PeopleAsk, RetentionAsk, RetentionView } from "@heed/core/api";
import { Checkbox, Group, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type CSSProperties, useState } from "react";
import { api } from "../api/client.ts";
import { percent } from "../components/figures.tsx";
import { QueryState } from "../components/query-state.tsx";
import { dayText, monthText } from "../filters/value-names.ts";
import { useWords } from "./analyse-words.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { Narrowing, narrowedAnew, narrowedAsk, readNarrowed } from "./narrowing.tsx";
import { EventPage } from "./need-events.tsx";
import { PeopleDrawer } from "./people-drawer.tsx";

const PERIODS = ["day", "week", "month"] as const;
const COHORTS = ["first-time", "recurring"] as const;

interface Draft extends ReturnType<typeof readNarrowed> {
  readonly start: EventMatchInput;
  readonly back: EventMatchInput;
  readonly period: (typeof PERIODS)[number];
  readonly cohorts: (typeof COHORTS)[number];
  readonly isRolling: boolean;
}

export function RetentionPage() {
  const t = useWords();
  return (
    <EventPage title={t("retention.title")} lead={t("retention.lead")}>
      {({ names }) => (
        <Builder first={names[0]?.name ?? null} known={names.map(({ name }) => name)} />
      )}
    </EventPage>
  );
}

function readDraft(
  q: Readonly<Record<string, unknown>> = {},
  known: readonly string[],
  first: string | null,
): Draft {
  const match = (value: unknown, usual: string | null) =>
    typeof value === "object" && value !== null ? (value as EventMatchInput) : { name: usual };
  return {
    ...readNarrowed(q),
    start: match(
      q.start,
      known.find((name) => /sign.{0,3}up|regist|install|注册/i.test(name)) ?? first,
    ),
    back: match(q.back, null),
    period: PERIODS.find((period) => period === q.period) ?? "month",
    cohorts: COHORTS.find((one) => one === q.cohorts) ?? "first-time",
    isRolling: q.isRolling === true,
  };
}

function Builder({
  first,
  known,
}: {
  readonly first: string | null;
  readonly known: readonly string[];
}) {
  const t = useWords();
  const { q } = useSearch({ from: "/analyse-tabs/analyse/retention" });
  const navigate = useNavigate();
  const draft = readDraft(q, known, first);
  const { start, back, period, cohorts, isRolling, ...narrowed } = draft;
  const put = (change: Partial<Draft>) =>
    void navigate({
      to: "/analyse/retention",
      search: { q: { ...draft, ...change } as unknown as Record<string, unknown> },
      replace: true,
    });
  const ask: RetentionAsk = {
    start: wholeMatch(start),
    back: wholeMatch(back),
    ...{ period, cohorts, isRolling },
    ...narrowedAsk(narrowed),
  };
  const retention = useQuery({
    queryKey: ["retention", ask],
    queryFn: () => api.askRetention({ body: ask }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Group gap="md" align="flex-start">
        <EventChoice
          mayBeAny
          label={t("retention.start")}
          value={start}
          onChange={(next) => put({ start: next })}
        />
        <EventChoice
          mayBeAny
          label={t("retention.back")}
          value={back}
          onChange={(next) => put({ back: next })}
        />
      </Group>
      <Group gap="sm" align="center">
        <SegmentedControl
          size="xs"
          aria-label={t("retention.period")}
          data={PERIODS.map((one) => ({ value: one, label: t(`retention.${one}`) }))}
          value={period}
          onChange={(next) => put({ period: next as Draft["period"] })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("retention.cohorts")}
          data={COHORTS.map((one) => ({ value: one, label: t(`retention.${one}`) }))}
          value={cohorts}
          onChange={(next) => put({ cohorts: next as Draft["cohorts"] })}
        />
        <Checkbox
          size="xs"
          label={t("retention.rolling")}
          checked={isRolling}
          onChange={(event) => put({ isRolling: event.currentTarget.checked })}
        />
        <Narrowing value={readNarrowed(q)} onChange={(next) => put(narrowedAnew(next))} />
      </Group>
      <QueryState query={retention}>
        {(answer) => <Grids ask={ask} answer={answer} breakdown={narrowed.breakdown} />}
      </QueryState>
    </>
  );
}

function Grids({
  ask,
  answer,
  breakdown,
}: {
  readonly ask: RetentionAsk;
  readonly answer: RetentionView;
  readonly breakdown: string | undefined;
}) {
  const t = useWords();
  const [open, setOpen] = useState<{ ask: PeopleAsk; title: string } | null>(null);
  const grids = [
    { value: undefined, cohorts: answer.cohorts },
    ...answer.groups.map(({ value, cohorts }) => ({ value, cohorts })),
  ];
  return (
    <Stack gap="lg">
      {grids.map(({ value, cohorts }) => (
        <section
          key={String(value)}
          aria-label={value === undefined ? t("retention.title") : String(value)}
        >
          {breakdown !== undefined && (
            <Title order={2} size="h5" mb={6}>
              {value === undefined ? t("ask.all") : `${breakdown} = ${value ?? t("ask.missing")}`}
            </Title>
          )}
          <Grid
            cohorts={cohorts}
            period={ask.period ?? "week"}
            onOpen={(startDate, after, title) =>
              setOpen({
                ask: {
                  retention: ask,
                  cell: { startDate, after, ...(value === undefined ? {} : { value }) },
                },
                title,
              })
            }
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

function Grid({
  cohorts,
  period,
  onOpen,
}: {
  readonly cohorts: RetentionView["cohorts"];
  readonly period: string;
  readonly onOpen: (startDate: string, after: number, title: string) => void;
}) {
  const t = useWords();
  const shown = cohorts.filter(({ people }) => (people[0] ?? 0) > 0);
  const columns = Math.max(0, ...shown.map(({ people }) => people.length));
  const average = Array.from({ length: columns }, (_, after) => {
    const known = shown.filter(
      ({ people }) => people[after] !== null && people[after] !== undefined,
    );
    const all = known.reduce((sum, { people }) => sum + people[0]!, 0);
    return all === 0 ? null : known.reduce((sum, { people }) => sum + people[after]!, 0) / all;
  });
  return (
    <>
      <Text size="xs" c="dimmed">
        {t("retention.columns", { period: t(`retention.${period as "day"}`) })}
      </Text>
      <Table.ScrollContainer minWidth={Math.min(1_200, 160 + columns * 62)}>
        <Table className="retention-grid">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("retention.cohort")}</Table.Th>
              <Table.Th ta="right">{t("retention.people")}</Table.Th>
              {average.map((_, after) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a period is its number.
                <Table.Th key={after} ta="center" className="tabular">
                  {after}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row">{t("retention.average")}</Table.Th>
              <Table.Td ta="right" className="tabular">
                {shown.reduce((sum, { people }) => sum + people[0]!, 0).toLocaleString()}
              </Table.Td>
              {average.map((share, after) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a period is its number.
                <Table.Td key={after} ta="center" className="tabular">
                  {share === null ? "" : percent(share)}
                </Table.Td>
              ))}
            </Table.Tr>
            {shown.map(({ startDate, people }) => (
              <Table.Tr key={startDate}>
                <Table.Th scope="row" className="tabular" style={{ whiteSpace: "nowrap" }}>
                  {period === "month" ? monthText(startDate) : dayText(startDate)}
                </Table.Th>
                <Table.Td ta="right" className="tabular">
                  {people[0]!.toLocaleString()}
                </Table.Td>
                {people.map((count, after) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a period is its number.
                  <Table.Td key={after}>
                    {count === null ? (
                      <Text size="xs" c="dimmed" ta="center" title={t("retention.notYet")}>
                        –
                      </Text>
                    ) : (
                      <Cell
                        count={count}
                        total={people[0]!}
                        after={after}
                        onOpen={() => onOpen(startDate, after, `${dayText(startDate)} + ${after}`)}
                      />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function Cell({
  count,
  total,
  after,
  onOpen,
}: {
  readonly count: number;
  readonly total: number;
  readonly after: number;
  readonly onOpen: () => void;
}) {
  const t = useWords();
  const share = total === 0 ? 0 : count / total;
  return (
    <button
      type="button"
      className="retention-cell"
      style={{ "--share": `${Math.round(share * 45)}%` } as CSSProperties}
      disabled={count === 0}
      onClick={onOpen}
    >
      {percent(share)}
      <span className="visually-hidden"> {t("retention.cell", { count, total, after })}</span>
    </button>
  );
}
