// One need with everything it stands on: figures, weeks, who says it more, its rank's parts, and every voice.

import type { NeedDetail } from "@heed/core/api";
import { Anchor, Container, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { percent, Share, TrendBadge } from "../components/figures.tsx";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { type Figure, FigureRows } from "./figure-rows.tsx";
import { PlanControls } from "./plan-controls.tsx";
import { SegmentTable } from "./segment-table.tsx";

const WeeksChart = lazy(() =>
  import("./weeks-chart.tsx").then(({ WeeksChart }) => ({ default: WeeksChart })),
);

export function NeedPage() {
  const { needId } = useParams({ from: "/first-stage/needs/$needId" });
  const need = useQuery({
    queryKey: ["need", needId],
    queryFn: () => api.getNeed({ params: { needId: needId as `need_${number}` } }),
  });
  return (
    <Container size="lg" py="lg">
      <QueryState query={need}>{(detail) => <NeedView need={detail} />}</QueryState>
    </Container>
  );
}

function NeedView({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const [figure, setFigure] = useState<Figure>({});
  return (
    <Stack gap="lg">
      <div>
        <AnchorLink to="/" size="sm">
          {t("need.back")}
        </AnchorLink>
        <Group gap="md" mt={4}>
          <Title order={1} size="h2">
            {need.name[currentLanguage()]}
          </Title>
          <TrendBadge trend={need.trend} />
        </Group>
        <Text c="dimmed" size="sm">
          {need.keyphrases[currentLanguage()].slice(0, 6).join(" · ")}
        </Text>
      </div>
      <PlanControls need={need} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <Fact title={t("need.people")} value={String(need.people)} onOpen={() => setFigure({})}>
          <Share share={need.share} />
        </Fact>
        <Fact title={t("need.severity")} value={need.severity.value.toFixed(2)}>
          <Text span size="sm" c="dimmed" className="tabular">
            {need.severity.low.toFixed(2)}–{need.severity.high.toFixed(2)}
          </Text>
        </Fact>
        <Fact title={t("need.rank")} value={`${need.rank}`}>
          <Text span size="sm" c="dimmed">
            {t("need.rankRange", need.rankRange)}
          </Text>
        </Fact>
        <Worth need={need} onOpen={() => setFigure({ valued: true })} />
      </SimpleGrid>
      <KindBar kinds={need.kinds} />
      <Paper withBorder p="md" radius="lg">
        <Text fw={600} size="sm" mb="xs">
          {t("need.weeks")}
        </Text>
        <Suspense fallback={<div style={{ height: 220 }} />}>
          <WeeksChart
            need={need}
            onWeek={(weekDate) => setFigure({ weekFrom: weekDate, weekTo: weekDate })}
          />
        </Suspense>
      </Paper>
      <RankFormula need={need} />
      <SegmentTable
        segments={need.segments}
        onOpen={(dimension, value) => setFigure({ dimension, value })}
      />
      <FigureRows needId={need.id} figure={figure} onClear={() => setFigure({})} />
    </Stack>
  );
}

function Fact({
  title,
  value,
  children,
  onOpen,
}: {
  readonly title: string;
  readonly value: string;
  readonly children: React.ReactNode;
  readonly onOpen?: () => void;
}) {
  return (
    <Paper withBorder p="md" radius="lg">
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {onOpen === undefined ? (
        <Text fw={700} size="xl" className="tabular">
          {value}
        </Text>
      ) : (
        <Anchor
          component="button"
          type="button"
          onClick={onOpen}
          fw={700}
          size="xl"
          className="tabular"
        >
          {value}
        </Anchor>
      )}
      <div>{children}</div>
    </Paper>
  );
}

function Worth({ need, onOpen }: { readonly need: NeedDetail; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  if (!need.value.ok) {
    return (
      <Fact title={t("need.worth")} value="–">
        <Text span size="sm" c="dimmed">
          {t("need.noWorth")}
        </Text>
      </Fact>
    );
  }
  const { total, accounts, share } = need.value;
  return (
    <Fact title={t("need.worth")} value={Math.round(total).toLocaleString()} onOpen={onOpen}>
      <Text span size="sm" c="dimmed">
        {t("need.accounts", { accounts, share: percent(share.value) })}
      </Text>
    </Fact>
  );
}

/** The formula of the rank with this need's numbers. */
function RankFormula({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const { reach, severity, growth, peopleShare, valueShare, valueWeight } = need.parts;
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {t("need.formula")} = 100 × {reach.toFixed(4)} × {severity.toFixed(2)} × {growth.toFixed(2)} ={" "}
      <b>{need.score.value.toFixed(2)}</b> ({need.score.low.toFixed(2)}–{need.score.high.toFixed(2)}
      ).{" "}
      {valueWeight > 0 &&
        t("need.reachParts", {
          people: percent(peopleShare),
          value: percent(valueShare),
          weight: percent(valueWeight),
        })}
    </Text>
  );
}
