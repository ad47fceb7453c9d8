// Figures with their intervals, and trends as words: nothing is shown surer than it is.

import type { NeedView } from "@heed/core/api";
import { Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Tag } from "./tag.tsx";

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export function percent(part: number): string {
  const value = part * 100;
  return `${value.toFixed(value < 10 ? 1 : 0)} %`;
}

/** `12 % (10–15)`. */
export function Share({ share }: { readonly share: Estimate }) {
  return (
    <Text span size="sm" c="dimmed" className="tabular">
      {percent(share.value)} ({rangeText(share)})
    </Text>
  );
}

/** `12 % of people heard (10–15)`. */
export function HeardShare({ share }: { readonly share: Estimate }) {
  const { t } = useTranslation();
  return (
    <Text span size="sm" c="dimmed" className="tabular">
      {t("need.share", { share: percent(share.value), range: rangeText(share) })}
    </Text>
  );
}

function rangeText({ low, high }: Estimate): string {
  return `${(low * 100).toFixed(low < 0.1 ? 1 : 0)}–${(high * 100).toFixed(high < 0.1 ? 1 : 0)}`;
}

/** An estimate as a dot on its interval, from 0 to `most`. The numbers stand beside it in words. */
export function IntervalBar({
  estimate,
  most,
}: {
  readonly estimate: Estimate;
  readonly most: number;
}) {
  const place = (value: number) => `${(Math.min(1, Math.max(0, value / most)) * 100).toFixed(2)}%`;
  return (
    <div className="interval" aria-hidden>
      <i
        style={{
          left: place(estimate.low),
          width: `calc(${place(estimate.high)} - ${place(estimate.low)})`,
        }}
      />
      <b style={{ left: place(estimate.value) }} />
    </div>
  );
}

export function TrendBadge({ trend }: { readonly trend: NeedView["trend"] }) {
  const { t } = useTranslation();
  if (!trend.ok)
    return (
      <Tag tone="plain" plain>
        {t("trend.cannotTell")}
      </Tag>
    );
  const { direction, ratio } = trend;
  const times = ratio.value === null ? "" : ` ×${ratio.value.toFixed(1)}`;
  if (direction === "rising")
    return (
      <Tag tone="bad">
        <IconArrowUpRight size={14} aria-hidden />
        {t("trend.rising")}
        {times}
      </Tag>
    );
  if (direction === "falling")
    return (
      <Tag tone="good">
        <IconArrowDownRight size={14} aria-hidden />
        {t("trend.falling")}
        {times}
      </Tag>
    );
  return (
    <Tag tone="plain" plain>
      <IconMinus size={14} aria-hidden />
      {t("trend.steady")}
    </Tag>
  );
}
