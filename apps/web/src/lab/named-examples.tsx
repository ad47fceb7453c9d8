// Examples that a model's figures name: its surest mistakes, and labels that can be put right at once.
import type { LabDatasetView, LabModelDetail } from "@heed/core/api";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { WhyExample } from "./ask-media.tsx";
import { ExampleMedia } from "./example-media.tsx";
import { share } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import type { ModelId } from "./model-page.tsx";

const MOST_LISTED = 10;

export function NamedExamples({ model }: { readonly model: LabModelDetail }) {
  const { texts, evaluation, task } = model;
  const dataset = { ...model.dataset, task };
  return (
    <>
      <Mistakes modelId={model.id} dataset={dataset} evaluation={evaluation} texts={texts} />
      <Issues model={model} />
    </>
  );
}

type NamedDataset = Pick<LabDatasetView, "id" | "name" | "task">;

/** The wrong answers that a model was surest of, with what it saw or heard, and why it answered so. */
export function Mistakes({
  modelId,
  dataset,
  evaluation: { mistakes },
  texts,
}: {
  readonly modelId: ModelId;
  readonly dataset: NamedDataset;
  readonly evaluation: Pick<LabModelDetail["evaluation"], "mistakes">;
  readonly texts: LabModelDetail["texts"];
}) {
  const t = useLabWords();
  if (mistakes.length === 0) return null;
  const isMedia = dataset.task === "image" || dataset.task === "audio";
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("model.mistakes")}
      </Title>
      <Stack gap={6}>
        {mistakes.slice(0, MOST_LISTED).map((one) => (
          <Listed
            key={one.example}
            number={one.example}
            dataset={dataset}
            text={texts[String(one.example)]}
            note={t("model.mistake", { ...one, share: share(one.probability) })}
          >
            {isMedia && (
              <WhyExample
                modelId={modelId}
                dataset={dataset.id}
                example={one.example}
                answer={one.answer}
              />
            )}
          </Listed>
        ))}
      </Stack>
    </section>
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
            number={example}
            dataset={{ ...model.dataset, task: model.task }}
            text={model.texts[String(example)]}
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
  number,
  dataset,
  text,
  note,
  children,
}: {
  readonly number: number;
  readonly dataset: NamedDataset;
  readonly text: string | undefined;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  const t = useLabWords();
  const { id, name, task } = dataset;
  const isMedia = task === "image" || task === "audio";
  const words = (
    <div>
      <Text size="sm" lineClamp={3}>
        <bdi>{text ?? t("model.goes", { number })}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
      {children}
    </div>
  );
  if (!isMedia) return <div className="quote">{words}</div>;
  return (
    <div className="quote lab-named">
      <ExampleMedia datasetId={id} task={task} number={number} name={name} />
      {words}
    </div>
  );
}
