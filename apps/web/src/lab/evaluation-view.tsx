// A model's figures with their intervals: beside the human ceiling, by class, confused, by slice, and with more labels.
import type { LabModelDetail } from "@heed/core/api";
import { Stack, Table, Text, Title } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { IntervalBar } from "../components/figures.tsx";
import { Tag } from "../components/tag.tsx";
import { share, shareRange } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import { NamedExamples } from "./named-examples.tsx";

const MOST_IN_MATRIX = 20;

export function EvaluationView({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  return (
    <Stack gap="xl">
      <EvaluationFigures evaluation={model.evaluation} />
      <Section title={t("model.curve")}>
        <Curve model={model} />
      </Section>
      <Section title={t("model.contestants")}>
        <Contestants model={model} />
      </Section>
      <Slices model={model} />
      <NamedExamples model={model} />
    </Stack>
  );
}

type Evaluation = LabModelDetail["evaluation"];

/** Figures with their intervals, by class, and what is confused with what. */
export function EvaluationFigures({ evaluation }: { readonly evaluation: Evaluation }) {
  const t = useLabWords();
  return (
    <>
      <Section title={t("model.figures")}>
        <Figures evaluation={evaluation} />
        <ClassTable evaluation={evaluation} />
      </Section>
      <Matrix evaluation={evaluation} />
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function Figures({ evaluation }: { readonly evaluation: Evaluation }) {
  const t = useLabWords();
  const { accuracy, macro, weighted, majority, ceiling, calibration } = evaluation;
  const rows: [string, Figure | number][] = [
    [t("models.accuracy"), accuracy],
    ...(ceiling === null ? [] : ([[t("model.ceiling"), ceiling.same]] as [string, Figure][])),
    [t("models.macroF1"), macro.f1],
    [t("model.weighted"), weighted.f1],
    [t("model.majority"), majority],
    [t("model.calibration"), calibration.error],
  ];
  return (
    <Table.ScrollContainer minWidth={320} mb="md">
      <Table verticalSpacing={4} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([name, figure]) => (
            <Table.Tr key={name}>
              <Table.Td w={220}>{name}</Table.Td>
              <Table.Td w={130} className="tabular">
                {typeof figure === "number" ? (
                  share(figure)
                ) : (
                  <>
                    <b>{share(figure.value)}</b> {shareRange(figure)}
                  </>
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm">
                {typeof figure !== "number" && <IntervalBar estimate={figure} most={1} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ClassTable({ evaluation }: { readonly evaluation: Evaluation }) {
  const t = useLabWords();
  const cell = (figure: Figure | null) =>
    figure === null ? "–" : `${share(figure.value)} ${shareRange(figure)}`;
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {(["class", "examples", "precision", "recall", "f1"] as const).map((name) => (
              <Table.Th key={name}>{t(`model.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {evaluation.perClass.map(({ name, examples, precision, recall, f1 }) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{examples}</Table.Td>
              <Table.Td>{cell(precision)}</Table.Td>
              <Table.Td>{cell(recall)}</Table.Td>
              <Table.Td>{cell(f1)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Matrix({ evaluation }: { readonly evaluation: Evaluation }) {
  const t = useLabWords();
  const { classes, confusion } = evaluation;
  if (classes.length > MOST_IN_MATRIX) return null;
  return (
    <Section title={t("model.confusion")}>
      <Text size="sm" c="dimmed" mb={4}>
        {t("model.confusionHint")}
      </Text>
      <Table.ScrollContainer minWidth={280}>
        <table className="lab-matrix">
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col" title={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.map((row, at) => {
              const sum = Math.max(
                1,
                row.reduce((total, count) => total + count, 0),
              );
              return (
                <tr key={classes[at]}>
                  <th scope="row" title={classes[at]}>
                    {classes[at]}
                  </th>
                  {row.map((count, column) => (
                    <td
                      key={classes[column]}
                      style={
                        {
                          "--cell": column === at ? "var(--tone-praise)" : "var(--tone-bug)",
                          "--weight": `${Math.round((55 * count) / sum)}%`,
                        } as CSSProperties
                      }
                    >
                      {count}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Table.ScrollContainer>
    </Section>
  );
}

function Curve({ model: { learningCurve } }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  if (learningCurve === null || learningCurve.cannotTell === "too-few-sizes")
    return <Text c="dimmed">{t("model.curveTooFew")}</Text>;
  return (
    <Stack gap={4}>
      {learningCurve.points.map((point) => (
        <CurveRow
          key={point.size}
          name={String(point.size)}
          figure={{ ...point, value: point.score }}
        />
      ))}
      {learningCurve.forecasts.map(({ more, low, high, expected }) => (
        <CurveRow
          key={`+${more}`}
          name={`+${more}`}
          figure={{ value: expected, low, high }}
          words={t("model.curveForecast", { more, low: low.toFixed(2), high: high.toFixed(2) })}
        />
      ))}
      {learningCurve.cannotTell === "no-rise" && (
        <Text size="sm" c="dimmed">
          {t("model.curveNoRise")}
        </Text>
      )}
    </Stack>
  );
}

function CurveRow({
  name,
  figure,
  words,
}: {
  readonly name: string;
  readonly figure: Figure;
  readonly words?: string;
}) {
  return (
    <div
      style={{
        display: "grid",
        gridTemplateColumns: "3.5rem minmax(4rem, 1fr) minmax(0, 13rem)",
        gap: 12,
      }}
    >
      <Text size="sm" ta="right" className="tabular" c={words === undefined ? undefined : "dimmed"}>
        {name}
      </Text>
      <IntervalBar estimate={figure} most={1} />
      <Text size="sm" className="tabular" c="dimmed">
        {words ?? figure.value.toFixed(3)}
      </Text>
    </div>
  );
}

function Contestants({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("model.recipe")}</Table.Th>
            <Table.Th>{t("models.accuracy")}</Table.Th>
            <Table.Th>{t("models.macroF1")}</Table.Th>
            <Table.Th>{t("model.loss")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {model.contestants.map(({ name, accuracy, macroF1, logLoss }) => (
            <Table.Tr key={name} fw={name === model.recipe ? 650 : undefined}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{share(accuracy)}</Table.Td>
              <Table.Td>{share(macroF1)}</Table.Td>
              <Table.Td>{logLoss.toFixed(3)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Slices({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const { slices } = model.evaluation;
  if (slices.length === 0) return null;
  return (
    <Section title={t("model.slices")}>
      <Table.ScrollContainer minWidth={360}>
        <Table verticalSpacing={4}>
          <Table.Tbody className="tabular">
            {slices.map(({ slice, value, examples, accuracy, isWorse }) => (
              <Table.Tr key={`${slice} ${value}`}>
                <Table.Td>
                  {slice} = {value}
                </Table.Td>
                <Table.Td>{examples}</Table.Td>
                <Table.Td>
                  {share(accuracy.value)} {shareRange(accuracy)}
                </Table.Td>
                <Table.Td>{isWorse && <Tag tone="bad">{t("model.worse")}</Tag>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
