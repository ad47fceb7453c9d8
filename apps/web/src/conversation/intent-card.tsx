// An intent: who asks it in which words, what to recognise in it, its names and its answer in both languages.
import type { IntentView } from "@heed/core/api";
import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May, useMay } from "../people/may.tsx";
import type { Words } from "./conversation-words.ts";
import "./conversation.css";
import { noted } from "../i18n/labelled.ts";

const LANGUAGES = ["en", "zh"] as const;
const SHOWN = 6;

export function IntentCard({
  intent,
  isBusy,
  onPlan,
  t,
}: {
  readonly intent: IntentView;
  readonly isBusy: boolean;
  readonly onPlan: (plan: {
    name?: IntentView["name"];
    answer?: IntentView["answer"];
    isHidden?: boolean;
  }) => void;
  readonly t: Words;
}) {
  const [name, setName] = useState(intent.name);
  const [answer, setAnswer] = useState(intent.answer);
  const mayPlan = useMay()("planIntent");
  const isChanged = JSON.stringify([name, answer]) !== JSON.stringify([intent.name, intent.answer]);
  const quoted = intent.utterances.filter(({ origin }) => origin === "quoted");
  const made = intent.utterances.filter(({ origin }) => origin === "paraphrase");
  const spoken = currentLanguage();
  const isWritten = intent.answer.en !== "" || intent.answer.zh !== "";
  return (
    <section className="voice" aria-labelledby={`intent-${intent.themeId}`}>
      <Group justify="space-between" align="baseline">
        <div>
          <Title order={2} size="h4" id={`intent-${intent.themeId}`}>
            {intent.name[spoken]}
          </Title>
          <Text size="sm" c="dimmed" className="tabular">
            {t("people", { count: intent.people })} · {t("questions", { count: intent.questions })}
          </Text>
        </div>
        <Tag tone={isWritten ? "good" : "complaint"}>{t(isWritten ? "written" : "toWrite")}</Tag>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" mt="sm">
        <div>
          <Text className="eyebrow">{t("samples")}</Text>
          <Stack gap={4} mt={4}>
            {quoted.slice(0, SHOWN).map((one) => (
              <Sample key={one.mentionId} sample={one} />
            ))}
            {quoted.length > SHOWN && (
              <details>
                <summary>{t("moreSamples", { count: quoted.length - SHOWN })}</summary>
                <Stack gap={4} mt={4}>
                  {quoted.slice(SHOWN).map((one) => (
                    <Sample key={one.mentionId} sample={one} />
                  ))}
                </Stack>
              </details>
            )}
            <details>
              <summary>
                {t("paraphrases")} · {made.length}
              </summary>
              <Stack gap={4} mt={4}>
                {made.map(({ text, language }) => (
                  <Text key={text} size="sm" c="dimmed" lang={language}>
                    {text}
                  </Text>
                ))}
              </Stack>
            </details>
          </Stack>
          {intent.entities.length > 0 && (
            <>
              <Text className="eyebrow" mt="sm">
                {t("entities")}
              </Text>
              <Group gap={6} mt={4}>
                {intent.entities.map(({ name: entity, count }) => (
                  <Tag key={entity} tone="request">
                    {t(`entityNames.${entity as "money"}`)} · {count}
                  </Tag>
                ))}
              </Group>
            </>
          )}
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onPlan({ name, answer });
          }}
        >
          <Stack gap="xs">
            {LANGUAGES.map((language) => (
              <Group key={language} gap="xs" align="flex-start" wrap="nowrap">
                <TextInput
                  w={150}
                  size="xs"
                  readOnly={!mayPlan}
                  label={noted(t("name"), t(`languages.${language}`))}
                  maxLength={120}
                  value={name[language]}
                  onChange={(event) => setName({ ...name, [language]: event.currentTarget.value })}
                />
                <Textarea
                  style={{ flex: 1 }}
                  size="xs"
                  autosize
                  minRows={2}
                  readOnly={!mayPlan}
                  label={noted(t("answer"), t(`languages.${language}`))}
                  maxLength={5000}
                  value={answer[language]}
                  onChange={(event) =>
                    setAnswer({ ...answer, [language]: event.currentTarget.value })
                  }
                />
              </Group>
            ))}
            <May call="planIntent">
              <Group gap="xs">
                <Button
                  type="submit"
                  size="xs"
                  loading={isBusy && isChanged}
                  disabled={!isChanged || name.en.trim() === "" || name.zh.trim() === ""}
                >
                  {t("save")}
                </Button>
                <Button size="xs" variant="subtle" onClick={() => onPlan({ isHidden: true })}>
                  {t("hide")}
                </Button>
              </Group>
            </May>
          </Stack>
        </form>
      </SimpleGrid>
    </section>
  );
}

function Sample({ sample }: { readonly sample: IntentView["utterances"][number] }) {
  const { text, language, mentionId, entities } = sample;
  const parts = [];
  let at = 0;
  for (const { start, end, name } of entities) {
    parts.push(
      text.slice(at, start),
      <mark key={start} title={name} className="intent-entity">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <Text size="sm" lang={language}>
      <Link
        to="/items/$itemId"
        params={{ itemId: mentionId?.slice(0, mentionId.indexOf(".")) ?? "" }}
        className="intent-sample"
      >
        <bdi>
          “{parts}
          {text.slice(at)}”
        </bdi>
      </Link>
    </Text>
  );
}
