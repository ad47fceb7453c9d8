// One need with everything it stands on: words, figures, weeks, who says it more, its rank's parts, and every voice.

import type { NeedDetail } from "@heed/core/api";
import { Container, Group, SimpleGrid, Stack, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { TrendBadge } from "../components/figures.tsx";
import { BelowHeadline, HeadlineSource, headlineNow } from "../components/headline.tsx";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { DraftButton } from "../design/draft-button.tsx";
import { NeedExperiments } from "../experiments/need-experiments.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { type Figure, FigureRows } from "./figure-rows.tsx";
import { NeedFacts } from "./need-facts.tsx";
import { NeedOutcomes } from "./need-outcomes.tsx";
import { NeedPeople } from "./need-people.tsx";
import { PlanControls } from "./plan-controls.tsx";
import { RankFormula } from "./rank-formula.tsx";
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
      <QueryState query={need}>{(detail) => <NeedView key={detail.id} need={detail} />}</QueryState>
    </Container>
  );
}

function NeedView({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const headline = headlineNow(need);
  const [figure, setFigure] = useState<Figure>({});
  const voices = useRef<HTMLDivElement>(null);
  /** Shows whose words a figure counts. */
  const open = useCallback((next: Figure) => {
    setFigure(next);
    voices.current?.scrollIntoView({ block: "start" });
  }, []);
  const openWeek = useCallback(
    (weekDate: string) => open({ weekFrom: weekDate, weekTo: weekDate }),
    [open],
  );
  return (
    <Stack gap="xl">
      <div>
        <AnchorLink to="/" size="sm">
          {t("need.back")}
        </AnchorLink>
        <Group gap="md" mt={6}>
          <Title order={1} fz={30} className="matter">
            {headline.text}
          </Title>
          <TrendBadge trend={need.trend} />
        </Group>
        <BelowHeadline headline={headline} />
        <Group gap="md" mt={4}>
          <Text c="dimmed" size="sm">
            {need.keyphrases[currentLanguage()].slice(0, 6).join(" · ")}
          </Text>
          <HeadlineSource headed={need} />
          <AnchorLink to="/themes/$themeId" params={{ themeId: need.themeId }} size="sm">
            {t("need.openTheme")}
          </AnchorLink>
          <AnchorLink to="/analyse/behaviour" search={{ theme: need.themeId }} size="sm">
            {t("need.doTheyLeave")}
          </AnchorLink>
        </Group>
      </div>
      <Group justify="space-between" align="flex-start" gap="md">
        <PlanControls need={need} />
        <DraftButton needId={need.id} />
      </Group>
      <HeroQuotes need={need} />
      <Stack gap="sm">
        <NeedFacts need={need} onOpen={open} />
        <KindBar kinds={need.kinds} most={6} />
      </Stack>
      <section aria-labelledby="weeks-title">
        <Title order={2} size="h4" mb="xs" id="weeks-title">
          {t("need.weeks")}
        </Title>
        <div className="voice">
          <Suspense fallback={<div style={{ height: 220 }} />}>
            <WeeksChart need={need} onWeek={openWeek} />
          </Suspense>
        </div>
      </section>
      <NeedOutcomes outcomes={need.outcomes} />
      <NeedExperiments experiments={need.experiments} />
      <RankFormula need={need} />
      <SegmentTable
        segments={need.segments}
        onOpen={(dimension, value) => open({ dimension, value })}
      />
      <div ref={voices} style={{ scrollMarginTop: 72 }}>
        <Tabs defaultValue="voices" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="voices">{t("need.voices")}</Tabs.Tab>
            <Tabs.Tab value="people">{t("need.whoAsked")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="voices">
            <FigureRows needId={need.id} figure={figure} onClear={() => setFigure({})} />
          </Tabs.Panel>
          <Tabs.Panel value="people">
            <NeedPeople need={need} />
          </Tabs.Panel>
        </Tabs>
      </div>
    </Stack>
  );
}

const HEROES = 3;

/** The most telling words, first: what a figure cannot say. */
function HeroQuotes({ need }: { readonly need: NeedDetail }) {
  const { t } = useTranslation();
  const shown = need.quoteRows.slice(0, HEROES);
  if (shown.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, md: shown.length }} spacing="sm">
      {shown.map(({ id, itemId, quote, item }) => (
        <figure key={id} className="voice" style={{ margin: 0 }}>
          <blockquote className="hero-quote" lang={item.language}>
            “<bdi>{quote}</bdi>”
          </blockquote>
          <Text component="figcaption" size="xs" c="dimmed" mt={6}>
            {[
              item.writtenAt === null ? undefined : dayText(item.writtenAt),
              item.rating === null ? undefined : `${item.rating}★`,
              item.appVersion ?? undefined,
              item.source,
            ]
              .filter((fact) => fact !== undefined)
              .join(" · ")}{" "}
            <AnchorLink to="/items/$itemId" params={{ itemId }} size="xs" className="quiet-link">
              {t("need.openItem")}
            </AnchorLink>
          </Text>
        </figure>
      ))}
    </SimpleGrid>
  );
}
