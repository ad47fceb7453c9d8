// Sources that are pulled by themselves: App Store reviews and GitHub issues, on a schedule.
import { Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";

const KINDS = ["app-store", "github"] as const;
type Kind = (typeof KINDS)[number];

export function PulledSources() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ["sources"] });
  const sources = useQuery({ queryKey: ["sources"], queryFn: () => api.listSources() });
  const pull = useMutation({ mutationFn: (id: string) => api.pullSource({ query: { id } }) });
  const stop = useMutation({
    mutationFn: (id: string) => api.deleteSource({ query: { id } }),
    onSettled: again,
  });
  const failure = pull.error;
  return (
    <section aria-labelledby="pulled-title">
      <Title order={2} size="h4" id="pulled-title">
        {t("pulled.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("pulled.lead")}
      </Text>
      <May call="addSource">
        <AddSource onDone={again} />
      </May>
      {failure !== null && <Failure error={failure} />}
      <Stack gap={6} mt="sm">
        {sources.data?.pulled.map(
          ({ id, kind, subject, everyHours, pulledAt, failure, failureZh }) => (
            <Group key={id} gap="sm">
              <Text size="sm" fw={600}>
                {t(`pulled.${kind}`)} {subject}
              </Text>
              <Text size="sm" c="dimmed">
                {t("pulled.every", { hours: everyHours })} ·{" "}
                {pulledAt === null ? t("pulled.never") : dayText(pulledAt)}
                {failure === null
                  ? ""
                  : ` · ${(currentLanguage() === "zh" ? failureZh : undefined) ?? failure}`}
              </Text>
              <May call="pullSource">
                <Button size="compact-xs" variant="subtle" onClick={() => pull.mutate(id)}>
                  {t("pulled.now")}
                </Button>
                <SureButton
                  size="compact-xs"
                  label={t("pulled.stop")}
                  ask={t("pulled.stopAsk", { subject })}
                  act={() => stop.mutateAsync(id)}
                />
              </May>
            </Group>
          ),
        )}
      </Stack>
    </section>
  );
}

function AddSource({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>("app-store");
  const [subject, setSubject] = useState("");
  const [everyHours, setEveryHours] = useState(24);
  const add = useMutation({
    mutationFn: () => api.addSource({ body: { kind, subject: subject.trim(), everyHours } }),
    onSuccess: () => setSubject(""),
    onSettled: onDone,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Group gap="sm" align="flex-end">
        <Select
          w={150}
          allowDeselect={false}
          label={t("pulled.from")}
          value={kind}
          data={KINDS.map((one) => ({ value: one, label: t(`pulled.${one}`) }))}
          onChange={(next) => setKind(next as Kind)}
        />
        <TextInput
          required
          label={t(`pulled.subject-${kind}`)}
          placeholder={kind === "github" ? "owner/repository" : "310633997"}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <NumberInput
          w={120}
          min={1}
          max={8_760}
          label={t("pulled.hours")}
          value={everyHours}
          onChange={(value) => setEveryHours(Number(value) || 24)}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("pulled.add")}
        </Button>
      </Group>
      {add.isError && <Failure error={add.error} />}
    </form>
  );
}
