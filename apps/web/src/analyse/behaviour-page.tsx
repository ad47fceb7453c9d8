// Does a complaint cost people? Those who mention a theme against those alike who do not, with how alike they are.
import type { BehaviourAsk, BehaviourView, EventMatchInput } from "@heed/core/api";
import {
  Button,
  Code,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { percent } from "../components/figures.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { labelled, noted } from "../i18n/labelled.ts";
import { themeChoosing } from "../themes/theme-choice.tsx";
import { leafChoices, useThemes } from "../themes/use-themes.ts";
import { useWords, type Words } from "./analyse-words.ts";
import { useCannotTell } from "./cannot-tell.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { EventPage } from "./need-events.tsx";
import {
  behaviourQuery,
  NeedsAtStake,
  type ThemeName,
  useStakes,
  worstOf,
} from "./needs-at-stake.tsx";
import { useOverview } from "./use-events.ts";

const HORIZONS = [14, 28, 56, 90];
const PAIRS_SHOWN = 500;
const TONES = { worse: "bad", better: "good", unclear: "plain" } as const;
type Compared = Extract<BehaviourView, { ok: true }>;
type Outcome = Compared["outcomes"][number];

export function BehaviourPage() {
  const t = useWords();
  return (
    <EventPage title={t("behaviour.title")} lead={t("behaviour.lead")}>
      {({ names }) => <Comparison names={names.map(({ name }) => name)} />}
    </EventPage>
  );
}

function Comparison({ names }: { readonly names: readonly string[] }) {
  const t = useWords();
  const themes = useThemes();
  const properties = useOverview().data?.properties ?? [];
  const likely = (pattern: RegExp, list: readonly string[]) =>
    list.find((one) => pattern.test(one));
  const { theme } = useSearch({ from: "/analyse-tabs/analyse/behaviour" });
  const navigate = useNavigate({ from: "/analyse/behaviour" });
  const [horizon, setHorizon] = useState(28);
  const [conversion, setConversion] = useState<EventMatchInput>({
    name: likely(/upgrad|purchase|bought|subscri|付费|购买/i, names) ?? names[0] ?? null,
  });
  const [payment, setPayment] = useState<EventMatchInput>({
    name: likely(/pay|purchase|bought|order|支付|付款/i, names) ?? names[0] ?? null,
  });
  const [property, setProperty] = useState<string | null>(
    likely(/amount|revenue|price|value|金额/i, properties) ?? null,
  );
  const ask = {
    horizonDays: horizon,
    conversion: wholeMatch(conversion),
    ...(property === null ? {} : { revenue: { match: wholeMatch(payment), property } }),
  };
  // Edits of the question are compared when the reader says so; until then the first question stands.
  const [asked, setAsked] = useState(ask);
  const stakes = useStakes(asked);
  const isCompared = stakes.every(({ answer }) => answer !== undefined);
  const themeId = theme ?? (isCompared ? worstOf(stakes) : null);
  const body: BehaviourAsk = { ...asked, themeIds: themeId === null ? [] : [themeId] };
  const compare = useQuery(behaviourQuery(body, themeId !== null));
  const choose = (next: string | null) =>
    void navigate({ search: next === null ? {} : { theme: next as ThemeName }, replace: true });
  return (
    <>
      <NeedsAtStake
        stakes={stakes}
        chosen={themeId}
        horizonDays={asked.horizonDays}
        onChoose={choose}
      />
      <Title order={2} size="h4">
        {t("stake.whole")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select
          searchable
          label={t("behaviour.theme")}
          data={leafChoices(themes.data, "")}
          {...themeChoosing}
          value={themeId}
          onChange={choose}
        />
        <Select
          label={t("behaviour.horizon")}
          allowDeselect={false}
          data={HORIZONS.map((days) => ({
            value: String(days),
            label: t("behaviour.days", { count: days }),
          }))}
          value={String(horizon)}
          onChange={(days) => setHorizon(Number(days))}
        />
        <EventChoice
          label={t("behaviour.conversion")}
          value={conversion}
          onChange={setConversion}
        />
        <EventChoice label={t("behaviour.revenueOf")} value={payment} onChange={setPayment} />
        <Select
          searchable
          clearable
          label={t("behaviour.revenueIn")}
          data={properties}
          value={property}
          onChange={setProperty}
        />
      </SimpleGrid>
      <Group>
        <Button
          variant={JSON.stringify(ask) === JSON.stringify(asked) ? "default" : "filled"}
          disabled={themeId === null}
          loading={compare.isFetching}
          onClick={() => setAsked(ask)}
        >
          {t("behaviour.run")}
        </Button>
      </Group>
      {compare.isError && <Failure error={compare.error} />}
      {themeId !== null && compare.isPending && <Waiting />}
      {themeId === null && isCompared && <Text c="dimmed">{t("behaviour.choose")}</Text>}
      {compare.data !== undefined && <Told answer={compare.data} />}
    </>
  );
}

function Told({ answer }: { readonly answer: BehaviourView }) {
  const t = useWords();
  const why = useCannotTell();
  if (!answer.ok)
    return <Text role="status">{t("behaviour.cannot", { reason: why(answer) })}</Text>;
  const { horizonDays, mentioned, pairs, left, outcomes, atRisk } = answer;
  return (
    <Stack gap="lg">
      <Text fw={650} role="status">
        {t("behaviour.result", { treated: mentioned, pairs })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: Math.max(1, outcomes.length) }} spacing="md">
        {outcomes.map((one) => (
          <OutcomeCard key={one.outcome} one={one} horizonDays={horizonDays} />
        ))}
      </SimpleGrid>
      {atRisk !== null && (
        <Paper withBorder p="md" radius="lg">
          <Text className="eyebrow">{t("behaviour.risk")}</Text>
          <Text fz="lg" fw={650} className="tabular">
            {t("behaviour.riskLine", {
              value: money(atRisk.value),
              low: money(atRisk.low),
              high: money(atRisk.high),
              count: horizonDays,
              people: mentioned,
            })}
          </Text>
        </Paper>
      )}
      <Balance answer={answer} />
      <details>
        <summary>{t("behaviour.pairs", { count: pairs })}</summary>
        <Stack gap={4} mt="xs">
          {answer.people.slice(0, PAIRS_SHOWN).map(({ mentions, alike }) => (
            <Text key={mentions} size="xs">
              <Code>{mentions}</Code> – <Code>{alike}</Code>
            </Text>
          ))}
        </Stack>
      </details>
      <Text size="sm" c="dimmed">
        {t("behaviour.left", { ...left, count: horizonDays })}
      </Text>
      <Text size="sm" c="dimmed" maw={680}>
        {t("behaviour.caution")}
      </Text>
    </Stack>
  );
}

function OutcomeCard({
  one,
  horizonDays,
}: {
  readonly one: Outcome;
  readonly horizonDays: number;
}) {
  const t = useWords();
  const text = one.outcome === "revenue" ? money : percent;
  const points = (value: number) => t("behaviour.points", { count: (value * 100).toFixed(0) });
  const gap = one.outcome === "revenue" ? money : points;
  const sides = [
    [one.mentioned, t("behaviour.mentioned"), "var(--tone-complaint)"],
    [one.matched, t("behaviour.matched"), "var(--tone-praise)"],
  ] as const;
  const most = Math.max(one.mentioned, one.matched, 1e-9);
  return (
    <Paper withBorder p="md" radius="lg">
      <Group justify="space-between" gap="xs" mb="xs" className="outcome-head">
        <Text fw={650}>{titleOf(one.outcome, horizonDays, t)}</Text>
        <Tag tone={TONES[one.verdict]}>{t(`behaviour.${one.verdict}`)}</Tag>
      </Group>
      {sides.map(([value, name, tone]) => (
        <div key={name}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{name}</Text>
            <Text size="sm" fw={600} className="tabular">
              {text(value)}
            </Text>
          </Group>
          <div className="funnel-bar" aria-hidden>
            <i style={{ width: `${(100 * value) / most}%`, background: tone }} />
          </div>
        </div>
      ))}
      <Text size="sm" mt="sm" className="tabular">
        {noted(
          labelled(t("behaviour.difference"), signed(one.difference, gap)),
          `${signed(one.low, gap)} … ${signed(one.high, gap)}`,
        )}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        {one.pValue < 0.001 ? "p < 0.001" : `p = ${one.pValue.toFixed(3)}`}
      </Text>
    </Paper>
  );
}

function Balance({ answer }: { readonly answer: Compared }) {
  const t = useWords();
  const size = (value: number | null) => (value === null ? "–" : Math.abs(value).toFixed(2));
  return (
    <section aria-labelledby="balance-title">
      <Title order={2} size="h5" id="balance-title">
        {t("behaviour.balance")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("behaviour.balanceLead")}
      </Text>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("behaviour.covariate")}</Table.Th>
              <Table.Th ta="right">{t("behaviour.before")}</Table.Th>
              <Table.Th ta="right">{t("behaviour.after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.balance.map(({ covariate, before, after }) => (
              <Table.Tr key={covariate}>
                <Table.Td>{t(`behaviour.cov-${covariate}` as "behaviour.cov-days")}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {size(before)}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {size(after)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function titleOf(outcome: Outcome["outcome"], days: number, t: Words): string {
  if (outcome === "retention")
    return t("behaviour.retention", { from: Math.floor(days / 2) + 1, count: days });
  return t(outcome === "conversion" ? "behaviour.conversionShare" : "behaviour.revenueMean");
}

function money(value: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return value.toLocaleString(undefined, digits).replace("-", "−");
}

function signed(value: number, text: (value: number) => string): string {
  return `${value < 0 ? "−" : "+"}${text(Math.abs(value))}`;
}
