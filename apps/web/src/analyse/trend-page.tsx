// What events measure over time: several series, a formula, a breakdown, the days just before, and the changes in it.
import type { EventMatchInput, TrendAsk } from "@heed/core/api";
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { QueryState } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { labelled } from "../i18n/labelled.ts";
import { useWords, type Words } from "./analyse-words.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { EventLines, type TrendLine } from "./event-lines.tsx";
import { MetricReading } from "./metric-reading.tsx";
import { Narrowing, narrowedAnew, narrowedAsk, readNarrowed } from "./narrowing.tsx";
import { EventPage } from "./need-events.tsx";
import { PeopleDrawer } from "./people-drawer.tsx";
import { useOverview } from "./use-events.ts";

const PERIODS = ["day", "week", "month"] as const;
const MEASURES = ["count", "people", "sum", "average", "percentile"] as const;
type Measure = TrendAsk["series"][number]["measure"];

interface Draft extends ReturnType<typeof readNarrowed> {
  readonly series: TrendAsk["series"];
  readonly period: (typeof PERIODS)[number];
  readonly formula: string;
  readonly withPrevious: boolean;
}

export function TrendPage() {
  const t = useWords();
  return (
    <EventPage title={t("trend.title")} lead={t("trend.lead")}>
      {({ names }) => <Builder first={names[0]?.name ?? null} />}
    </EventPage>
  );
}

/** Which people are asked for: of one point, or of the whole range. */
interface Behind {
  readonly series: number;
  readonly value: string | null;
  readonly startDate?: string;
  /** The property of a group of a reading; that of the question's own breakdown when absent. */
  readonly property?: string;
}

/** A formula combines several series; its people are those of the first. */
function behind({
  series,
  value,
}: {
  readonly series: string;
  readonly value: string | null;
}): Behind {
  return { series: series.length === 1 ? series.charCodeAt(0) - 65 : 0, value };
}

function readDraft(q: Readonly<Record<string, unknown>> = {}, first: string | null): Draft {
  const series = Array.isArray(q.series) ? (q.series as TrendAsk["series"]) : [];
  return {
    ...readNarrowed(q),
    series: series.length > 0 ? series : [{ match: { name: first }, measure: { kind: "people" } }],
    period: PERIODS.find((period) => period === q.period) ?? "week",
    formula: typeof q.formula === "string" ? q.formula : "",
    withPrevious: q.withPrevious === true,
  };
}

