// Reads an experiment out of files that a person chooses, and says what was taken for what.
import type { TableView } from "@heed/core/api";
import { Button, FileButton, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { Judgement } from "./judgement.tsx";
import { useWords } from "./words.ts";

const PIECE = 8 * 1024 * 1024;

export function ReadTable() {
  const t = useWords();
  const read = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const uploadIds: string[] = [];
      for (const file of files) uploadIds.push(await send(file));
      return api.analyseTable({ body: { uploadIds } });
    },
  });
  return (
    <section aria-labelledby="read-table">
      <Stack gap="sm" align="flex-start">
        <div>
          <Title order={2} size="h4" id="read-table">
            {t("table.title")}
          </Title>
          <Text size="sm" c="dimmed" maw={640}>
            {t("table.lead")}
          </Text>
        </div>
        <FileButton multiple onChange={(files) => files.length > 0 && read.mutate(files)}>
          {(props) => (
            <Button {...props} variant="light" loading={read.isPending}>
              {t("table.choose")}
            </Button>
          )}
        </FileButton>
        {read.isError && <Failure error={read.error} />}
        {read.isSuccess && (
          <Stack gap="sm" w="100%">
            <Taken taken={read.data.taken} />
            <Judgement judgement={read.data.judgement} />
          </Stack>
        )}
      </Stack>
    </section>
  );
}

function Taken({ taken }: Pick<TableView, "taken">) {
  const t = useWords();
  const { arm, unit, time, metrics, leftOut } = taken;
  const parts = [
    t("table.arm", { name: arm ?? t("table.files") }),
    t("table.unit", { name: unit ?? t("table.eachRow") }),
    ...(time === null ? [] : [t("table.time", { name: time })]),
    t("table.metrics", { names: metrics.join(", ") }),
    ...(leftOut.length === 0 ? [] : [t("table.leftOut", { names: leftOut.join(", ") })]),
  ];
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {t("table.taken", { what: parts.join(" · ") })}
    </Text>
  );
}

async function send(file: File): Promise<string> {
  const upload = await api.createUpload({ body: { name: file.name, bytes: file.size } });
  for (let offset = 0; offset < file.size || offset === 0; offset += PIECE) {
    const piece = file.slice(offset, offset + PIECE);
    await api.sendUpload({ params: { uploadId: upload.id }, query: { offset } }, { raw: piece });
  }
  return upload.id;
}
