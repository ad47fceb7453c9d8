// One ranked need at a glance: who, how many, since when, in whose words.

import type { NeedView } from "@heed/core/api";
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Share, TrendBadge } from "../components/figures.tsx";
import { KindBar } from "../components/kinds.tsx";
import { PaperLink } from "../components/links.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";

export function NeedCard({ need }: { readonly need: NeedView }) {
  const { t } = useTranslation();
  const name = need.name[currentLanguage()];
  return (
    <PaperLink
      withBorder
      p="md"
      radius="lg"
      className="need-card"
      to="/needs/$needId"
      params={{ needId: need.id }}
    >
      <div className="need-grid">
        <Text size="xl" c="dimmed" className="tabular">
          {need.rank}
        </Text>
        <div>
          <Group gap="sm">
            <Text fw={650} size="lg" component="h2">
              {name}
            </Text>
            <TrendBadge trend={need.trend} />
          </Group>
          {need.firstQuote !== null && (
            <Text size="sm" c="dimmed" lineClamp={1} component="p" my={4}>
              “<bdi>{need.firstQuote}</bdi>”
            </Text>
          )}
          <KindBar kinds={need.kinds} />
        </div>
        <div className="need-spark">
          <Sparkline
            weeks={need.weeks}
            flagged={need.changes.map(({ weekDate }) => weekDate)}
            label={t("needs.weekly", { name })}
          />
        </div>
        <div style={{ textAlign: "right" }}>
          <Text className="tabular">
            <Text span fw={700} size="xl">
              {need.people}
            </Text>{" "}
            {t("common.people")}
          </Text>
          <Share share={need.share} />
        </div>
      </div>
    </PaperLink>
  );
}
