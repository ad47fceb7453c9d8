// One task's readers side by side, the winner first, each with its intervals, speed and price.
import type { GoldView } from "@heed/core/api";
import { Button, Group, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../components/dialog.tsx";
import { IntervalBar } from "../components/figures.tsx";
import { Tag } from "../components/tag.tsx";
import { May } from "../people/may.tsx";
import { ClassDetails } from "./class-details.tsx";
import { readerName, type Words } from "./evaluation-words.ts";
import { shareText } from "./figure-text.ts";

type Told = NonNullable<GoldView["evaluation"]>["tasks"]["kind"];
type Comparison = Extract<Told["comparison"], { ok: true }>;
export type ReaderRow = Comparison["rows"][number];
type Task = "kind" | "sentiment";
type Mean = "macro" | "weighted";

export function TaskComparison({
  task,
  told: { comparison, seen, leftOut },
  atWork,
  isBusy,
  onPromote,
  t,
}: {
  readonly task: Task;
  readonly told: Told;
  readonly atWork: string;
  readonly isBusy: boolean;
  readonly onPromote: (reader: string) => void;
  readonly t: Words;
}) {
  const [mean, setMean] = useState<Mean>("macro");
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <section aria-labelledby={`task-${task}`}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id={`task-${task}`}>
          {t(`tasks.${task}`)}
        </Title>
        {comparison.ok && (
          <SegmentedControl
            size="xs"
            aria-label={t("mean")}
            value={mean}
            onChange={(value) => setMean(value as Mean)}
            data={(["macro", "weighted"] as const).map((value) => ({
              value,
              label: t(`means.${value}`),
            }))}
          />
        )}
      </Group>
      {comparison.ok ? (
        <Stack gap="xs">
          <Text size="sm">
            {t("labels", { count: comparison.labels })} ·{" "}
            {t(comparison.isSure ? "sure" : "notSure")}
          </Text>
          {comparison.warnings.map((warning) => (
            <Text key={warning} size="sm">
              <Tag tone="complaint">!</Tag> {t(`warnings.${warning}`)}
            </Text>
          ))}
          <Readers {...{ comparison, task, mean, atWork, t }} onAsk={setAsked} />
        </Stack>
      ) : (
        <Text role="status">
          {comparison.reason === "one-class" ? t("oneClass") : t("tooFew", { ...comparison })}
        </Text>
      )}
      {seen > 0 && (
        <Text size="sm" c="dimmed">
          {t("seen", { count: seen })}
        </Text>
      )}
      {leftOut.map(({ name }) => (
        <Text key={name} size="sm" c="dimmed">
          {t("leftOut", { name: readerName(name, t) })}
        </Text>
      ))}
      {asked !== null && (
        <Dialog
          onClose={() => setAsked(null)}
          title={t("promoteTitle", { name: readerName(asked, t) })}
        >
          <Stack>
            <Text>
              {t("promoteText", { name: readerName(asked, t), task: t(`tasks.${task}`) })}
            </Text>
            <Group>
              <Button
                loading={isBusy}
                onClick={() => {
                  onPromote(asked);
                  setAsked(null);
                }}
              >
                {t("promote")}
              </Button>
              <Button variant="subtle" onClick={() => setAsked(null)}>
                {t("cancel")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </section>
  );
}

function Readers({
  comparison,
  task,
  mean,
  atWork,
  onAsk,
  t,
}: {
  readonly comparison: Comparison;
  readonly task: Task;
  readonly mean: Mean;
  readonly atWork: string;
  readonly onAsk: (name: string) => void;
  readonly t: Words;
}) {
  return (
    <>
      <Table.ScrollContainer minWidth={960}>
        <Table verticalSpacing={8}>
          <Table.Caption className="visually-hidden">
            {t("captionOf", { task: t(`tasks.${task}`) })}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("reader")}</Table.Th>
              <Table.Th>{t("accuracy")}</Table.Th>
              <Table.Th ta="right">{t("precision")}</Table.Th>
              <Table.Th ta="right">{t("recall")}</Table.Th>
              <Table.Th ta="right">{t("f1")}</Table.Th>
              <Table.Th>{t("against")}</Table.Th>
              <Table.Th ta="right">{t("times")}</Table.Th>
              <Table.Th ta="right">{t("cost")}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t("promote")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {comparison.rows.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Td>
                  <Text fw={600}>{readerName(row.name, t)}</Text>
                  <Text size="xs" c="dimmed">
                    {t(`sorts.${row.sort}`)} · {row.version}
                  </Text>
                  {row.instead > 0 && <Text size="xs">{t("instead", { count: row.instead })}</Text>}
                </Table.Td>
                <Table.Td miw={150}>
                  <Figure figure={row.accuracy} />
                  <IntervalBar estimate={row.accuracy} most={1} />
                </Table.Td>
                {(["precision", "recall", "f1"] as const).map((name) => (
                  <Table.Td key={name} ta="right">
                    <Figure figure={row[mean][name]} />
                  </Table.Td>
                ))}
                <Table.Td>
                  <Against row={row} t={t} />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  <Times row={row} t={t} />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  <Text span size="sm">
                    {row.cost === null
                      ? t(row.hasPrice ? "free" : "noPrice")
                      : `${row.cost.per1000} ${row.cost.currency}`}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {row.name === atWork ? (
                    <Tag tone="good">{t("atWork")}</Tag>
                  ) : (
                    <May call="promoteReader">
                      <Button
                        size="compact-sm"
                        variant="light"
                        aria-label={t("promoteLabel", {
                          name: readerName(row.name, t),
                          task: t(`tasks.${task}`),
                        })}
                        onClick={() => onAsk(row.name)}
                      >
                        {t("promote")}
                      </Button>
                    </May>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ClassDetails comparison={comparison} t={t} />
    </>
  );
}

function Figure({ figure }: { readonly figure: ReaderRow["accuracy"] }) {
  return (
    <span className="tabular" style={{ whiteSpace: "nowrap" }}>
      {shareText(figure.value)}{" "}
      <Text span size="xs" c="dimmed">
        ({shareText(figure.low)}–{shareText(figure.high)})
      </Text>
    </span>
  );
}

function Against({ row: { againstWinner }, t }: { readonly row: ReaderRow; readonly t: Words }) {
  if (againstWinner === null) return <Tag tone="good">{t("winner")}</Tag>;
  const { verdict, pValue, more } = againstWinner;
  if (verdict === "winner-is-better") {
    const p = pValue === null ? "–" : pValue < 0.001 ? "< .001" : pValue.toFixed(3);
    return <Text size="sm">{t("better", { p })}</Text>;
  }
  return (
    <Text size="sm" c="dimmed">
      {more === null ? t("same") : t("sameMore", { count: more })}
    </Text>
  );
}

function Times({ row: { times }, t }: { readonly row: ReaderRow; readonly t: Words }) {
  if (times === null) return <>–</>;
  const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  return (
    <Text span size="sm">
      {ms(times.p50Ms)} / {ms(times.p95Ms)} ms{" "}
      <Text span size="xs" c="dimmed">
        {t(`per.${times.per}`)}
      </Text>
    </Text>
  );
}
