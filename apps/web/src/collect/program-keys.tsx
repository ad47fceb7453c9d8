// Doors for programs: keys for the API, a widget for a site's pages, a signed webhook.
import type { KeyView } from "@heed/core/api";
import { Button, Code, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { CopyText } from "../components/copy.tsx";
import { Failure } from "../components/query-state.tsx";
import { SureButton } from "../components/sure-button.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useSession } from "../people/session-gate.tsx";

const SCOPES = [
  "widget",
  "feedback:write",
  "webhook",
  "releases:write",
  "releases:webhook",
  "events:write",
  "read",
  "write",
] as const;
type Scope = KeyView["scopes"][number];

export function ProgramKeys() {
  const { t } = useTranslation();
  const { role } = useSession();
  const client = useQueryClient();
  const keys = useQuery({
    queryKey: ["keys"],
    queryFn: () => api.listKeys(),
    enabled: role === "owner",
  });
  const revoke = useMutation({
    mutationFn: (keyId: string) => api.deleteKey({ params: { keyId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
  if (role !== "owner") return null;
  return (
    <section aria-labelledby="keys-title">
      <Title order={2} size="h4" id="keys-title">
        {t("keys.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("keys.lead")}
      </Text>
      <MakeKey />
      <Stack gap={6} mt="sm">
        {keys.data?.rows.map(({ id, name, scopes, starts }) => (
          <Group key={id} gap="sm">
            <Text size="sm" fw={600}>
              <bdi>{name}</bdi>
            </Text>
            {scopes.map((scope) => (
              <Tag key={scope} tone="plain">
                {t(`keys.scope-${scope}`)}
              </Tag>
            ))}
            <Text size="xs" c="dimmed">
              {scopes.includes("widget") ? id : `${starts}…`}
            </Text>
            <SureButton
              size="compact-xs"
              label={t("keys.revoke")}
              ask={t("keys.revokeAsk", { name })}
              act={() => revoke.mutateAsync(id)}
            />
          </Group>
        ))}
      </Stack>
    </section>
  );
}

function MakeKey() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("widget");
  const make = useMutation({
    mutationFn: () => api.createKey({ body: { name, scopes: [scope] } }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  const key = make.data;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Group gap="sm" align="flex-end">
        <TextInput
          required
          label={t("keys.name")}
          placeholder={t("keys.nameExample")}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          w={220}
          allowDeselect={false}
          label={t("keys.for")}
          value={scope}
          data={SCOPES.map((one) => ({ value: one, label: t(`keys.scope-${one}`) }))}
          onChange={(next) => setScope(next as Scope)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          {t("keys.make")}
        </Button>
      </Group>
      {make.isError && <Failure error={make.error} />}
      {key !== undefined && (
        <Stack gap={4} mt="sm" role="status">
          <Text size="sm">{t(key.scopes.includes("widget") ? "keys.paste" : "keys.once")}</Text>
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <Code block style={{ flex: 1, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              {recipeOf(key)}
            </Code>
            <CopyText value={recipeOf(key)} />
          </Group>
        </Stack>
      )}
    </form>
  );
}

/** What to do with a new key, ready to be copied. */
function recipeOf({ id, secret, scopes }: KeyView & { readonly secret: string }): string {
  const at = location.origin;
  if (scopes.includes("widget"))
    return `<script src="${at}/widget.js" data-key="${id}" data-lang="${currentLanguage()}" async></script>`;
  if (scopes.includes("webhook")) return `POST ${at}/api/v1/webhooks/${id}\n${secret}`;
  if (scopes.includes("releases:webhook")) return `${at}/api/v1/webhooks/${id}/releases\n${secret}`;
  return secret;
}
