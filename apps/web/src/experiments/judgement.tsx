// What an experiment showed: the verdict first, then each metric on its interval, then every doubt.
import type { ComparisonView, JudgementView } from "@heed/core/api";
import { Group, List, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { Tag, type Tone } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import "./experiments.css";
import { useWords } from "./words.ts";

export const VERDICT_TONES: Readonly<Record<JudgementView["verdict"], Tone>> = {
  ...{ better: "good", worse: "bad", mixed: "new" },
  ...{ "no-difference": "plain", "cannot-tell": "plain" },
};

export function Judgement({ judgement }: { readonly judgement: JudgementView }) {
  const t = useWords();
  const language = currentLanguage();
  const { arms, split, period, comparisons, notes, sentence } = judgement;
  const sizes = arms.map(({ name, units }) => `${name} ${units.toLocaleString(language)}`);
  const shares = split.shares.map((share) => `${Math.round(1000 * share) / 10} %`).join(" : ");
  const told = comparisons.filter(
    ({ doubt }) => doubt === null || doubt.reason !== judgement.doubt?.reason,
  );
  return (
    <Stack gap="md">
      <div>
        <Text fz={21} fw={620} className="experiment-verdict" role="status">
          {sentence[language]}
        </Text>
        <Text size="sm" c="dimmed" className="tabular">
          <bdi>{sizes.join(" · ")}</bdi>
          {period !== null && ` · ${dayText(period.firstDay)} – ${dayText(period.lastDay)}`}
          {split.pValue !== null && ` · ${t("told.split", { shares, p: pText(split.pValue) })}`}
        </Text>
      </div>
      {comparisons.length > 0 && <Comparisons judgement={judgement} />}
      {told.map((row) => (
        <div key={`${row.metric} ${row.arm}`}>
          <Text fw={600} size="sm">
            <bdi>{arms.length > 2 ? `${row.metric} · ${row.arm}` : row.metric}</bdi>
          </Text>
          <Text size="sm">
            {[row.sentence, row.uncappedSentence, row.guardrailSentence]
              .flatMap((sentence) => (sentence === null ? [] : [sentence[language]]))
              .join(" ")}
          </Text>
        </div>
      ))}
      <Segments judgement={judgement} />
      {notes.length > 0 && (
        <div>
          <Title order={2} size="h5" mb={4}>
            {t("told.notes")}
          </Title>
          <List size="sm" c="dimmed" spacing={4}>
            {notes.map((note) => (
              <List.Item key={note.sentence.en}>{note.sentence[language]}</List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}

function Comparisons({ judgement }: { readonly judgement: JudgementView }) {
  const t = useWords();
  const { comparisons, arms } = judgement;
  const ends = comparisons.flatMap(({ relative }) =>
    relative === null ? [] : [Math.abs(relative.low), Math.abs(relative.high)],
  );
  const reach = Math.min(2, Math.max(0.02, ...ends));
  const heads = ["metric", "control", "arm", "change", "interval", "p", "verdict"] as const;
  return (
    <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs" aria-label={t("told.table")}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((name) => (
              <Table.Th key={name}>{t(`told.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {comparisons.map((row) => (
            <Table.Tr key={`${row.metric} ${row.arm}`}>
              <Table.Td>
                <bdi>{row.metric}</bdi>
                {arms.length > 2 && (
                  <Text size="xs" c="dimmed">
                    <bdi>{row.arm}</bdi>
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="tabular">{valueText(row, row.control)}</Table.Td>
              <Table.Td className="tabular">{valueText(row, row.treatment)}</Table.Td>
              <Table.Td className="tabular">
                {row.relative === null ? "–" : signed(row.relative.estimate)}
              </Table.Td>
              <Table.Td>
                <Interval row={row} reach={reach} />
              </Table.Td>
              <Table.Td className="tabular">
                {row.adjustedPValue === null ? "–" : pText(row.adjustedPValue).replace("= ", "")}
              </Table.Td>
              <Table.Td>
                <Tag tone={VERDICT_TONES[row.verdict]}>{t(`verdict.${row.verdict}`)}</Tag>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The relative change as a dot on its interval; the middle of the scale is no change. */
function Interval({ row, reach }: { readonly row: ComparisonView; readonly reach: number }) {
  if (row.relative === null) return <>–</>;
  const { estimate, low, high } = row.relative;
  const place = (value: number) =>
    `${(50 + 50 * Math.max(-1, Math.min(1, value / reach))).toFixed(2)}%`;
  return (
    <div className="experiment-interval">
      <div className="interval" aria-hidden>
        <i style={{ left: place(low), width: `calc(${place(high)} - ${place(low)})` }} />
        <b style={{ left: place(estimate) }} />
      </div>
      <Text size="xs" c="dimmed" className="tabular">
        {signed(low)} … {signed(high)}
      </Text>
    </div>
  );
}

function Segments({ judgement }: { readonly judgement: JudgementView }) {
  const t = useWords();
  const { spreads, segments, comparisons } = judgement;
  if (spreads.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        {t("told.segments")}
      </Title>
      {spreads.map(({ dimension, metric, arm, differs, adjustedPValue }) => {
        const kind = comparisons.find((row) => row.metric === metric)?.kind ?? "mean";
        const rows = segments.filter(
          (row) => row.dimension === dimension && row.metric === metric && row.arm === arm,
        );
        return (
          <Paper withBorder p="sm" radius="lg" key={`${dimension} ${metric} ${arm}`}>
            <Group gap="xs">
              <Text size="sm" fw={600}>
                <bdi>
                  {metric} · {dimension}
                </bdi>
              </Text>
              <Text size="sm" c="dimmed">
                {t(differs ? "told.differs" : "told.alike")} (p {pText(adjustedPValue)})
              </Text>
            </Group>
            <Table.ScrollContainer
              minWidth={420}
              scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
            >
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    {(["value", "units", "raw", "shrunk", "interval"] as const).map((name) => (
                      <Table.Th key={name}>{t(`told.${name}`)}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(({ value, units, difference, shrunk }) => (
                    <Table.Tr key={value} className="tabular">
                      <Table.Td>
                        <bdi>{value}</bdi>
                      </Table.Td>
                      <Table.Td>{units.toLocaleString(currentLanguage())}</Table.Td>
                      <Table.Td>{sizeText(difference.estimate, kind)}</Table.Td>
                      <Table.Td>{sizeText(shrunk.estimate, kind)}</Table.Td>
                      <Table.Td>
                        {sizeText(shrunk.low, kind)} … {sizeText(shrunk.high, kind)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Paper>
        );
      })}
    </Stack>
  );
}

function valueText({ kind }: ComparisonView, side: ComparisonView["control"]): string {
  return side === null ? "–" : sizeText(side.mean, kind);
}

function sizeText(value: number, kind: ComparisonView["kind"]): string {
  if (kind === "conversion") return `${minus((100 * value).toFixed(2))} %`;
  const size = Math.abs(value);
  const most = size >= 1000 ? 0 : size >= 1 ? 2 : 4;
  return minus(value.toLocaleString(currentLanguage(), { maximumFractionDigits: most }));
}

function signed(share: number): string {
  const value = 100 * share;
  const text = value.toFixed(Math.abs(value) < 10 ? 1 : 0);
  return `${value > 0 ? "+" : ""}${minus(text)} %`;
}

function minus(text: string): string {
  return text.replace("-", "−");
}

function pText(p: number): string {
  return p < 0.001 ? "< .001" : `= ${p.toFixed(p < 0.1 ? 3 : 2).replace(/^0/, "")}`;
}
