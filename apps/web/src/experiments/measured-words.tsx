// Says in words what an experiment measures: who is split how, what decides, and when a verdict is told.
import type { EventMatchInput, EventMetricInput, ExperimentRequest } from "@heed/core/api";
import { List, Text } from "@mantine/core";
import { useWords as useEventWords } from "../analyse/analyse-words.ts";
import { spanText } from "../analyse/spans.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./words.ts";

type Measured = Pick<ExperimentRequest, "metrics" | "looking" | "plannedUnits" | "segments"> & {
  readonly arms: readonly { readonly key: string; readonly weight: number }[];
  readonly looks: number | null;
};

/** The experiment in sentences: one for its people, one for each metric, one for when it is told. */
export function MeasuredWords({ of }: { readonly of: Measured }) {
  const t = useWords();
  const say = useMetricWords();
  const { arms, metrics, segments = [], looking = "once", plannedUnits = null, looks } = of;
  const all = arms.reduce((sum, { weight }) => sum + weight, 0);
  const shares = arms.map(
    ({ key, weight }) => `${key || "–"} ${shareText(all > 0 ? weight / all : Number.NaN)}`,
  );
  const people = plannedUnits === null ? null : plannedUnits.toLocaleString(currentLanguage());
  const when =
    looking === "planned-looks"
      ? t("measured.looks", { count: looks ?? 0, people: people ?? "–" })
      : looking === "always-valid"
        ? t("measured.always")
        : people === null
          ? t("measured.once")
          : t("measured.oncePlanned", { people });
  const comma = t("measured.comma");
  return (
    <List size="sm" spacing={6} className="measured-words">
      <List.Item>{t("measured.arms", { shares: shares.join(comma) })}</List.Item>
      {metrics.length === 0 && (
        <List.Item>
          <Text span size="sm" c="dimmed">
            {t("measured.nothing")}
          </Text>
        </List.Item>
      )}
      {metrics.map((metric) => (
        <List.Item key={metric.name}>
          <Text span size="sm" fw={650}>
            {t(`measured.role.${metric.role}`)}
          </Text>
          <bdi>{say(metric)}</bdi>
        </List.Item>
      ))}
      {segments.length > 0 && (
        <List.Item>{t("measured.segments", { names: segments.join(comma) })}</List.Item>
      )}
      <List.Item>{when}</List.Item>
    </List>
  );
}

function shareText(share: number): string {
  if (!Number.isFinite(share)) return "–";
  return new Intl.NumberFormat(currentLanguage(), {
    style: "percent",
    maximumFractionDigits: 1,
  }).format(share);
}

/** What a metric measures, in words: `the share of people who do “payment” within 7 d; more is better`. */
export function useMetricWords(): (metric: EventMetricInput) => string {
  const t = useWords();
  const eventText = useEventText();
  return (metric) => {
    const { better, windowMs, margin, cap, usesBefore } = metric;
    const what = t(`measured.${shapeOf(metric)}`, {
      event: eventText(metric.match),
      per: metric.per === undefined ? "" : eventText(metric.per),
      property: metric.property || "…",
    });
    const within =
      windowMs === undefined
        ? t("measured.fromThenOn")
        : t("measured.within", { span: spanText(windowMs) });
    return [
      what + within,
      t(`measured.${better}`),
      ...(margin === undefined ? [] : [t("measured.margin", { share: shareText(margin) })]),
      ...(cap === undefined ? [] : [t("measured.cap", { share: shareText(cap) })]),
      ...(usesBefore === true ? [t("measured.before")] : []),
    ].join(t("measured.semicolon"));
  };
}

/** What a metric is called when nobody gave it a name: short, and another for each measure. */
export function useMetricName(): (metric: EventMetricInput) => string {
  const t = useWords();
  return (metric) =>
    t(`measured.name.${shapeOf(metric)}`, {
      event: metric.match.name ?? t("measured.any"),
      per: metric.per?.name ?? t("measured.any"),
      property: metric.property ?? "…",
    }).slice(0, 200);
}

function shapeOf({ kind, property, match, per }: EventMetricInput) {
  if (kind !== "ratio") return kind;
  if (property === undefined) return "ratio";
  return JSON.stringify(match) === JSON.stringify(per) ? "average" : "sumPer";
}

/** An event with its conditions in words. */
function useEventText(): (match: EventMatchInput) => string {
  const t = useWords();
  const event = useEventWords();
  return ({ name, filters = [] }) => {
    const called = name === null ? t("measured.any") : t("measured.quoted", { name: name || "…" });
    const told = filters
      .filter(({ property }) => property !== "")
      .map((filter) => {
        const value =
          "values" in filter
            ? filter.values.join(" | ")
            : "value" in filter
              ? String(filter.value)
              : "";
        return `${filter.property} ${event(`ask.${filter.test}`)} ${value}`.trim();
      });
    return told.length === 0
      ? called
      : t("measured.where", { event: called, conditions: told.join(t("measured.comma")) });
  };
}
