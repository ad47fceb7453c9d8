// Everything people talk about, in two levels, open to a person's decisions.

import type { ThemeList, ThemeView } from "@heed/core/api";
import {
  Badge,
  Button,
  Container,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { KindBar } from "../components/kinds.tsx";
import { AnchorLink } from "../components/links.tsx";
import { QueryState } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { ThemeLog } from "./theme-log.tsx";

export function ThemesPage() {
  const { t } = useTranslation();
  const [showsHidden, setShowsHidden] = useState(false);
  const themes = useQuery({
    queryKey: ["themes", showsHidden],
    queryFn: () => api.listThemes({ query: showsHidden ? { hidden: true } : {} }),
  });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <div>
          <Title order={1} size="h2">
            {t("themes.title")}
          </Title>
          <Text c="dimmed">{t("themes.lead")}</Text>
        </div>
        <QueryState query={themes}>
          {(list) => (
            <>
              <Groups list={list} />
              <Group gap="md">
                <AnchorLink to="/inbox" search={{ unclear: true }}>
                  {t("themes.unclear", { count: list.unclear.mentions })}
                </AnchorLink>
                <Button size="xs" variant="subtle" onClick={() => setShowsHidden(!showsHidden)}>
                  {showsHidden ? t("themes.withoutHidden") : t("themes.withHidden")}
                </Button>
              </Group>
            </>
          )}
        </QueryState>
        <ThemeLog />
      </Stack>
    </Container>
  );
}

function Groups({ list }: { readonly list: ThemeList }) {
  const groups = list.rows.filter(({ parentId }) => parentId === null);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
      {groups.map((group) => (
        <Paper key={group.id} withBorder p="md" radius="lg">
          <Group justify="space-between" wrap="nowrap" mb={6}>
            <Text fw={650} component="h2">
              {group.name[currentLanguage()]}
            </Text>
            <Text c="dimmed" size="sm" className="tabular">
              {group.people}
            </Text>
          </Group>
          <KindBar kinds={group.kinds} />
          <Stack gap={2} mt="xs">
            {list.rows
              .filter(({ parentId }) => parentId === group.id)
              .map((leaf) => (
                <Leaf key={leaf.id} leaf={leaf} />
              ))}
          </Stack>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Leaf({ leaf }: { readonly leaf: ThemeView }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <AnchorLink
        to="/themes/$themeId"
        params={{ themeId: leaf.id }}
        size="sm"
        lineClamp={1}
        c={leaf.hidden ? "dimmed" : undefined}
      >
        {leaf.name[currentLanguage()]}
      </AnchorLink>
      <Group gap={6} wrap="nowrap">
        {leaf.isEdited && (
          <Badge size="xs" variant="outline" tt="none">
            {t("themes.edited")}
          </Badge>
        )}
        <Text size="sm" c="dimmed" className="tabular">
          {leaf.people}
        </Text>
      </Group>
    </Group>
  );
}
