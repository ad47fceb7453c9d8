// Ask: a question in either language, an answer whose every source opens.
import { Button, Container, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { GapNote } from "../components/gap-note.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { AnswerSentences, FoundGroups } from "./answer-view.tsx";
import "./design.css";
import { useDesignWords } from "./design-words.ts";
import { type AnswerState, useAnswer } from "./use-answer.ts";

/** So many of the highest needs are offered as questions. */
const ASKED_NEEDS = 2;

export function AskPage() {
  const t = useDesignWords();
  const { q = "", model = false } = useSearch({ from: "/design-tabs/design/ask" });
  const navigate = useNavigate({ from: "/design/ask" });
  const [words, setWords] = useState(q);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => setWords(q), [q]);
  const state = useAnswer(q === "" ? null : q, model, attempt);
  const ask = (question: string) => {
    if (question.trim() === "") return;
    if (question === q) setAttempt((before) => before + 1);
    void navigate({ search: { q: question, ...(model ? { model: true as const } : {}) } });
  };
  return (
    <Container size="lg" py="lg" className="column">
      <Stack gap="lg">
        <PageHead title={t("ask.title")} lead={t("ask.lead")} />
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            ask(words.trim());
          }}
        >
          <Group gap="sm" align="flex-start">
            <TextInput
              size="lg"
              radius="xl"
              style={{ flex: "1 1 16rem" }}
              leftSection={<IconMessageQuestion size={20} aria-hidden />}
              placeholder={t("ask.placeholder")}
              aria-label={t("ask.title")}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button size="lg" radius="xl" type="submit" loading={state.isAsking}>
              {t("ask.submit")}
            </Button>
          </Group>
        </form>
        <Switch
          checked={model}
          label={t("ask.model")}
          description={t("ask.modelHint")}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            void navigate({
              search: { ...(q === "" ? {} : { q }), ...(isOn ? { model: true as const } : {}) },
              replace: true,
            });
          }}
        />
        {q === "" ? (
          <WhenAnalysed noNeeds={t("list.noNeeds")}>
            <Examples onAsk={ask} />
          </WhenAnalysed>
        ) : (
          <Answer state={state} onRetry={() => setAttempt((before) => before + 1)} />
        )}
      </Stack>
    </Container>
  );
}

/** Questions about what this workspace's people speak of. */
function Examples({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const t = useDesignWords();
  const needs = useQuery({ queryKey: ["needs", {}], queryFn: () => api.listNeeds() });
  const highest = needs.data?.rows.slice(0, ASKED_NEEDS) ?? [];
  const questions = [
    ...highest.map(({ name }) => t("ask.examples.about", { name: name[currentLanguage()] })),
    t("ask.examples.most"),
    t("ask.examples.chinese"),
  ];
  return (
    <Group gap="xs" align="baseline">
      <Text size="sm" c="dimmed">
        {t("ask.try")}
      </Text>
      {questions.map((question) => (
        <Button
          key={question}
          variant="default"
          size="xs"
          radius="xl"
          onClick={() => onAsk(question)}
        >
          {question}
        </Button>
      ))}
    </Group>
  );
}

function Answer({ state, onRetry }: { readonly state: AnswerState; readonly onRetry: () => void }) {
  const t = useDesignWords();
  const { sentences, answer, error, isAsking } = state;
  if (error !== null) return <Failure error={error} onRetry={onRetry} />;
  if (answer === null && sentences.length === 0) return isAsking ? <Waiting /> : null;
  const dropped = Object.values(answer?.dropped ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <Stack gap="lg">
      {answer?.outcome === "not-said" ? (
        <div role="status">
          <Text size="lg" fw={600}>
            {t("ask.notSaid")}
          </Text>
          <Text c="dimmed">{t("ask.notSaidHint")}</Text>
        </div>
      ) : (
        <AnswerSentences sentences={sentences} cited={answer?.cited ?? []} />
      )}
      {answer !== null && (
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            {answer.model === null
              ? t("ask.plainly")
              : t("ask.byModel", { model: answer.model.name })}
          </Text>
          {dropped > 0 && (
            <Text size="sm" c="dimmed">
              {t("ask.dropped", { count: dropped })}
            </Text>
          )}
          {answer.modelFailure !== null && (
            <Text size="sm" c="dimmed">
              {t("ask.failed")} ({answer.modelFailure})
            </Text>
          )}
          <GapNote gap={answer.gap} />
          {answer.withheld > 0 && (
            <Text size="sm" c="dimmed">
              {t("ask.withheld", { count: answer.withheld })}
            </Text>
          )}
        </Stack>
      )}
      {answer !== null && <FoundGroups groups={answer.groups} />}
    </Stack>
  );
}
