// The table of priorities: place, score, every part, and the places that the doubt leaves open.
import type { PrioritiesView } from "@heed/core/api";
import type { GuessName, Priorities, PriorityRow, RankDoubt } from "@heed/core/priorities";
import { Button, Group, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { May, useMay } from "../people/may.tsx";
import { sharePercent, shortFigure } from "./figure-text.ts";
import { GuessField, unitOf } from "./guess-field.tsx";
import type { Words } from "./priorities-words.ts";
import type { PrioritiesInHand } from "./use-priorities.ts";
import "./priorities.css";
import { labelled } from "../i18n/labelled.ts";

type ThemeIdText = PrioritiesView["items"][number]["themeId"];

interface Column {
  /** Name of the part in a score. */
  readonly part: string;
  /** The guess that it is or that may replace it; null for what is counted. */
  readonly guess: GuessName | null;
}

const METHOD_COLUMNS: Readonly<Record<"rice" | "ice", readonly Column[]>> = {
  rice: [
    { part: "reach", guess: null },
    { part: "impact", guess: "impact" },
    { part: "confidence", guess: "confidence" },
    { part: "effort", guess: "effort" },
  ],
  ice: [
    { part: "ice-impact", guess: "ice-impact" },
    { part: "ice-confidence", guess: "ice-confidence" },
    { part: "ease", guess: "ease" },
  ],
};
/** Guesses that no rule can stand in for, with what to begin from. */
const FILLS: Readonly<Record<string, number>> = { effort: 2, ease: 5 };

function columnsOf(found: Priorities, { settings }: PrioritiesInHand): readonly Column[] {
  if (found.method !== "weighted") return METHOD_COLUMNS[found.method];
  return settings.criteria
    .filter(({ weight }) => weight > 0)
    .map(({ id, source }) => ({
      part: id,
      guess: source === "ease" ? "ease" : source === "score" ? `score:${id}` : null,
    }));
}

export function PriorityTable({
  found,
  hand,
  partName,
  t,
}: {
  readonly found: Priorities;
  readonly hand: PrioritiesInHand;
  readonly partName: (part: string) => string;
  readonly t: Words;
}) {
  const columns = columnsOf(found, hand);
  const doubts = new Map((found.robustness?.ranks ?? []).map((rank) => [rank.themeId, rank]));
  const scored = found.rows.filter(({ place }) => place !== null).length;
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table verticalSpacing={6} highlightOnHover>
        <Table.Caption className="visually-hidden">{t("caption")}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">
              <span aria-hidden>#</span>
              <span className="visually-hidden">{t("place")}</span>
            </Table.Th>
            <Table.Th>{t("need")}</Table.Th>
            <Table.Th ta="right">{t("score")}</Table.Th>
            {columns.map(({ part, guess }) => (
              <Table.Th key={part}>
                {partName(part)}
                {guess !== null && (
                  <Text size="xs" c="dimmed" fw={400}>
                    {t(`units.${unitOf(guess)}`)}
                  </Text>
                )}
              </Table.Th>
            ))}
            <Table.Th ta="right">{t("first")}</Table.Th>
            <Table.Th ta="right">{t("topThree")}</Table.Th>
            <Table.Th title={t("placesHint")}>{t("places")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.rows.map((row) => (
            <Row
              key={row.item.themeId}
              {...{ row, columns, hand, partName, t, scored }}
              doubt={doubts.get(row.item.themeId)}
            />
          ))}
        </Table.Tbody>
      </Table>
      <May call="putGuesses">
        <Fill {...{ found, columns, hand, t }} />
      </May>
    </Table.ScrollContainer>
  );
}

