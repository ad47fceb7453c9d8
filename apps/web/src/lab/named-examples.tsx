// Examples that a model's figures name: its surest mistakes, and labels that can be put right at once.
import type { LabModelDetail } from "@heed/core/api";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { share } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";

const MOST_LISTED = 10;

export function NamedExamples({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const { texts, evaluation } = model;
  const { mistakes } = evaluation;
  return (
    <>
      {mistakes.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t("model.mistakes")}
          </Title>
          <Stack gap={6}>
            {mistakes.slice(0, MOST_LISTED).map((one) => (
              <Listed
                key={one.example}
                text={texts[String(one.example)] ?? t("model.goes", { number: one.example })}
                note={t("model.mistake", { ...one, share: share(one.probability) })}
              />
            ))}
          </Stack>
        </section>
      )}
      <Issues model={model} />
    </>
  );
}

function Issues({ model }: { readonly model: LabModelDetail }) {
  const t = useLabWords();
  const client = useQueryClient();
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  const label = useMutation({
    mutationFn: ({ example, label: chosen }: { example: number; label: string }) =>
      api.labelExample({
        params: { datasetId: model.dataset.id },
        body: { example, label: chosen },
      }),
    onSuccess: (_, { example }) => {
      setDone((before) => new Set([...before, example]));
      void client.invalidateQueries({ queryKey: ["lab-dataset", model.dataset.id] });
    },
  });
  const issues = model.labelIssues.issues.filter(({ example }) => !done.has(example));
  if (model.labelIssues.issues.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("model.issues")}
      </Title>
      {label.isError && <Failure error={label.error} />}
      {issues.length === 0 && <Text c="dimmed">{t("model.issuesDone")}</Text>}
      <Stack gap={10}>
        {issues.slice(0, MOST_LISTED).map(({ example, given, suggested }) => (
          <Listed
            key={example}
            text={model.texts[String(example)] ?? t("model.goes", { number: example })}
            note={t("model.issue", { given, suggested })}
          >
            <Group gap={6} mt={4}>
              <Button
                size="compact-xs"
                variant="light"
                onClick={() => label.mutate({ example, label: suggested })}
              >
                {t("model.change", { suggested })}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => label.mutate({ example, label: given })}
              >
                {t("model.keep", { given })}
              </Button>
            </Group>
          </Listed>
        ))}
      </Stack>
    </section>
  );
}

function Listed({
  text,
  note,
  children,
}: {
  readonly text: string;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="quote">
      <Text size="sm" lineClamp={3}>
        <bdi>{text}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
      {children}
    </div>
  );
}
