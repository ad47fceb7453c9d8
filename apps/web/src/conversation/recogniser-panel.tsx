// The recogniser: trained here, measured on questions it has not seen, and tried with one's own.
import type { IntentsView } from "@heed/core/api";
import { Button, Group, List, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { IntervalBar, percent } from "../components/figures.tsx";
import { Failure } from "../components/query-state.tsx";
import { labelled } from "../i18n/labelled.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import type { Words } from "./conversation-words.ts";

type Report = Extract<NonNullable<IntentsView["recogniser"]>["report"], { ok: true }>;

export function RecogniserPanel({ view, t }: { readonly view: IntentsView; readonly t: Words }) {
  const client = useQueryClient();
  const train = useMutation({
    mutationFn: () => api.trainRecogniser(),
    onSuccess: (next) => client.setQueryData(["intents"], next),
  });
  const { recogniser, isStale } = view;
  const nameOf = (id: string) =>
    view.intents.find((intent) => intent.id === id)?.name[currentLanguage()] ?? id;
  return (
    <section className="voice" aria-labelledby="recogniser-title">
      <Group justify="space-between">
        <Title order={2} size="h4" id="recogniser-title">
          {t("recogniser")}
        </Title>
        <May call="trainRecogniser">
          <Button size="xs" loading={train.isPending} onClick={() => train.mutate()}>
            {t(recogniser === null ? "train" : "again")}
          </Button>
        </May>
      </Group>
      {train.isError && <Failure error={train.error} />}
      {isStale && (
        <Text size="sm" role="status">
          {t("stale")}
        </Text>
      )}
      {recogniser === null && (
        <Text size="sm" c="dimmed">
          {t("notTrained")}
        </Text>
      )}
      {recogniser !== null &&
        (recogniser.report.ok ? (
          <>
            <Figures report={recogniser.report} nameOf={nameOf} t={t} />
            <TryIt view={view} nameOf={nameOf} t={t} />
          </>
        ) : (
          <Text role="status">{t("tooFew", { ...recogniser.report })}</Text>
        ))}
    </section>
  );
}

function Figures({
  report: { accuracy, questions, intents, majority, fallback, confusions },
  nameOf,
  t,
}: {
  readonly report: Report;
  readonly nameOf: (id: string) => string;
  readonly t: Words;
}) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} mt="sm">
        <div>
          <Text className="eyebrow">{t("accuracy")}</Text>
          <Text fw={680} className="tabular">
            {percent(accuracy.value)} ({percent(accuracy.low)}–{percent(accuracy.high)})
          </Text>
          <IntervalBar estimate={accuracy} most={1} />
          <Text size="xs" c="dimmed">
            {t("accuracyHint", { questions, intents, majority: percent(majority) })}
          </Text>
        </div>
        <div>
          <Text className="eyebrow">{t("threshold")}</Text>
          <Text fw={680} className="tabular">
            {fallback.threshold.toFixed(3)}
          </Text>
          <Text size="xs" c="dimmed">
            {t("thresholdHint", {
              right: percent(fallback.right),
              wrong: percent(fallback.wrong),
              unanswered: percent(fallback.unanswered),
            })}
          </Text>
        </div>
        {fallback.rejected !== null && (
          <div>
            <Text className="eyebrow">{t("rejected")}</Text>
            <Text fw={680} className="tabular">
              {percent(fallback.rejected.value)} ({percent(fallback.rejected.low)}–
              {percent(fallback.rejected.high)})
            </Text>
            <Text size="xs" c="dimmed">
              {t("rejectedHint", { others: fallback.others })}
            </Text>
          </div>
        )}
      </SimpleGrid>
      {confusions.length > 0 && (
        <details>
          <summary>{t("confusions")}</summary>
          <List size="sm">
            {confusions.map(({ truth, answer, count }) => (
              <List.Item key={`${truth} ${answer}`}>
                {t("confusion", { truth: nameOf(truth), answer: nameOf(answer), count })}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </>
  );
}

function TryIt({
  view,
  nameOf,
  t,
}: {
  readonly view: IntentsView;
  readonly nameOf: (id: string) => string;
  readonly t: Words;
}) {
  const [text, setText] = useState("");
  const ask = useMutation({
    mutationFn: (words: string) => api.recogniseIntent({ body: { text: words } }),
  });
  const said = ask.data;
  const answer = view.intents.find(({ id }) => id === said?.intent)?.answer[currentLanguage()];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") ask.mutate(text.trim());
      }}
    >
      <Stack gap="xs" mt="md">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label={t("tryLabel")}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={ask.isPending}>
            {t("ask")}
          </Button>
        </Group>
        {ask.isError && <Failure error={ask.error} />}
        {said !== undefined && (
          <Text role="status">
            {said.intent === null
              ? t("notUnderstood", {
                  intent: nameOf(said.likeliest),
                  probability: said.probability.toFixed(3),
                  threshold: said.threshold.toFixed(3),
                })
              : t("understood", {
                  intent: nameOf(said.intent),
                  probability: said.probability.toFixed(3),
                })}
            {answer !== undefined && answer !== "" && ` ${labelled(t("answerSoFar"), answer)}`}
          </Text>
        )}
      </Stack>
    </form>
  );
}
