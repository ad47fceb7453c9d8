// Labelling by key: one example at a time, chosen by what the model does not know yet.
import { apiUrl, type LabDatasetView, type NextExamples } from "@heed/core/api";
import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { Failure, Waiting } from "../components/query-state.tsx";
import { isTyping } from "../shell/use-hotkeys.ts";
import { share } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";

type Next = NextExamples["rows"][number];
type Progress = NextExamples["progress"];

const AHEAD = 8;
/** Examples left at which more are fetched, so that a quick hand never waits. */
const LOW = 4;

export function LabelBox({ dataset }: { readonly dataset: LabDatasetView }) {
  const t = useLabWords();
  const client = useQueryClient();
  const params = { datasetId: dataset.id };
  const [queue, setQueue] = useState<readonly Next[] | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [labeler, setLabeler] = useState("me");
  const [added, setAdded] = useState("");
  const [more, setMore] = useState<readonly string[]>([]);
  const shown = useRef<number[]>([]);
  const waiting = useRef<readonly Next[]>([]);
  waiting.current = queue ?? [];
  const refill = useMutation({
    mutationFn: () => {
      const before = [...shown.current, ...waiting.current.map(({ example }) => example.number)];
      return api.listNextExamples({
        params,
        query: { labeler, count: AHEAD, ...(before.length > 0 ? { shown: before } : {}) },
      });
    },
    onSuccess: ({ rows, progress: now }) => {
      // What came while the person went on is put behind what waits already.
      setQueue((queued) => {
        const known = new Set([
          ...shown.current,
          ...(queued ?? []).map(({ example }) => example.number),
        ]);
        return [...(queued ?? []), ...rows.filter(({ example }) => !known.has(example.number))];
      });
      setProgress(now);
    },
  });
  const { mutate: fill } = refill;
  const isFilling = useRef(false);
  isFilling.current = refill.isPending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person or data set begins anew.
  useEffect(() => {
    shown.current = [];
    setQueue(null);
    fill();
  }, [fill, dataset.id, labeler]);
  const current = queue?.[0];
  const classes = [...new Set([...(progress?.classes ?? dataset.classes), ...more])];
  const advance = useCallback(
    (number: number) => {
      shown.current = [...shown.current, number].slice(-150);
      setQueue((now) => {
        const rest = (now ?? []).slice(1);
        return rest.length === 0 ? null : rest;
      });
      if (waiting.current.length <= LOW && !isFilling.current) fill();
    },
    [fill],
  );
  const changed = () => {
    for (const key of ["lab-dataset", "lab-datasets", "lab-estimate"])
      void client.invalidateQueries({ queryKey: [key] });
  };
  const label = useMutation({
    mutationFn: ({ example, label: chosen }: { example: number; label: string }) =>
      api.labelExample({ params, body: { example, label: chosen, labeler } }),
    onSuccess: (now) => {
      setProgress(now);
      changed();
    },
  });
  const undo = useMutation({
    mutationFn: () => api.undoExampleLabel({ params, body: { labeler } }),
    onSuccess: ({ undone, progress: now }) => {
      setProgress(now);
      if (undone !== null) shown.current = shown.current.filter((one) => one !== undone.example);
      changed();
      setQueue(null);
      fill();
    },
  });
  const choose = (name: string) => {
    if (current === undefined) return;
    label.mutate({ example: current.example.number, label: name });
    advance(current.example.number);
  };
  const act = useRef({ choose, undo: undo.mutate, advance, classes, current });
  act.current = { choose, undo: undo.mutate, advance, classes, current };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const now = act.current;
      const name = now.classes[Number(event.key) - 1];
      if (name !== undefined) now.choose(name);
      else if (event.key === "u") now.undo();
      else if (event.key === "s" && now.current !== undefined)
        now.advance(now.current.example.number);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  return (
    <section aria-labelledby="lab-label">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="lab-label">
          {t("label.title")}
        </Title>
        <TextInput
          size="xs"
          w={140}
          aria-label={t("label.labeler")}
          value={labeler}
          onChange={(event) => setLabeler(event.currentTarget.value.slice(0, 40) || "me")}
        />
      </Group>
      <Paper withBorder p="lg" radius="lg">
        <Stack gap="md">
          {refill.isError && <Failure error={refill.error} onRetry={() => fill()} />}
          {label.isError && <Failure error={label.error} />}
          {current === undefined ? (
            refill.isPending || queue === null ? (
              !refill.isError && <Waiting />
            ) : (
              <Text c="dimmed">{t("label.done")}</Text>
            )
          ) : (
            <ShownExample next={current} dataset={dataset} />
          )}
          {classes.length < 2 && <Text c="dimmed">{t("label.noClasses")}</Text>}
          <Group gap="xs">
            {classes.map((name, at) => (
              <Button
                key={name}
                variant={current?.guess?.label === name ? "light" : "default"}
                disabled={current === undefined}
                onClick={() => choose(name)}
              >
                {at < 9 && (
                  <kbd className="lab-key" aria-hidden>
                    {at + 1}
                  </kbd>
                )}
                {name}
              </Button>
            ))}
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (added.trim() !== "") setMore([...more, added.trim()]);
                setAdded("");
              }}
            >
              <TextInput
                w={150}
                placeholder={t("label.add")}
                aria-label={t("label.add")}
                value={added}
                onChange={(event) => setAdded(event.currentTarget.value)}
              />
            </form>
          </Group>
          <Group justify="space-between">
            <Text size="sm" c="dimmed" className="tabular" aria-live="polite">
              {progress !== null && t("label.progress", { ...progress })}
            </Text>
            <Group gap="xs">
              <Button
                size="xs"
                variant="subtle"
                disabled={current === undefined}
                onClick={() => current !== undefined && advance(current.example.number)}
              >
                {t("label.skip")}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => undo.mutate()}>
                {t("label.undo")}
              </Button>
            </Group>
          </Group>
          <Text size="xs" c="dimmed">
            {t("label.keys")}
          </Text>
        </Stack>
      </Paper>
    </section>
  );
}

function ShownExample({
  next,
  dataset,
}: {
  readonly next: Next;
  readonly dataset: LabDatasetView;
}) {
  const t = useLabWords();
  const { example, why, guess } = next;
  const media = apiUrl("getLabMedia", {
    params: { datasetId: dataset.id, example: String(example.number) },
  });
  return (
    <div>
      <div className="lab-example">
        {example.text !== null && <bdi>{example.text}</bdi>}
        {example.hasMedia && dataset.task === "image" && (
          <img src={media} alt={t("label.picture", { number: example.number })} />
        )}
        {example.hasMedia && dataset.task === "audio" && (
          // biome-ignore lint/a11y/useMediaCaption: what is said is what is to be labelled.
          <audio controls src={media} />
        )}
        {example.cells.map(({ name, value }) => (
          <Text key={name} size="sm">
            <Text span c="dimmed">
              {name}
            </Text>{" "}
            {value}
          </Text>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        {t(`label.why.${why}`)}
        {guess !== null &&
          ` · ${t("label.guess", { label: guess.label, share: share(guess.probability) })}`}
      </Text>
    </div>
  );
}
