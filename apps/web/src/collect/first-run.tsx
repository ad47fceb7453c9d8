// An empty workspace's first screen: drop a raw export, or take the sample.
import { Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconFileUpload, IconListNumbers, IconQuote, IconShieldLock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { May } from "../people/may.tsx";
import { DraftList } from "./draft-list.tsx";
import { DropArea } from "./drop-area.tsx";
import { RunningJobs } from "./running-jobs.tsx";
import { useImport } from "./use-import.tsx";

const STEPS = [
  ["drop", IconFileUpload],
  ["rank", IconListNumbers],
  ["quote", IconQuote],
] as const;

export function FirstRun() {
  const { t } = useTranslation();
  const desk = useImport();
  const sample = useMutation({ mutationFn: () => api.loadSample({}) });
  return (
    <Stack gap="lg" maw={820} mx="auto" py="lg">
      <div>
        <Title order={1} fz={{ base: 32, sm: 42 }} lh={1.15}>
          {t("firstRun.title")}
        </Title>
        <Text size="lg" c="dimmed" mt="xs">
          {t("firstRun.lead")}
        </Text>
      </div>
      <RunningJobs />
      <May call="startImport">
        <DropArea onFiles={desk.add} />
        <DraftList desk={desk} />
        <Group gap="sm">
          <Text>{t("firstRun.or")}</Text>
          <Button
            radius="xl"
            onClick={() => sample.mutate()}
            loading={sample.isPending}
            disabled={sample.isSuccess}
          >
            {t("firstRun.sample")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("firstRun.sampleHint")}
          </Text>
        </Group>
      </May>
      {sample.isError && <Failure error={sample.error} />}
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg" mt="sm">
        {STEPS.map(([key, Icon]) => (
          <Group key={key} gap="sm" wrap="nowrap" align="flex-start">
            <Icon size={22} stroke={1.6} aria-hidden style={{ flex: "none" }} />
            <Text size="sm">{t(`firstRun.${key}`)}</Text>
          </Group>
        ))}
      </SimpleGrid>
      <Group gap="xs" wrap="nowrap" align="flex-start" c="dimmed">
        <IconShieldLock size={18} stroke={1.6} aria-hidden style={{ flex: "none" }} />
        <Text size="sm">{t("firstRun.privacy")}</Text>
      </Group>
    </Stack>
  );
}
