// An empty workspace's first screen: drop a raw export, or take the sample.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { DraftList } from "./draft-list.tsx";
import { DropArea } from "./drop-area.tsx";
import { RunningJobs } from "./running-jobs.tsx";
import { useImport } from "./use-import.ts";

export function FirstRun() {
  const { t } = useTranslation();
  const desk = useImport();
  const sample = useMutation({ mutationFn: () => api.loadSample({}) });
  return (
    <Stack gap="lg" maw={820} mx="auto" py="xl">
      <div>
        <Title order={1}>{t("firstRun.title")}</Title>
        <Text size="lg" c="dimmed">
          {t("firstRun.lead")}
        </Text>
      </div>
      <RunningJobs />
      <DropArea onFiles={desk.add} />
      <DraftList desk={desk} />
      <Group gap="sm">
        <Text>{t("firstRun.or")}</Text>
        <Button
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
      {sample.isError && <Failure error={sample.error} />}
      <Text size="sm" c="dimmed">
        {t("firstRun.privacy")}
      </Text>
    </Stack>
  );
}
