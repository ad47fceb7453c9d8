// The highest needs side by side: do those who voice them stay less than people alike who do not?
import type { BehaviourAsk, BehaviourView, NeedView } from "@heed/core/api";
import { benjaminiHochberg } from "@heed/stats";
import { Skeleton, Table, Text, Title, UnstyledButton } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { percent } from "../components/figures.tsx";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { Tag } from "../components/tag.tsx";
import { useWords } from "./analyse-words.ts";
import { useCannotTell } from "./cannot-tell.ts";

const SHOWN = 6;
/** Share of false marks that is borne over all needs together. */
const FALSE_SHARE = 0.05;
export type ThemeName = `theme_${number}`;

interface Stake {
  readonly need: NeedView;
  /** Undefined while it is being compared. */
  readonly answer: BehaviourView | undefined;
  readonly isMarked: boolean;
}

/** Compares the highest needs one after the other, so that a large store answers others in between. */
export function useStakes(ask: Omit<BehaviourAsk, "themeIds">): readonly Stake[] {
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds() });
  const rows = needs.data?.rows.slice(0, SHOWN) ?? [];
  const bodies = rows.map(({ themeId }) => ({ ...ask, themeIds: [themeId] }));
  const known = useQueries({ queries: bodies.map((body) => behaviourQuery(body, false)) });
  const next = known.findIndex(({ data, isError }) => data === undefined && !isError);
  useQuery(behaviourQuery(bodies[next] ?? { ...ask, themeIds: [] }, next >= 0));
  const tests = known.map(({ data }) => retentionOf(data)?.pValue ?? null);
  const told = tests.filter((pValue) => pValue !== null);
  const held = benjaminiHochberg(told);
  const adjusted = [...(told.length > 0 && held.ok ? held.adjusted : [])];
  return rows.map((need, index) => {
    const pValue = tests[index] === null ? undefined : adjusted.shift();
    return {
      need,
      answer: known[index]?.data,
      isMarked: pValue !== undefined && pValue <= FALSE_SHARE,
    };
  });
}

/** One comparison, kept under its question. */
export function behaviourQuery(body: BehaviourAsk, enabled: boolean) {
  return {
    queryKey: ["behaviour", body] as const,
    queryFn: () => api.compareBehaviour({ body }),
    staleTime: 5 * 60_000,
    enabled,
  };
}

/** Of the needs that are told, the one whose people leave most; null while nothing is told. */
export function worstOf(stakes: readonly Stake[]): ThemeName | null {
  const told = stakes.flatMap(({ need, answer }) => {
    const one = retentionOf(answer);
    return one === undefined ? [] : [{ id: need.themeId, difference: one.difference }];
  });
  return told.toSorted((a, b) => a.difference - b.difference)[0]?.id ?? null;
}

function retentionOf(answer: BehaviourView | undefined) {
  return answer?.ok === true
    ? answer.outcomes.find(({ outcome }) => outcome === "retention")
    : undefined;
}

export function NeedsAtStake({
  stakes,
  chosen,
  horizonDays,
  onChoose,
}: {
  readonly stakes: readonly Stake[];
  readonly chosen: string | null;
  readonly horizonDays: number;
  readonly onChoose: (theme: ThemeName) => void;
}) {
  const t = useWords();
  if (stakes.length === 0) return null;
  return (
    <section aria-labelledby="stake-title">
      <Title order={2} size="h4" id="stake-title">
        {t("stake.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("stake.lead", { count: stakes.length })}
      </Text>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("stake.need")}</Table.Th>
              <Table.Th ta="right">{t("behaviour.mentioned")}</Table.Th>
              <Table.Th ta="right">{t("behaviour.matched")}</Table.Th>
              <Table.Th ta="right">{t("behaviour.difference")}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t("stake.verdict")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stakes.map((stake) => (
              <Table.Tr
                key={stake.need.id}
                aria-current={stake.need.themeId === chosen ? "true" : undefined}
                className="stake"
              >
                <Table.Td>
                  <UnstyledButton
                    className="matter stake-name"
                    onClick={() => onChoose(stake.need.themeId)}
                  >
                    {headlineNow(stake.need).text}
                  </UnstyledButton>
                  <BelowHeadline headline={headlineNow(stake.need)} size="xs" />
                </Table.Td>
                <Figures stake={stake} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        {t("stake.figures", { from: Math.floor(horizonDays / 2) + 1, count: horizonDays })}
      </Text>
    </section>
  );
}

function Figures({ stake: { answer, isMarked } }: { readonly stake: Stake }) {
  const t = useWords();
  const why = useCannotTell();
  if (answer === undefined)
    return (
      <Table.Td colSpan={4}>
        <Skeleton height={14} radius="md" data-waiting />
      </Table.Td>
    );
  const one = retentionOf(answer);
  if (one === undefined)
    return (
      <Table.Td colSpan={4} c="dimmed" fz="sm">
        {answer.ok ? t("behaviour.unclear") : why(answer)}
      </Table.Td>
    );
  const points = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value * 100).toFixed(0)}`;
  return (
    <>
      <Table.Td ta="right" className="tabular">
        {percent(one.mentioned)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {percent(one.matched)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {t("behaviour.points", { count: points(one.difference) })}{" "}
        <Text span size="sm" c="dimmed">
          ({points(one.low)} … {points(one.high)})
        </Text>
      </Table.Td>
      <Table.Td>
        {isMarked && (
          <Tag tone={one.difference < 0 ? "bad" : "good"}>
            {t(one.difference < 0 ? "behaviour.worse" : "behaviour.better")}
          </Tag>
        )}
      </Table.Td>
    </>
  );
}
