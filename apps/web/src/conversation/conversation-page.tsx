// Conversation design: intents of what people ask, a recogniser that is tested, answers to write.
import type { IntentsView } from "@heed/core/api";
import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { May } from "../people/may.tsx";
import { useWords, type Words } from "./conversation-words.ts";
import { IntentCard } from "./intent-card.tsx";
import { RecogniserPanel } from "./recogniser-panel.tsx";

export function ConversationPage() {
  const t = useWords();
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("title")} lead={t("lead")} />
        <WhenAnalysed noNeeds={t("noNeeds")}>
          <Loaded />
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Loaded() {
  const t = useWords();
  const intents = useQuery({
    queryKey: ["intents"],
    queryFn: ({ signal }) => api.getIntents({}, { signal }),
  });
  return <QueryState query={intents}>{(view) => <Intents view={view} t={t} />}</QueryState>;
}

function Intents({ view, t }: { readonly view: IntentsView; readonly t: Words }) {
  const client = useQueryClient();
  const plan = useMutation({
    mutationFn: (asked: Parameters<typeof api.planIntent>[0]) => api.planIntent(asked),
    onSuccess: (next) => client.setQueryData(["intents"], next),
  });
  const { intents, left } = view;
  const hidden = [
    ...new Set(
      left.flatMap(({ reason, question }) =>
        reason === "hidden" && question.themeId !== null ? [question.themeId] : [],
      ),
    ),
  ];
  if (intents.length === 0 && left.length === 0) return <Text c="dimmed">{t("none")}</Text>;
  return (
    <>
      <Group gap="xs">
        {(["json", "csv"] as const).map((format) => (
          <Button
            key={format}
            size="xs"
            variant="default"
            component="a"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={`/api/v1/intents/export/${format}`}
            download
          >
            {t(format)}
          </Button>
        ))}
      </Group>
      <RecogniserPanel view={view} t={t} />
      {plan.isError && <Failure error={plan.error} />}
      {intents.length === 0 && <Text c="dimmed">{t("none")}</Text>}
      {intents.map((intent) => (
        <IntentCard
          key={intent.themeId}
          intent={intent}
          isBusy={plan.isPending}
          onPlan={(body) => plan.mutate({ params: { themeId: intent.themeId }, body })}
          t={t}
        />
      ))}
      {left.length > 0 && (
        <section aria-labelledby="left-title">
          <Title order={2} size="h4" id="left-title">
            {t("left")} · {left.length}
          </Title>
          <Stack gap={4} mt="xs">
            {left.map(({ reason, question }) => (
              <Text key={question.mentionId} size="sm" lang={question.language}>
                <bdi>“{question.text}”</bdi>{" "}
                <Tag tone="plain" plain>
                  {t(`reasons.${reason}`)}
                </Tag>
              </Text>
            ))}
          </Stack>
          <May call="planIntent">
            <Group gap="xs" mt="xs">
              {hidden.map((themeId) => (
                <Button
                  key={themeId}
                  size="compact-sm"
                  variant="light"
                  onClick={() =>
                    plan.mutate({
                      params: { themeId: themeId as IntentsView["intents"][number]["themeId"] },
                      body: { isHidden: false },
                    })
                  }
                >
                  {t("show")}: {themeId}
                </Button>
              ))}
            </Group>
          </May>
        </section>
      )}
    </>
  );
}
