// What changed since last week, as a row of links to the needs it concerns.
import { Badge, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";

const STATE_COLORS = { new: "violet", rising: "red", falling: "teal", resolved: "teal" } as const;
const SHOWN = 6;

export function DigestStrip() {
  const { t } = useTranslation();
  const digest = useQuery({ queryKey: ["digest"], queryFn: () => api.getDigest() });
  if (digest.data === undefined || digest.data.asOfDate === null) return null;
  const { asOfDate, rows } = digest.data;
  return (
    <Paper p="md" radius="lg" bg="var(--mantine-color-default-hover)">
      <Text size="sm" fw={600} mb={6}>
        {t("digest.title", { week: asOfDate })}
      </Text>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("digest.nothing")}
        </Text>
      )}
      <Group gap="md">
        {rows.slice(0, SHOWN).map(({ needId, name, state, lastWeek }) => (
          <Link key={needId} to="/needs/$needId" params={{ needId }} className="brand">
            <Group gap={6} wrap="nowrap">
              <Badge variant="light" color={STATE_COLORS[state]} tt="none">
                {t(`digest.${state}`)}
              </Badge>
              <Text size="sm">{name[currentLanguage()]}</Text>
              <Text size="xs" c="dimmed" className="tabular">
                {t("digest.lastWeek", { people: lastWeek.people })}
              </Text>
            </Group>
          </Link>
        ))}
      </Group>
    </Paper>
  );
}
