// The four figures of a need, each with its interval, each opening the words behind it.
import type { NeedDetail } from "@heed/core/api";
import { Anchor, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { HeardShare, IntervalBar, percent } from "../components/figures.tsx";
import type { Figure } from "./figure-rows.tsx";

export function NeedFacts({
  need,
  onOpen,
}: {
  readonly need: NeedDetail;
  readonly onOpen: (figure: Figure) => void;
}) {
  const { t } = useTranslation();
  const { value, severity } = need;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <Fact
        title={t("need.people")}
        value={need.people.toLocaleString()}
        onOpen={() => onOpen({})}
        bar={<IntervalBar estimate={need.share} most={Math.max(0.05, need.share.high * 1.2)} />}
      >
        <HeardShare share={need.share} />
      </Fact>
      <Fact
        title={t("need.severity")}
        value={severity.value.toFixed(2)}
        bar={<IntervalBar estimate={severity} most={1} />}
      >
        {severity.low.toFixed(2)}–{severity.high.toFixed(2)}
      </Fact>
      <Fact title={t("need.rank")} value={String(need.rank)}>
        {need.rankRange.best === need.rankRange.worst
          ? t("need.rankFirm")
          : t("need.rankRange", need.rankRange)}
      </Fact>
      {value.ok ? (
        <Fact
          title={t("need.worth")}
          value={Math.round(value.total).toLocaleString()}
          onOpen={() => onOpen({ valued: true })}
          bar={<IntervalBar estimate={value.share} most={1} />}
        >
          {t("need.accounts", { accounts: value.accounts, share: percent(value.share.value) })}
        </Fact>
      ) : (
        <Fact title={t("need.worth")} value="–">
          {t("need.noWorth")}
        </Fact>
      )}
    </SimpleGrid>
  );
}

function Fact({
  title,
  value,
  bar,
  children,
  onOpen,
}: {
  readonly title: string;
  readonly value: string;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
  readonly onOpen?: () => void;
}) {
  return (
    <div className="voice">
      <Text className="eyebrow">{title}</Text>
      {onOpen === undefined ? (
        <Text fw={720} fz={26} lh={1.3} className="tabular">
          {value}
        </Text>
      ) : (
        <Anchor
          component="button"
          type="button"
          onClick={onOpen}
          fw={720}
          fz={26}
          lh={1.3}
          className="tabular"
        >
          {value}
        </Anchor>
      )}
      {bar}
      <Text component="div" size="sm" c="dimmed" className="tabular">
        {children}
      </Text>
    </div>
  );
}
