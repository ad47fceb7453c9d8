// Asks a model about a picture or a sound: a new one, or an example whose answer is to be understood.
import { apiUrl, type LabDatasetView } from "@heed/core/api";
import { Button, FileButton, Group, Paper, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { sendAll } from "../collect/send-all.ts";
import { Failure, QueryState } from "../components/query-state.tsx";
import { ExplainedMedia } from "./explained-media.tsx";
import { useLabWords } from "./lab-words.ts";
import type { ModelId } from "./model-page.tsx";

export function AskMedia({
  modelId,
  task,
}: {
  readonly modelId: ModelId;
  readonly task: "image" | "audio";
}) {
  const t = useLabWords();
  const [source, setSource] = useState<string | null>(null);
  // The browser keeps what an address of its own stands for until it is told to forget it.
  useEffect(() => {
    return () => {
      if (source !== null) URL.revokeObjectURL(source);
    };
  }, [source]);
  const ask = useMutation({
    mutationFn: async (file: File) => {
      const upload = await api.createUpload({ body: { name: file.name, bytes: file.size } });
      await sendAll(file, upload.id, 0, () => undefined);
      return api.explainWithLabModel({ params: { modelId }, body: { uploadId: upload.id } });
    },
  });
  const choose = (file: File | null) => {
    if (file === null) return;
    setSource(URL.createObjectURL(file));
    ask.mutate(file);
  };
  const isPicture = task === "image";
  return (
    <section aria-labelledby="lab-ask">
      <Title order={2} size="h4" id="lab-ask" mb={4}>
        {t("ask.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={640}>
        {t(isPicture ? "ask.leadPicture" : "ask.leadSound")}
      </Text>
      <Group>
        <FileButton
          accept={isPicture ? "image/jpeg,image/png,image/webp,image/gif" : ".wav,audio/wav"}
          onChange={choose}
        >
          {(props) => (
            <Button {...props} variant="default" size="sm" loading={ask.isPending}>
              {t(isPicture ? "ask.choosePicture" : "ask.chooseSound")}
            </Button>
          )}
        </FileButton>
      </Group>
      {ask.isError && <Failure error={ask.error} />}
      {ask.data !== undefined && source !== null && (
        <Paper withBorder p="md" radius="lg" mt="sm" aria-live="polite">
          <ExplainedMedia explanation={ask.data} source={source} />
        </Paper>
      )}
    </section>
  );
}

/** Why a model answers as it does about an example of a data set, shown once it is asked for. */
export function WhyExample({
  modelId,
  dataset,
  example,
  answer,
}: {
  readonly modelId: ModelId;
  readonly dataset: LabDatasetView["id"];
  readonly example: number;
  /** What was answered when it was measured. */
  readonly answer: string;
}) {
  const t = useLabWords();
  const [isOpen, setIsOpen] = useState(false);
  const why = useQuery({
    queryKey: ["lab-why", modelId, dataset, example],
    queryFn: () => api.explainWithLabModel({ params: { modelId }, body: { dataset, example } }),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const source = apiUrl("getLabMedia", {
    params: { datasetId: dataset, example: String(example) },
  });
  return (
    <div>
      <Button
        size="compact-xs"
        variant="light"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t(isOpen ? "ask.hide" : "ask.why")}
      </Button>
      {isOpen && (
        <Paper withBorder p="sm" radius="lg" mt="xs" aria-live="polite">
          <QueryState query={why}>
            {(explanation) => (
              <>
                {explanation.answer.label !== answer && (
                  <Text size="sm" mb="xs">
                    {t("ask.since", { label: explanation.answer.label })}
                  </Text>
                )}
                <ExplainedMedia explanation={explanation} source={source} />
              </>
            )}
          </QueryState>
        </Paper>
      )}
    </div>
  );
}
