// Holds two periods, segments or rivals against each other: which needs does one voice more than the other, beyond chance?
import type { NeedView } from "@heed/core/api";
import { Alert, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { percent } from "../components/figures.tsx";
import { headlineNow } from "../components/headline.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText, valueName } from "../filters/value-names.ts";
import { compareSides, type SideCount } from "./compare-sides.ts";
import { COMPARED, type Compared } from "./needs-address.ts";

const DAY_MS = 86_400_000;

export function CompareView() {
  const { t } = useTranslation();
  const address = useSearch({ from: "/first-stage/" });
  const navigate = useNavigate({ from: "/" });
  const facets = useQuery({ queryKey: ["facets", {}], queryFn: () => api.getFacets({}) });
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  if (facets.data === undefined || workspace.data === undefined) return <Waiting />;
  const compare = address.compare ?? "period";
  const counts: Readonly<Record<string, number>> =
    compare === "period" ? {} : (facets.data[compare] ?? {});
  const values = Object.keys(counts);
  const last = workspace.data.lastWrittenAt?.slice(0, 10) ?? "";
  const first = workspace.data.firstWrittenAt?.slice(0, 10) ?? "";
  const a = compare === "period" ? "" : (address.a ?? values[0] ?? "");
  const b = address.b ?? (compare === "period" ? middleOf(first, last) : (values[1] ?? ""));
  const set = (change: { compare?: Compared; a?: string; b?: string }) =>
    void navigate({ search: { view: "compare", compare, a, b, ...change } });
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <Select
          size="sm"
          w={170}
          label={t("compare.what")}
          allowDeselect={false}
          value={compare}
          data={COMPARED.map((name) => ({ value: name, label: t(`dimension.${name}`) }))}
          onChange={(name) =>
            void navigate({ search: { view: "compare", compare: name as Compared } })
          }
        />
        {compare === "period" ? (
          <TextInput
            type="date"
            size="sm"
            label={t("compare.since")}
            min={first}
            max={last}
            value={b}
            onChange={(event) => set({ b: event.currentTarget.value })}
          />
        ) : (
          (["a", "b"] as const).map((side) => (
            <Select
              key={side}
              size="sm"
              searchable
              allowDeselect={false}
              label={t(`compare.${side}`)}
              value={side === "a" ? a : b}
              data={values.map((value) => ({
                value,
                label: `${valueName(compare, value, t)} (${counts[value]})`,
              }))}
              onChange={(value) => set({ [side]: value ?? "" })}
            />
          ))
        )}
      </Group>
      {compare !== "period" && values.length < 2 ? (
        <Alert radius="lg" variant="light" color="gray">
          {t(compare === "rival" ? "compare.noRival" : "compare.oneValue")}
        </Alert>
      ) : (
        <ComparedSides compare={compare} a={a} b={b} first={first} />
      )}
    </Stack>
  );
}

function ComparedSides({
  compare,
  a,
  b,
  first,
}: {
  readonly compare: Compared;
  readonly a: string;
  readonly b: string;
  readonly first: string;
}) {
  const { t } = useTranslation();
  const dayBefore = new Date(Date.parse(b) - DAY_MS);
  const isPeriod = compare === "period";
  const isReady = isPeriod ? !Number.isNaN(dayBefore.getTime()) : a !== "" && b !== "" && a !== b;
  const sides = isPeriod
    ? [{ to: isReady ? dayBefore.toISOString().slice(0, 10) : "" }, { from: b }]
    : [{ [compare]: [a] }, { [compare]: [b] }];
  const answers = useQueries({
    queries: sides.map((query) => ({
      queryKey: ["needs", query],
      queryFn: () => api.listNeeds({ query }),
      enabled: isReady,
    })),
  });
  const failed = answers.find(({ isError }) => isError);
  if (!isReady) return <Text c="dimmed">{t("compare.choose")}</Text>;
  if (failed !== undefined) return <Failure error={failed.error} />;
  const [before, after] = answers.map(({ data }) => data?.rows);
  if (before === undefined || after === undefined) return <Waiting />;
  const names: [string, string] = isPeriod
    ? [`${dayText(first)} –`, `${dayText(b)} –`]
    : [valueName(compare, a, t), valueName(compare, b, t)];
  return <ComparedTable before={before} after={after} names={names} />;
}

function ComparedTable({
  before,
  after,
  names,
}: {
  readonly before: readonly NeedView[];
  readonly after: readonly NeedView[];
  readonly names: readonly [string, string];
}) {
  const { t } = useTranslation();
  const known = new Map([...before, ...after].map((need) => [need.id, need] as const));
  const heard = [before, after].map((side) => side[0]?.within?.heard ?? 0) as [number, number];
  const sideOf = (rows: readonly NeedView[]) =>
    new Map(rows.map(({ id, within }) => [id, within?.people ?? 0] as const));
  const [left, right] = [sideOf(before), sideOf(after)];
  const rows = compareSides(
    [...known.keys()].map((id) => ({
      id,
      a: { people: left.get(id) ?? 0, heard: heard[0] } satisfies SideCount,
      b: { people: right.get(id) ?? 0, heard: heard[1] } satisfies SideCount,
    })),
  );
  if (heard[0] === 0 || heard[1] === 0) return <Text c="dimmed">{t("compare.nobody")}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("compare.lead", { a: heard[0], b: heard[1] })}
      </Text>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={8} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("tab.needs")}</Table.Th>
              <Table.Th ta="right">{names[0]}</Table.Th>
              <Table.Th ta="right">{names[1]}</Table.Th>
              <Table.Th ta="right">{t("compare.ratio")}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t("compare.verdict")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, a, b, ratio, says }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Link to="/needs/$needId" params={{ needId: id }} className="brand">
                    {headlineNow(known.get(id)!).text}
                  </Link>
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {a.people} <Dim>{percent(a.people / a.heard)}</Dim>
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {b.people} <Dim>{percent(b.people / b.heard)}</Dim>
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {ratio === null ? "–" : ratioText(ratio)}
                </Table.Td>
                <Table.Td>
                  {says === "same" ? (
                    <Tag tone="plain" plain>
                      {t("compare.same")}
                    </Tag>
                  ) : (
                    <Tag tone={says === "more" ? "bad" : "good"}>{t(`compare.${says}`)}</Tag>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function Dim({ children }: { readonly children: string }) {
  return (
    <Text span size="xs" c="dimmed">
      {children}
    </Text>
  );
}

function ratioText({
  value,
  low,
  high,
}: {
  value: number | null;
  low: number;
  high: number | null;
}) {
  const digits = (number: number | null) => (number === null ? "∞" : number.toFixed(2));
  return `×${digits(value)} (${digits(low)}–${digits(high)})`;
}

/** The day in the middle, where no other is asked for. */
function middleOf(first: string, last: string): string {
  const middle = (Date.parse(first) + Date.parse(last)) / 2;
  return Number.isNaN(middle) ? "" : new Date(middle).toISOString().slice(0, 10);
}