function Builder({ first }: { readonly first: string | null }) {
  const t = useWords();
  const { q } = useSearch({ from: "/analyse-tabs/analyse/trends" });
  const navigate = useNavigate();
  const [people, setPeople] = useState<Behind | null>(null);
  const [changes, setChanges] = useState<readonly string[]>([]);
  const draft = readDraft(q, first);
  const { series, period, formula, withPrevious, ...narrowed } = draft;
  const put = (change: Partial<Draft>) =>
    void navigate({
      to: "/analyse/trends",
      search: { q: { ...draft, ...change } as unknown as Record<string, unknown> },
      replace: true,
    });
  const isWhole = series.every(
    ({ measure }) => !("property" in measure) || measure.property !== "",
  );
  const ask: TrendAsk = {
    series: series.map(({ match, measure }) => ({ match: wholeMatch(match), measure })),
    ...{ period, withPrevious },
    ...(formula.trim() === "" ? {} : { formula: formula.trim() }),
    ...narrowedAsk(narrowed),
    mostGroups: 8,
  };
  const { breakdown: _breakdown, ...whole } = ask;
  const trend = useQuery({
    queryKey: ["event-trend", ask],
    queryFn: () => api.askTrend({ body: ask }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
  });
  const nameOf = useLineName(series, narrowed.breakdown);
  const putSeries = (index: number, change: Partial<TrendAsk["series"][number]>) =>
    put({ series: series.with(index, { ...series[index]!, ...change }) });
  return (
    <>
      <Stack gap="sm">
        {series.map(({ match, measure }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a series is its letter.
          <Group key={index} gap="sm" align="flex-start">
            <EventChoice
              mayBeAny
              label={t("trend.series", { letter: String.fromCharCode(65 + index) })}
              value={match}
              onChange={(next: EventMatchInput) => putSeries(index, { match: next })}
              onRemove={
                series.length > 1
                  ? () => put({ series: series.filter((_, place) => place !== index) })
                  : undefined
              }
            />
            <MeasureChoice
              value={measure}
              onChange={(next) => putSeries(index, { measure: next })}
            />
          </Group>
        ))}
        <Group gap="sm" align="flex-end">
          <Button
            size="xs"
            variant="light"
            disabled={series.length >= 10}
            onClick={() =>
              put({ series: [...series, { match: { name: first }, measure: { kind: "count" } }] })
            }
          >
            {t("trend.addSeries")}
          </Button>
          <TextInput
            size="xs"
            w={150}
            aria-label={t("trend.formula")}
            placeholder={labelled(t("trend.formula"), "A / B")}
            value={formula}
            onChange={(event) => put({ formula: event.currentTarget.value })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("retention.period")}
            data={PERIODS.map((one) => ({ value: one, label: t(`retention.${one}`) }))}
            value={period}
            onChange={(next) => put({ period: next as Draft["period"] })}
          />
          <Checkbox
            size="xs"
            mb={6}
            label={t("trend.previous")}
            checked={withPrevious}
            onChange={(event) => put({ withPrevious: event.currentTarget.checked })}
          />
          <Narrowing value={readNarrowed(q)} onChange={(next) => put(narrowedAnew(next))} />
        </Group>
      </Stack>
      <QueryState query={trend}>
        {(answer) => (
          <>
            <EventLines
              answer={answer}
              changes={changes}
              period={period}
              nameOf={nameOf}
              onPoint={(startDate, line) => setPeople({ ...behind(line), startDate })}
            />
            <Table.ScrollContainer minWidth={280}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("trend.one")}</Table.Th>
                    <Table.Th ta="right">{t("trend.wholeRange")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {answer.lines.map((line) => (
                    <Table.Tr key={`${line.series} ${line.value}`}>
                      <Table.Td>{nameOf(line)}</Table.Td>
                      <Table.Td ta="right">
                        <Button
                          size="compact-xs"
                          variant="light"
                          className="tabular"
                          onClick={() => setPeople(behind(line))}
                        >
                          <span className="visually-hidden">{t("trend.wholeRange")} </span>
                          {line.total === null
                            ? "–"
                            : line.total.toLocaleString(undefined, { maximumFractionDigits: 3 })}
                        </Button>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {answer.leftOut > 0 && (
              <Text size="sm" c="dimmed">
                {t("ask.leftOut", { count: answer.leftOut })}
              </Text>
            )}
          </>
        )}
      </QueryState>
      {series.length === 1 && formula.trim() === "" && (
        <MetricReading
          ask={whole}
          onChanges={setChanges}
          onGroup={(property, value, startDate) =>
            setPeople({ series: 0, value, startDate, property })
          }
        />
      )}
      <PeopleDrawer
        ask={
          people === null
            ? null
            : {
                trend:
                  people.property === undefined ? ask : { ...whole, breakdown: people.property },
                point: {
                  series: people.series,
                  ...(people.startDate === undefined ? {} : { startDate: people.startDate }),
                  ...(narrowed.breakdown === undefined && people.property === undefined
                    ? {}
                    : { value: people.value }),
                },
              }
        }
        title={people?.startDate === undefined ? t("trend.wholeRange") : dayText(people.startDate)}
        onClose={() => setPeople(null)}
      />
    </>
  );
}

/** How a line is called: by what it measures, and by its group where it is broken down. */
function useLineName(
  series: TrendAsk["series"],
  breakdown: string | undefined,
): (line: TrendLine) => string {
  const t = useWords();
  return ({ series: letter, value }) => {
    const of = letter.length === 1 ? series[letter.charCodeAt(0) - 65] : undefined;
    const name =
      of === undefined
        ? letter
        : [of.match.name ?? t("ask.anyEvent"), measureText(of.measure, t)].join(" · ");
    if (breakdown === undefined) return name;
    const group = value ?? t("ask.missing");
    return series.length === 1 ? group : `${name} · ${group}`;
  };
}

function measureText(measure: Measure, t: Words): string {
  return "property" in measure
    ? `${t(`trend.${measure.kind}`)} ${measure.property}`
    : t(`trend.${measure.kind}`);
}

function MeasureChoice({
  value,
  onChange,
}: {
  readonly value: Measure;
  readonly onChange: (measure: Measure) => void;
}) {
  const t = useWords();
  const properties = useOverview().data?.properties ?? [];
  return (
    <Group gap={6} align="flex-end">
      <Select
        w={140}
        label={t("trend.measure")}
        allowDeselect={false}
        data={MEASURES.map((one) => ({ value: one, label: t(`trend.${one}`) }))}
        value={value.kind}
        onChange={(kind) => {
          const property = "property" in value ? value.property : (properties[0] ?? "");
          if (kind === "count" || kind === "people") onChange({ kind });
          else if (kind === "percentile") onChange({ kind, property, level: 0.5 });
          else if (kind === "sum" || kind === "average") onChange({ kind, property });
        }}
      />
      {"property" in value && (
        <Select
          searchable
          w={150}
          aria-label={t("ask.property")}
          allowDeselect={false}
          data={properties}
          value={value.property}
          onChange={(property) => onChange({ ...value, property: property ?? "" })}
        />
      )}
      {value.kind === "percentile" && (
        <NumberInput
          w={80}
          min={0}
          max={100}
          aria-label={t("trend.level")}
          value={value.level * 100}
          onChange={(level) =>
            onChange({ ...value, level: Math.min(1, Math.max(0, Number(level) / 100)) })
          }
        />
      )}
    </Group>
  );
}
