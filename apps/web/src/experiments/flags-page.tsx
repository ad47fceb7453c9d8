// Feature flags: on and off, rollouts, experiments, and how programs read them.
import type { FlagRequest, FlagView } from "@heed/core/api";
import {
  Button,
  Code,
  Container,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { useWords } from "./words.ts";

export function FlagsPage() {
  const t = useWords();
  const flags = useQuery({ queryKey: ["flags"], queryFn: () => api.listFlags() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="xl">
        <PageHead title={t("flags.title")} lead={t("flags.lead")} />
        <QueryState query={flags}>
          {({ rows }) => (
            <Stack gap="xs">
              {rows.length === 0 && <Text c="dimmed">{t("flags.none")}</Text>}
              {rows.map((flag) => (
                <FlagRow key={flag.key} flag={flag} />
              ))}
            </Stack>
          )}
        </QueryState>
        <NewFlag />
        <Connect />
      </Stack>
    </Container>
  );
}

function usePutFlag(onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, body }: { key: string; body: FlagRequest }) =>
      api.putFlag({ params: { flagKey: key }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["flags"] });
      onDone?.();
    },
  });
}

function FlagRow({ flag }: { readonly flag: FlagView }) {
  const t = useWords();
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const put = usePutFlag();
  const remove = useMutation({
    mutationFn: () => api.deleteFlag({ params: { flagKey: flag.key } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["flags"] }),
  });
  const { key, changedAt: _changed, ...body } = flag;
  return (
    <Paper withBorder p="sm" radius="lg">
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0, flex: "1 1 16rem" }}>
          <Text fw={650} style={{ overflowWrap: "anywhere" }}>
            {key}
          </Text>
          <Text size="sm" c="dimmed">
            {ruleWords(flag, t)}
          </Text>
          {flag.description !== "" && (
            <Text size="sm">
              <bdi>{flag.description}</bdi>
            </Text>
          )}
        </div>
        <Group gap="xs">
          <Switch
            label={t("flags.on")}
            aria-label={`${t("flags.on")} ${key}`}
            checked={flag.isOn}
            disabled={put.isPending}
            onChange={(event) =>
              put.mutate({ key, body: { ...body, isOn: event.currentTarget.checked } })
            }
          />
          <Button size="compact-sm" variant="subtle" onClick={() => setAsked(true)}>
            {t("flags.delete", { key })}
          </Button>
        </Group>
      </Group>
      {put.isError && <Failure error={put.error} />}
      {isAsked && (
        <Dialog title={t("flags.delete", { key })} onClose={() => setAsked(false)}>
          <Stack gap="sm">
            <Text size="sm">{t("flags.deleteAsk", { key })}</Text>
            {remove.isError && <Failure error={remove.error} />}
            <Group gap="xs">
              <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t("flags.delete", { key })}
              </Button>
              <Button variant="subtle" onClick={() => setAsked(false)}>
                {common("common.cancel")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Paper>
  );
}

function ruleWords(
  { rules, overrides, defaultValue }: FlagView,
  t: ReturnType<typeof useWords>,
): string {
  const share = (part: number) => `${Math.round(1000 * part) / 10} %`;
  const told = rules.map((rule) => {
    if (rule.kind === "value") return t("flags.rules.value", { value: JSON.stringify(rule.value) });
    if (rule.kind === "rollout")
      return t("flags.rules.rollout", {
        value: JSON.stringify(rule.value),
        share: share(rule.share),
      });
    return t("flags.rules.experiment", { key: rule.experiment, share: share(rule.share) });
  });
  return [
    ...(overrides.length === 0 ? [] : [t("flags.rules.people", { count: overrides.length })]),
    ...told,
    t("flags.rules.default", { value: JSON.stringify(defaultValue) }),
  ].join(" → ");
}

function NewFlag() {
  const t = useWords();
  const experiments = useQuery({ queryKey: ["experiments"], queryFn: () => api.listExperiments() });
  const [key, setKey] = useState("");
  const [description, setDescription] = useState("");
  const [share, setShare] = useState<number | string>(10);
  const [experiment, setExperiment] = useState<string | null>(null);
  const save = usePutFlag(() => {
    setKey("");
    setDescription("");
  });
  const submit = () => {
    const own = experiments.data?.rows.find(({ id }) => id === experiment);
    const rule: FlagRequest["rules"][number] =
      own === undefined
        ? { kind: "rollout", conditions: [], value: true, share: Number(share) / 100, by: "id" }
        : {
            ...{ kind: "experiment", conditions: [], experiment: own.key, share: 1, by: "id" },
            variations: own.arms.map((arm, at) => ({
              ...arm,
              value: own.arms.length === 2 ? at === 1 : arm.key,
            })),
          };
    save.mutate({
      key,
      body: { description, isOn: true, defaultValue: false, overrides: [], rules: [rule] },
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Title order={2} size="h4" mb="sm">
        {t("flags.new")}
      </Title>
      <Stack gap="sm" maw={640}>
        <TextInput
          required
          label={t("flags.key")}
          pattern="[\w.:\-]{1,100}"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          label={t("flags.description")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Group gap="sm" align="flex-end">
          <NumberInput
            label={t("flags.share")}
            min={0}
            max={100}
            disabled={experiment !== null}
            value={share}
            onChange={setShare}
          />
          <Select
            clearable
            label={t("flags.experiment")}
            placeholder={t("flags.noExperiment")}
            data={(experiments.data?.rows ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
            value={experiment}
            onChange={setExperiment}
          />
        </Group>
        {save.isError && <Failure error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("flags.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Connect() {
  const t = useWords();
  const make = useMutation({
    mutationFn: () => api.createKey({ body: { name: "flags", scopes: ["flags"] } }),
  });
  const key = make.data?.secret ?? "heed_…";
  return (
    <section aria-labelledby="connect-title">
      <Title order={2} size="h4" id="connect-title">
        {t("flags.connect")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw={640}>
        {t("flags.connectLead")}
      </Text>
      <Stack gap="sm" align="flex-start">
        <Button variant="light" loading={make.isPending} onClick={() => make.mutate()}>
          {t("flags.makeKey")}
        </Button>
        {make.isError && <Failure error={make.error} />}
        {make.isSuccess && (
          <Text size="sm" role="status">
            {t("flags.once")}
          </Text>
        )}
        <Code block w="100%" tabIndex={0}>
          {exampleOf(window.location.origin, key)}
        </Code>
      </Stack>
    </section>
  );
}

function exampleOf(origin: string, key: string): string {
  return `import { GrowthBook } from "@growthbook/growthbook";

const features = new GrowthBook({
  apiHost: "${origin}",
  clientKey: "${key}",
  attributes: { id: userId },
  trackingCallback: (experiment, result) =>
    heed.track("experiment_viewed", { experiment: experiment.key, variation: result.key }),
});
await features.init();
if (features.isOn("new-checkout")) { /* … */ }`;
}
