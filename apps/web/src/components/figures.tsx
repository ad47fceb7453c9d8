// Figures with their intervals, and trends as words: nothing is shown surer than it is.

import type { NeedView } from "@heed/core/api";
import { Badge, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function percent(part: number): string {
  const value = part * 100;
  return `${value.toFixed(value < 10 ? 1 : 0)} %`;
}

/** `12 % (10–15)`. */
export function Share({
  share,
}: {
  readonly share: { readonly value: number; readonly low: number; readonly high: number };
}) {
  const range = `${(share.low * 100).toFixed(share.low < 0.1 ? 1 : 0)}–${(share.high * 100).toFixed(share.high < 0.1 ? 1 : 0)}`;
  return (
    <Text span size="sm" c="dimmed" className="tabular">
      {percent(share.value)} ({range})
    </Text>
  );
}

export function TrendBadge({ trend }: { readonly trend: NeedView["trend"] }) {
  const { t } = useTranslation();
  if (!trend.ok)
    return (
      <Text size="xs" c="dimmed">
        {t("trend.cannotTell")}
      </Text>
    );
  const { direction, ratio } = trend;
  const times = ratio.value === null ? "" : ` ×${ratio.value.toFixed(1)}`;
  const look = {
    rising: { color: "red", icon: <IconArrowUpRight size={14} /> },
    falling: { color: "teal", icon: <IconArrowDownRight size={14} /> },
    steady: { color: "gray", icon: <IconMinus size={14} /> },
  }[direction];
  return (
    <Badge variant="light" color={look.color} leftSection={look.icon} tt="none">
      {t(`trend.${direction}`)}
      {direction === "steady" ? "" : times}
    </Badge>
  );
}
