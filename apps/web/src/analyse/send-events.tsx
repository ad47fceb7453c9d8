// How to send events: a key, and what to paste for each sender; or a file.
import { Button, Code, FileButton, Group, Stack, Tabs, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { CopyText } from "../components/copy.tsx";
import { Failure } from "../components/query-state.tsx";
import { useSession } from "../people/session-gate.tsx";
import { useWords } from "./analyse-words.ts";

const WAYS = ["bySelf", "byPosthog", "bySegment", "byHttp", "byFile"] as const;
const NO_KEY = "heed_YOUR_KEY";

export function SendEvents() {
  const t = useWords();
  const { role } = useSession();
  const make = useMutation({
    mutationFn: () => api.createKey({ body: { name: "events", scopes: ["events:write"] } }),
  });
  const recipes = recipesFor(location.origin, make.data?.secret ?? NO_KEY);
  return (
    <section aria-labelledby="send-title">
      <Title order={2} size="h4" id="send-title">
        {t("overview.send")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw={640}>
        {t("overview.sendLead")}
      </Text>
      <Group gap="sm" mb="sm">
        {role === "owner" ? (
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
            {t("overview.key")}
          </Button>
        ) : (
          <Text size="sm">{t("overview.keyOwner")}</Text>
        )}
        {make.data !== undefined && (
          <Group gap="xs" role="status">
            <Code>{make.data.secret}</Code>
            <CopyText value={make.data.secret} />
          </Group>
        )}
      </Group>
      {make.isError && <Failure error={make.error} />}
      {make.data !== undefined && (
        <Text size="xs" c="dimmed" mb="sm">
          {t("overview.keyOnce")}
        </Text>
      )}
      <Tabs defaultValue="bySelf" keepMounted={false}>
        <Tabs.List>
          {WAYS.map((way) => (
            <Tabs.Tab key={way} value={way}>
              {t(`overview.${way}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {WAYS.map((way) => (
          <Tabs.Panel key={way} value={way} pt="sm">
            {way === "byFile" ? (
              <SendFile />
            ) : (
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Code block style={{ flex: 1, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                  {recipes[way]}
                </Code>
                <CopyText value={recipes[way]} />
              </Group>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function SendFile() {
  const t = useWords();
  const send = useMutation({
    mutationFn: async (file: File) => {
      const upload = await api.createUpload({ body: { name: file.name, bytes: file.size } });
      for (let offset = 0; offset < file.size || offset === 0; offset += PIECE) {
        const piece = file.slice(offset, offset + PIECE);
        await api.sendUpload(
          { params: { uploadId: upload.id }, query: { offset } },
          { raw: piece },
        );
      }
      return api.importEvents({ body: { uploadId: upload.id } });
    },
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t("overview.fileLead")}</Text>
      <FileButton onChange={(file) => file !== null && send.mutate(file)}>
        {(props) => (
          <Button {...props} variant="light" loading={send.isPending}>
            {t("overview.choose")}
          </Button>
        )}
      </FileButton>
      {send.isSuccess && (
        <Text size="sm" role="status">
          {t("overview.sent", { name: send.variables.name })}
        </Text>
      )}
      {send.isError && <Failure error={send.error} />}
    </Stack>
  );
}

const PIECE = 8 * 1024 * 1024;

function recipesFor(at: string, key: string) {
  return {
    bySelf: `<script src="${at}/events.js" data-key="${key}" async></script>
<script>
  window.heed ??= { q: [], track(...a) { this.q.push(["track", a]) }, identify(...a) { this.q.push(["identify", a]) } };
  heed.identify("user-1");
  heed.track("bought", { price: 9.5, plan: "team" });
</script>`,
    byPosthog: `posthog.init("${key}", { api_host: "${at}" });

// Node.js
new PostHog("${key}", { host: "${at}" });`,
    bySegment: `new Analytics({ writeKey: "${key}", host: "${at}" });`,
    byHttp: `curl ${at}/api/v1/events -H "Authorization: Bearer ${key}" \\
  -d '{"event": "bought", "person": "user-1", "properties": {"price": 9.5}}'`,
  } as const;
}
