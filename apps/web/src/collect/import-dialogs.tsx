// What one import left out, row by row with its reason; and what taking an import back means, before it is done.
import type { ImportView } from "@heed/core/api";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Dialog } from "../components/dialog.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { useCollectWords, useRejection } from "./collect-words.ts";

interface DialogProps {
  readonly row: ImportView;
  readonly onClose: () => void;
}

export function RejectedDialog({ row, onClose }: DialogProps) {
  const { t } = useTranslation();
  const whyRejected = useRejection();
  const pages = useInfiniteQuery({
    queryKey: ["rejected-rows", row.id],
    queryFn: ({ pageParam }) =>
      api.listRejectedRows({
        params: { importId: row.id },
        query: { limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Dialog title={t("collect.rejected", { count: row.counts.rejected })} onClose={onClose}>
      {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      <Stack gap="xs">
        {pages.data?.pages
          .flatMap(({ rows }) => rows)
          .map((rejected) => (
            <div key={`${rejected.row} ${rejected.line}`}>
              <Text size="sm">
                <Text span fw={600} className="tabular">
                  {t("collect.line", { line: rejected.line })}
                </Text>{" "}
                {whyRejected(rejected)}
              </Text>
              {rejected.excerpt !== "" && (
                <Text size="xs" c="dimmed" lineClamp={2}>
                  <bdi>{rejected.excerpt}</bdi>
                </Text>
              )}
            </div>
          ))}
        {pages.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t("common.more")}
          </Button>
        )}
      </Stack>
    </Dialog>
  );
}

export function UndoDialog({ row, onClose }: DialogProps) {
  const { t } = useTranslation();
  const words = useCollectWords();
  const undo = useMutation({
    mutationFn: () => api.undoImport({ params: { importId: row.id } }),
    onSuccess: onClose,
  });
  return (
    <Dialog title={words("undo.title", { file: row.file })} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">
          {words("undo.lead", {
            count: row.counts.added,
            items: row.counts.added.toLocaleString(),
          })}
        </Text>
        {undo.isError && <Failure error={undo.error} />}
        <Group gap="xs">
          <Button color="red" loading={undo.isPending} onClick={() => undo.mutate()}>
            {words("undo.do")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
