// An empty workspace's first screen: what comes of it, and three ways in (a raw export, the sample, a question).
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconBulb, IconChevronRight, IconNotebook, IconShieldLock } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { ButtonLink } from "../components/links.tsx";
import { Failure } from "../components/query-state.tsx";
import { May } from "../people/may.tsx";
import { DraftList } from "./draft-list.tsx";
import { DropArea } from "./drop-area.tsx";
import { RunningJobs } from "./running-jobs.tsx";
import { useImport } from "./use-import.tsx";

/** From a person's words to what a release did about them: each step rests on the one before. */
const CHAIN = ["said", "need", "spec", "release"] as const;

export function FirstRun() {
  const { t } = useTranslation();
  const desk = useImport();
  return (
    <Stack gap="lg" py="lg">
      <div>
        <Title order={1} fz={{ base: 32, sm: 42 }} lh={1.15}>
          {t("firstRun.title")}
        </Title>
        <Text size="lg" c="dimmed" mt="xs" maw={760} style={{ textWrap: "pretty" }}>
          {t("firstRun.lead")}
        </Text>
      </div>
      <RunningJobs />
      <May call="startImport">
        <div className="ways-in">
          <DropArea onFiles={desk.add} />
          <Stack gap="md">
            <Sample />
            <section className="voice way-in">
              <Group gap="xs" wrap="nowrap">
                <IconBulb size={22} stroke={1.6} aria-hidden />
                <Title order={2} size="h5">
                  {t("firstRun.noFeedback")}
                </Title>
              </Group>
              <Text size="sm" c="dimmed">
                {t("firstRun.briefHint")}
              </Text>
              <ButtonLink to="/brief" variant="default" radius="xl">
                {t("firstRun.brief")}
              </ButtonLink>
            </section>
          </Stack>
        </div>
        <DraftList desk={desk} />
      </May>
      <Chain />
      <Group gap="xs" wrap="nowrap" align="flex-start" c="dimmed">
        <IconShieldLock size={18} stroke={1.6} aria-hidden style={{ flex: "none" }} />
        <Text size="sm">{t("firstRun.privacy")}</Text>
      </Group>
    </Stack>
  );
}

function Sample() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sample = useMutation({
    mutationFn: () => api.loadSample({}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <section className="voice way-in">
      <Group gap="xs" wrap="nowrap">
        <IconNotebook size={22} stroke={1.6} aria-hidden />
        <Title order={2} size="h5">
          {t("firstRun.or")}
        </Title>
      </Group>
      <Text size="sm" c="dimmed">
        {t("firstRun.sampleHint")}
      </Text>
      <Button
        radius="xl"
        onClick={() => sample.mutate()}
        loading={sample.isPending}
        disabled={sample.isSuccess}
      >
        {t("firstRun.sample")}
      </Button>
      {sample.isError && <Failure error={sample.error} />}
    </section>
  );
}

function Chain() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="chain-title">
      <Title order={2} size="h4" id="chain-title" mb="md">
        {t("firstRun.chain")}
      </Title>
      <ol className="chain">
        {CHAIN.map((step, index) => (
          <li key={step}>
            <Text className="eyebrow" component="span">
              {t(`firstRun.chain-${step}`)}
            </Text>
            {step === "said" ? (
              <blockquote className="quote" lang={t("firstRun.quoteLanguage")}>
                “{t("firstRun.chainText-said")}”
              </blockquote>
            ) : (
              <Text size="sm">{t(`firstRun.chainText-${step}`)}</Text>
            )}
            {index < CHAIN.length - 1 && (
              <IconChevronRight className="chain-next" size={18} aria-hidden />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
