// One ranked need at a glance: in whose words, how many, how sure, since when, and who says it more.

import type { NeedView } from "@heed/core/api";
import { Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { IntervalBar, percent, Share, TrendBadge } from "../components/figures.tsx";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { KindBar } from "../components/kinds.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Tag } from "../components/tag.tsx";
import { dimensionName, valueName } from "../filters/value-names.ts";

const MOST_SEGMENTS = 2;

export function NeedCard({
  need,
  mostShare,
}: {
  readonly need: NeedView;
  /** Where the scale of shares ends; the same for all cards of a list. */
  readonly mostShare: number;
}) {
  const { t } = useTranslation();
  const headline = headlineNow(need);
  const people = need.within?.people ?? need.people;
  const share = need.within === null ? need.share : need.within.share;
  const louder = need.segments.filter(({ says }) => says === "more").slice(0, MOST_SEGMENTS);
  return (
    <Link className="need-card" to="/needs/$needId" params={{ needId: need.id }}>
      <span className="need-rank tabular">{need.rank}</span>
      <div>
        <Group gap="xs">
          <Text fw={680} fz={19} component="h2" lh={1.3} className="matter">
            {headline.text}
          </Text>
          <TrendBadge trend={need.trend} />
          {need.plan.lane !== null && <Tag tone="new">{t(`plan.${need.plan.lane}`)}</Tag>}
          {need.plan.status !== "open" && <Tag tone="good">{t(`plan.${need.plan.status}`)}</Tag>}
        </Group>
        <BelowHeadline headline={headline} />
        {need.firstQuote !== null && need.firstQuote !== headline.text && (
          <Text lineClamp={2} component="p" mt={3} mb={8} lh={1.5}>
            “<bdi>{need.firstQuote}</bdi>”
          </Text>
        )}
        <Group gap="sm" align="flex-start">
          <div style={{ flex: "0 1 16rem" }}>
            <KindBar kinds={need.kinds} most={3} />
          </div>
          {louder.map(({ dimension, value, ratio }) => (
            <Text key={`${dimension} ${value}`} size="xs" c="dimmed">
              {t("needs.saysMore", {
                segment: `${dimensionName(dimension, t)} ${valueName(dimension, value, t)}`,
                times: ratio?.value == null ? "" : `×${ratio.value.toFixed(1)}`,
              })}
            </Text>
          ))}
        </Group>
      </div>
      <div className="need-spark">
        <Sparkline
          weeks={need.weeks}
          flagged={need.changes.map(({ weekDate }) => weekDate)}
          label={t("needs.weekly", { name: headline.text })}
        />
      </div>
      <div className="need-count">
        <Text className="tabular" lh={1.2}>
          <Text span fw={720} fz={26}>
            {people.toLocaleString()}
          </Text>{" "}
          {t("common.people", { count: people })}
        </Text>
        {share !== null && (
          <>
            <IntervalBar estimate={share} most={mostShare} />
            <Share share={share} />
          </>
        )}
        <Text size="xs" c="dimmed" className="tabular">
          {t("need.severityShort", { value: need.severity.value.toFixed(2) })}
        </Text>
        {need.value.ok && (
          <Text size="xs" c="dimmed" className="tabular">
            {t("need.worthShort", { share: percent(need.value.share.value) })}
          </Text>
        )}
      </div>
    </Link>
  );
}
