// Everything people talk about, in two levels, open to a person's decisions.

import type { ThemeList, ThemeView } from "@heed/core/api";
import { Button, Container, Group, Stack, Text } from "@mantine/core";
import { IconChartBubble } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink, ButtonLink } from "../components/links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ThemeLog } from "./theme-log.tsx";

export function ThemesPage() {
  const { t } = useTranslation();
  const [showsHidden, setShowsHidden] = useState(false);
  const themes = useQuery({
    queryKey: ["themes", showsHidden],
    queryFn: () => api.listThemes({ query: showsHidden ? { hidden: true } : {} }),
  });
  const log = useQuery({ queryKey: ["theme-log"], queryFn: () => api.listThemeEdits() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("themes.title")} lead={t("themes.lead")}>
          <ButtonLink
            to="/themes/map"
            variant="default"
            radius="xl"
            leftSection={<IconChartBubble size={17} aria-hidden />}
          >
            {t("themes.map")}
          </ButtonLink>
        </PageHead>
        <WhenAnalysed noNeeds={t("nothing.themes")} has={({ themes }) => themes > 0}>
          <QueryState query={themes}>
            {(list) => (
              <>
                <Groups list={list} />
                <Group gap="md">
                  <AnchorLink to="/inbox" search={{ unclear: true }}>
                    {t("themes.unclear", { count: list.unclear.mentions })}
                  </AnchorLink>
                  <Text size="sm" c="dimmed" className="tabular">
                    {Object.entries(list.unclear.reasons)
                      .map(([reason, count]) => `${t(`unclear.${reason as "too-short"}`)} ${count}`)
                      .join(" · ")}
                  </Text>
                  <Button size="xs" variant="subtle" onClick={() => setShowsHidden(!showsHidden)}>
                    {showsHidden ? t("themes.withoutHidden") : t("themes.withHidden")}
                  </Button>
                </Group>
              </>
            )}
          </QueryState>
        </WhenAnalysed>
        <ThemeLog edits={log.data?.rows ?? []} />
      </Stack>
    </Container>
  );
}

function Groups({ list }: { readonly list: ThemeList }) {
  const groups = list.rows.filter(({ parentId }) => parentId === null);
  const most = Math.max(1, ...list.rows.filter(isLeaf).map(({ people }) => people));
  return (
    <div className="masonry">
      {groups.map((group) => (
        <section key={group.id} className="voice">
          <Group justify="space-between" wrap="nowrap" mb={6}>
            <AnchorLink
              to="/themes/$themeId"
              params={{ themeId: group.id }}
              c="var(--mantine-color-text)"
            >
              <Text fw={680} component="h2" className="matter">
                {group.name[currentLanguage()]}
              </Text>
            </AnchorLink>
            <Text c="dimmed" size="sm" className="tabular">
              {group.people}
            </Text>
          </Group>
          <KindBar kinds={group.kinds} most={3} />
          <Stack gap={3} mt="sm" component="ul" p={0} style={{ listStyle: "none" }}>
            {list.rows
              .filter(({ parentId }) => parentId === group.id)
              .map((leaf) => (
                <Leaf key={leaf.id} leaf={leaf} most={most} />
              ))}
          </Stack>
        </section>
      ))}
    </div>
  );
}

function isLeaf({ parentId }: ThemeView): boolean {
  return parentId !== null;
}

/** A theme with a bar of its people, on one scale over all groups. */
function Leaf({ leaf, most }: { readonly leaf: ThemeView; readonly most: number }) {
  const { t } = useTranslation();
  const headline = headlineNow(leaf);
  return (
    <li className="leaf" style={{ "--part": `${(leaf.people / most) * 100}%` } as never}>
      <div>
        <AnchorLink
          to="/themes/$themeId"
          params={{ themeId: leaf.id }}
          size="sm"
          lineClamp={2}
          c={leaf.hidden ? "dimmed" : "var(--mantine-color-text)"}
          className="matter"
        >
          {headline.text}
        </AnchorLink>
        <BelowHeadline headline={headline} size="xs" />
      </div>
      <Group gap={6} wrap="nowrap">
        {leaf.isEdited && (
          <Tag tone="new" plain>
            {t("themes.edited")}
          </Tag>
        )}
        <Text size="sm" c="dimmed" className="tabular">
          {leaf.people}
        </Text>
      </Group>
    </li>
  );
}
