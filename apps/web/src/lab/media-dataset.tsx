// A data set of pictures or sounds: a folder is dropped or chosen, sent as one archive, looked at, and brought in.
import type { BroughtMedia, MediaPreview, RefusedFile } from "@heed/core/api";
import { Alert, Button, FileButton, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconPhotoUp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, jobFailure } from "../api/client.ts";
import { sendAll } from "../collect/send-all.ts";
import { DropTarget } from "../components/drop-target.tsx";
import { Failure } from "../components/query-state.tsx";
import { chooseFolder, droppedFiles, pickedFiles, singleArchive } from "./chosen-folder.ts";
import { useLabWords } from "./lab-words.ts";
import { MediaPreviewView, RefusedFiles } from "./media-preview.tsx";
import { type FolderFile, packFolder } from "./pack-folder.ts";
import { useMade } from "./use-made.ts";

interface Looked {
  readonly uploadId: string;
  readonly preview: MediaPreview;
  /** What was left here and never sent. */
  readonly kept: readonly RefusedFile[];
}

interface Step {
  readonly words: string;
  /** Null while it cannot be told. */
  readonly share: number | null;
}

export function MediaDatasetForm() {
  const t = useLabWords();
  const client = useQueryClient();
  const onMade = useMade();
  const [step, setStep] = useState<Step | null>(null);
  const tell = (words: string, share: number | null = null) => setStep({ words, share });
  const look = useMutation({
    mutationFn: async (all: readonly FolderFile[]): Promise<Looked> => {
      const archive = singleArchive(all);
      const folder = archive === null ? chooseFolder(all) : null;
      if (archive === null && folder === null) throw new Error(t("media.tooMuch"));
      if (folder !== null && folder.files.length === 0) throw new Error(t("media.nothing"));
      const bytes =
        archive ??
        (await packFolder(folder!.files, (done, total) =>
          tell(t("media.packing", { done, total }), (100 * done) / total),
        ));
      const name = archive?.name ?? `${folder!.name}.zip`;
      const { id } = await api.createUpload({ body: { name, bytes: bytes.size } });
      await sendAll(bytes, id, 0, (sent) => {
        const share = Math.round((100 * sent) / Math.max(1, bytes.size));
        tell(t("media.sending", { share }), share);
      });
      tell(t("media.looking"));
      const preview = await api.previewLabMedia({ body: { uploadId: id } });
      return { uploadId: id, preview, kept: folder?.refused ?? [] };
    },
    onSettled: () => setStep(null),
  });
  const bring = useMutation({
    mutationFn: async ({ looked, name }: { looked: Looked; name: string }) => {
      const body = { uploadId: looked.uploadId, ...(name === "" ? {} : { name }) };
      const job = await api.importLabMedia({ body });
      const brought = await ended(job.id, (done, total) =>
        tell(t("media.bringing", { done, total }), (100 * done) / Math.max(1, total)),
      );
      return { ...brought, refused: [...looked.kept, ...brought.refused] };
    },
    onSuccess: async ({ dataset, refused }) => {
      if (refused.length === 0) await onMade({ id: dataset });
      else await client.invalidateQueries({ queryKey: ["lab-datasets"] });
    },
    onSettled: () => setStep(null),
  });
  const isBusy = look.isPending || bring.isPending;
  return (
    <Paper withBorder p="md" radius="lg" mb="md">
      <Stack gap="md">
        {look.data === undefined && bring.data === undefined && !isBusy && (
          <FolderDrop onFiles={(files) => files.length > 0 && look.mutate(files)} />
        )}
        {isBusy && step !== null && (
          <div role="status">
            <Text size="sm" mb={4}>
              {step.words}
            </Text>
            <Progress
              value={step.share ?? 100}
              animated={step.share === null}
              aria-label={step.words}
            />
          </div>
        )}
        {look.isError && <Failure error={look.error} />}
        {bring.isError && <Failure error={bring.error} />}
        {look.data !== undefined && bring.data === undefined && !isBusy && (
          <MediaPreviewView
            preview={look.data.preview}
            kept={look.data.kept}
            onMake={(name) => bring.mutate({ looked: look.data, name })}
            onOther={() => {
              look.reset();
              bring.reset();
            }}
          />
        )}
        {bring.data !== undefined && (
          <>
            <Alert color="green" variant="light">
              <Group justify="space-between">
                <Text size="sm">{t("media.made", { count: bring.data.examples })}</Text>
                <Button size="xs" onClick={() => void onMade({ id: bring.data.dataset })}>
                  {t("media.open")}
                </Button>
              </Group>
            </Alert>
            <RefusedFiles
              refused={bring.data.refused}
              count={look.data === undefined ? 0 : look.data.kept.length + bring.data.refusedCount}
            />
          </>
        )}
      </Stack>
    </Paper>
  );
}

function FolderDrop({ onFiles }: { readonly onFiles: (files: readonly FolderFile[]) => void }) {
  const t = useLabWords();
  return (
    <DropTarget
      label={t("media.drop")}
      onDrop={(dropped) => void droppedFiles(dropped).then(onFiles)}
    >
      <Stack align="center" gap="xs" py={32} px="md">
        <IconPhotoUp size={40} stroke={1.4} aria-hidden />
        <Text fw={600} ta="center">
          {t("media.drop")}
        </Text>
        <Text size="sm" c="dimmed" ta="center" maw={520}>
          {t("media.hint")}
        </Text>
        <Group gap="xs" mt="xs" justify="center">
          <FileButton
            multiple
            onChange={(files) => onFiles(pickedFiles(files))}
            inputProps={{ webkitdirectory: "", "data-testid": "lab-folder" } as object}
          >
            {(props) => (
              <Button {...props} variant="light">
                {t("media.chooseFolder")}
              </Button>
            )}
          </FileButton>
          <FileButton
            accept=".zip,application/zip"
            onChange={(file) => file !== null && onFiles(pickedFiles([file]))}
          >
            {(props) => (
              <Button {...props} variant="default">
                {t("media.chooseArchive")}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </DropTarget>
  );
}

const LOOK_MS = 400;

/** What a job gave once it has ended. @throws Error where it failed, in its words */
async function ended(
  jobId: `job_${number}`,
  onProgress: (done: number, total: number) => void,
): Promise<BroughtMedia> {
  for (;;) {
    const job = await api.getJob({ params: { jobId } });
    if (job.endedAt === null) {
      if (job.total !== null) onProgress(job.done, job.total);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      continue;
    }
    if (job.status === "done" && job.result !== null) return job.result as BroughtMedia;
    throw jobFailure(job) ?? new Error(job.status);
  }
}