function Row({
  row: { item, place, score },
  columns,
  hand,
  partName,
  t,
  doubt,
  scored,
}: {
  readonly row: PriorityRow;
  readonly columns: readonly Column[];
  readonly hand: PrioritiesInHand;
  readonly partName: (part: string) => string;
  readonly t: Words;
  readonly doubt: RankDoubt | undefined;
  readonly scored: number;
}) {
  const mayGuess = useMay()("putGuesses");
  const headline = headlineNow(item);
  const themeId = item.themeId as ThemeIdText;
  return (
    <Table.Tr>
      <Table.Td ta="right" className="tabular">
        {place ?? "–"}
      </Table.Td>
      <Table.Td miw={170}>
        <Link to="/needs/$needId" params={{ needId: item.needId }} className="priority-need">
          <bdi>{headline.text}</bdi>
        </Link>
        <BelowHeadline headline={headline} size="xs" />
      </Table.Td>
      <Table.Td ta="right" className="tabular" fw={650}>
        {score.ok ? (
          shortFigure(score.value)
        ) : (
          <Text span size="xs" c="dimmed">
            {t("untold")}
          </Text>
        )}
      </Table.Td>
      {columns.map(({ part, guess }) => {
        const known = score.parts.find((one) => one.name === part);
        if (guess === null)
          return (
            <Table.Td key={part} className="tabular" style={{ whiteSpace: "nowrap" }}>
              <CountedPart known={known} t={t} />
            </Table.Td>
          );
        return (
          <Table.Td key={part}>
            <GuessField
              name={guess}
              isReadOnly={!mayGuess}
              part={known}
              value={item.guesses[guess]}
              label={t("guessOf", { part: partName(part), need: headline.text })}
              t={t}
              onType={(value) => hand.type(themeId, guess, value)}
              onKeep={(value, before) =>
                hand.keep(
                  new Map([[themeId, { [guess]: value }]]),
                  new Map([[themeId, { [guess]: before }]]),
                )
              }
            />
          </Table.Td>
        );
      })}
      <Table.Td ta="right" className="tabular" style={{ whiteSpace: "nowrap" }}>
        {doubt === undefined ? "–" : sharePercent(doubt.first)}
      </Table.Td>
      <Table.Td ta="right" className="tabular" style={{ whiteSpace: "nowrap" }}>
        {doubt === undefined ? "–" : sharePercent(doubt.topThree)}
      </Table.Td>
      <Table.Td>
        {doubt !== undefined && <PlaceBar doubt={doubt} place={place!} of={scored} />}
      </Table.Td>
    </Table.Tr>
  );
}

function CountedPart({
  known,
  t,
}: {
  readonly known: PriorityRow["score"]["parts"][number] | undefined;
  readonly t: Words;
}) {
  if (known === undefined)
    return (
      <Text span size="xs" c="dimmed">
        {t("untold")}
      </Text>
    );
  const [low, high] = [shortFigure(known.low), shortFigure(known.high)];
  return (
    <span title={t("countedHint", { low, high })}>
      {shortFigure(known.value)}
      {low !== high && (
        <Text span size="xs" c="dimmed">
          {" "}
          ({low}–{high})
        </Text>
      )}
    </span>
  );
}

/** Places left open, as a line over all places with a dot at today's. */
function PlaceBar({
  doubt: { best, worst },
  place,
  of,
}: {
  readonly doubt: RankDoubt;
  readonly place: number;
  readonly of: number;
}) {
  const at = (one: number) => `${(((one - 0.5) / of) * 100).toFixed(1)}%`;
  return (
    <Group gap={8} wrap="nowrap">
      <div className="interval place-bar" aria-hidden>
        <i style={{ left: at(best), width: `calc(${at(worst)} - ${at(best)})` }} />
        <b style={{ left: at(place) }} />
      </div>
      <Text span size="sm" className="tabular" style={{ whiteSpace: "nowrap" }}>
        {best === worst ? best : `${best}–${worst}`}
      </Text>
    </Group>
  );
}

/** A start: one guess for every need that lacks it. */
function Fill({
  found,
  columns,
  hand,
  t,
}: {
  readonly found: Priorities;
  readonly columns: readonly Column[];
  readonly hand: PrioritiesInHand;
  readonly t: Words;
}) {
  const open = columns.find(({ guess }) => guess !== null && guess in FILLS);
  if (open === undefined || open.guess === null) return null;
  const guess = open.guess;
  const lacking = found.rows.filter(({ item }) => item.guesses[guess] === undefined);
  if (lacking.length === 0) return null;
  const all = (value: number | null) =>
    new Map(lacking.map(({ item }) => [item.themeId as ThemeIdText, { [guess]: value }]));
  return (
    <Button
      mt="sm"
      size="xs"
      variant="light"
      onClick={() => hand.keep(all(FILLS[guess]!), all(null))}
    >
      {labelled(
        t(`parts.${guess as "effort"}`),
        t("fill", { value: FILLS[guess], count: lacking.length }),
      )}
    </Button>
  );
}
