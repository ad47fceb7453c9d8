// Alerts on an event or a theme: how each stands, and a form for a new one.
import type { AlertInput, AlertView, EventMatchInput } from "@heed/core/api";
import {
  Button,
  Container,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { Tag } from "../components/tag.tsx";
import { momentText } from "../filters/value-names.ts";
import { themeChoosing } from "../themes/theme-choice.tsx";
import { leafChoices, useThemeHeadline, useThemes } from "../themes/use-themes.ts";
import { useWords } from "./analyse-words.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { useOverview } from "./use-events.ts";

export function AlertsPage() {
  const t = useWords();
  const alerts = useQuery({ queryKey: ["alerts"], queryFn: () => api.listAlerts() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("alerts.title")} lead={t("alerts.lead")} />
        <QueryState query={alerts}>
          {({ rows }) => (
            <Stack gap="xs">
              {rows.length === 0 && <Text c="dimmed">{t("alerts.none")}</Text>}
              {rows.map((alert) => (
                <AlertRow key={alert.id} alert={alert} />
              ))}
            </Stack>
          )}
        </QueryState>
        <NewAlert />
      </Stack>
    </Container>
  );
}

function AlertRow({ alert }: { readonly alert: AlertView }) {
  const t = useWords();
  const client = useQueryClient();
  const headlineOf = useThemeHeadline();
  const { id, name, subject, direction, bound, days, state, failure } = alert;
  const params = { alertId: id };
  const remove = useMutation({
    mutationFn: () => api.deleteAlert({ params }),
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts"] }),
  });
  const tell = useMutation({ mutationFn: () => api.testAlert({ params }) });
  const what =
    subject.kind === "theme"
      ? (headlineOf(subject.themeId)?.text ?? subject.themeId)
      : (subject.match.name ?? t("ask.anyEvent"));
  return (
    <Paper withBorder p="sm" radius="lg">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={650}>
              <bdi>{name}</bdi>
            </Text>
            <Tag tone={state.isFiring ? "bad" : "good"}>
              {t(state.isFiring ? "alerts.firing" : "alerts.well")}
            </Tag>
          </Group>
          <Text size="sm">
            {t("alerts.line", {
              what,
              direction: t(`alerts.${direction}`),
              bound,
              per: t(days === 1 ? "alerts.day" : "alerts.week"),
            })}
          </Text>
          <Text size="xs" c="dimmed">
            {state.lookedAt === null
              ? t("alerts.never")
              : t("alerts.last", {
                  at: momentText(state.lookedAt),
                  value: state.value ?? "–",
                })}
          </Text>
          {failure !== null && (
            <Text size="xs" c="red">
              {t("alerts.failed", { reason: failure })}
            </Text>
          )}
        </div>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            loading={tell.isPending}
            onClick={() => tell.mutate()}
          >
            {t("alerts.test")}
          </Button>
          <SureButton
            size="compact-sm"
            label={t("alerts.delete", { name })}
            ask={t("ask.gone")}
            act={() => remove.mutateAsync()}
          />
        </Group>
      </Group>
      {tell.isSuccess && (
        <Text size="sm" role="status">
          {t("alerts.tested")}
        </Text>
      )}
      {tell.isError && <Failure error={tell.error} />}
    </Paper>
  );
}

function NewAlert() {
  const t = useWords();
  const client = useQueryClient();
  const themes = useThemes();
  const hasEvents = (useOverview().data?.events ?? 0) > 0;
  const [name, setName] = useState("");
  const [kind, setKind] = useState<"event" | "theme">("theme");
  const [match, setMatch] = useState<EventMatchInput>({ name: null });
  const [themeId, setTheme] = useState<string | null>(null);
  const [days, setDays] = useState<1 | 7>(7);
  const [direction, setDirection] = useState<"above" | "below">("above");
  const [bound, setBound] = useState(10);
  const [clear, setClear] = useState(8);
  const [webhook, setWebhook] = useState("");
  const [email, setEmail] = useState("");
  const save = useMutation({
    mutationFn: (body: AlertInput) => api.createAlert({ body }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: ["alerts"] });
    },
  });
  const isWhole = kind === "event" ? hasEvents : themeId !== null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          name,
          subject:
            kind === "event"
              ? { kind, match: wholeMatch(match), measure: "people" }
              : { kind, themeId: themeId as `theme_${number}` },
          ...{ days, direction, bound, clear },
          ...(webhook.trim() === "" ? {} : { webhook: webhook.trim() }),
          ...(email.trim() === "" ? {} : { email: email.trim() }),
        });
      }}
    >
      <Title order={2} size="h4" mb="sm">
        {t("alerts.new")}
      </Title>
      <Stack gap="sm">
        <Group>
          <SegmentedControl
            aria-label={t("alerts.what")}
            data={[
              { value: "theme", label: t("alerts.theme") },
              { value: "event", label: t("alerts.metric") },
            ]}
            value={kind}
            onChange={(next) => setKind(next as "event" | "theme")}
          />
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          {kind === "event" ? (
            <EventChoice mayBeAny label={t("alerts.event")} value={match} onChange={setMatch} />
          ) : (
            <Select
              searchable
              label={t("alerts.themeName")}
              data={leafChoices(themes.data, "")}
              {...themeChoosing}
              value={themeId}
              onChange={setTheme}
            />
          )}
          <TextInput
            required
            maxLength={100}
            label={t("alerts.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group gap="sm" align="flex-start">
          <Select
            w={130}
            allowDeselect={false}
            label={t("alerts.per")}
            data={[
              { value: "1", label: t("alerts.day") },
              { value: "7", label: t("alerts.week") },
            ]}
            value={String(days)}
            onChange={(next) => setDays(next === "1" ? 1 : 7)}
          />
          <Select
            w={150}
            allowDeselect={false}
            label={t("alerts.direction")}
            data={(["above", "below"] as const).map((one) => ({
              value: one,
              label: t(`alerts.${one}`),
            }))}
            value={direction}
            onChange={(next) => setDirection(next as "above" | "below")}
          />
          <NumberInput
            w={120}
            label={t("alerts.bound")}
            value={bound}
            onChange={(next) => setBound(Number(next))}
          />
          <NumberInput
            w={220}
            label={t("alerts.clear")}
            description={t("alerts.clearHint")}
            inputWrapperOrder={["label", "input", "description"]}
            value={clear}
            onChange={(next) => setClear(Number(next))}
          />
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput
            type="url"
            label={t("alerts.webhook")}
            description={t("alerts.webhookHint")}
            inputWrapperOrder={["label", "input", "description"]}
            value={webhook}
            onChange={(event) => setWebhook(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={t("alerts.email")}
            description={t("alerts.emailHint")}
            inputWrapperOrder={["label", "input", "description"]}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group>
          <Button type="submit" disabled={!isWhole} loading={save.isPending}>
            {t("alerts.save")}
          </Button>
        </Group>
        {save.isError && <Failure error={save.error} />}
      </Stack>
    </form>
  );
}
