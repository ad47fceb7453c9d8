// The map of mentions: themes as islands, each mention a point that can be read and opened.
import type { ThemeMap } from "@heed/core/api";
import { Container, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KIND_NAMES } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { toneStyle } from "../components/tag.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { MapCanvas } from "./map-canvas.tsx";

export function MapPage() {
  const { t } = useTranslation();
  const map = useQuery({
    queryKey: ["theme-map"],
    queryFn: () => api.getThemeMap(),
    staleTime: 5 * 60_000,
  });
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <AnchorLink to="/themes" size="sm">
          {t("themes.back")}
        </AnchorLink>
        <PageHead title={t("map.title")} lead={t("map.lead")} />
        <WhenAnalysed noNeeds={t("nothing.map")} has={({ themes }) => themes > 0}>
          <QueryState query={map}>
            {(told) => (
              <>
                <Legend map={told} />
                <MapCanvas map={told} />
                <ThemeLinks map={told} />
              </>
            )}
          </QueryState>
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Legend({ map }: { readonly map: ThemeMap }) {
  const { t } = useTranslation();
  const shown = map.points.mentionIds.length;
  return (
    <Group gap="md">
      {KIND_NAMES.map((kind) => (
        <Text key={kind} size="xs" c="dimmed" className="kind-key" style={toneStyle(kind)}>
          {t(`kind.${kind}`)}
        </Text>
      ))}
      <Text size="xs" c="dimmed" className="tabular" ml="auto">
        {shown < map.total
          ? t("map.sampled", { shown: shown.toLocaleString(), total: map.total.toLocaleString() })
          : t("map.all", { count: shown })}
      </Text>
    </Group>
  );
}

/** The same islands as links, for those who do not look. */
function ThemeLinks({ map }: { readonly map: ThemeMap }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("map.asList")}</summary>
      <Group gap="sm" mt="xs">
        {map.themes
          .toSorted((a, b) => b.mentions - a.mentions)
          .map(({ id, name, mentions }) => (
            <AnchorLink key={id} to="/themes/$themeId" params={{ themeId: id }} size="sm">
              {name[currentLanguage()]} ({mentions})
            </AnchorLink>
          ))}
      </Group>
    </details>
  );
}
