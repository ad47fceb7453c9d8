// The second stage: bring feedback in, see what came, and take it back when it was wrong.

import type { ImportView } from "@heed/core/api";
import { Button, Container, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { momentText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { May } from "../people/may.tsx";
import { DraftList } from "./draft-list.tsx";
import { DropArea } from "./drop-area.tsx";
import { RejectedDialog, UndoDialog } from "./import-dialogs.tsx";
import { ProgramKeys } from "./program-keys.tsx";
import { PulledSources } from "./pulled-sources.tsx";
import { RunningJobs } from "./running-jobs.tsx";
import { useImport } from "./use-import.tsx";

export function CollectPage() {
  const { t } = useTranslation();
  const desk = useImport();
  const imports = useQuery({ queryKey: ["imports"], queryFn: () => api.listImports() });
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("collect.title")} lead={t("collect.lead")} />
        <RunningJobs />
        <May call="startImport">
          <DropArea onFiles={desk.add} />
          <DraftList desk={desk} />
        </May>
        <Title order={2} size="h4">
          {t("collect.imports")}
        </Title>
        <QueryState query={imports}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Text c="dimmed">{t("collect.noImports")}</Text>
            ) : (
              <ImportTable rows={rows} />
            )
          }
        </QueryState>
        <PulledSources />
        <ProgramKeys />
      </Stack>
    </Container>
  );
}

function ImportTable({ rows }: { readonly rows: readonly ImportView[] }) {
  const { t } = useTranslation();
  const [undone, setUndone] = useState<ImportView | null>(null);
  const [rejected, setRejected] = useState<ImportView | null>(null);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("collect.file")}</Table.Th>
            <Table.Th>{t("collect.format")}</Table.Th>
            <Table.Th ta="right">{t("collect.added")}</Table.Th>
            <Table.Th ta="right">{t("collect.revised")}</Table.Th>
            <Table.Th ta="right">{t("collect.rejectedShort")}</Table.Th>
            <Table.Th ta="right">{t("collect.redacted")}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t("common.undo")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} c={row.status === "undone" ? "dimmed" : undefined}>
              <Table.Td>
                {row.file} {row.rival !== null && <Tag tone="new">{row.rival}</Tag>}
                <Text size="xs" c="dimmed">
                  {row.startedAt !== null && momentText(row.startedAt)}
                </Text>
              </Table.Td>
              <Table.Td>
                {row.formatName?.[currentLanguage()] ??
                  (row.format === "columns" ? t("collect.byColumns") : row.format)}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {row.counts.added.toLocaleString()}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {row.counts.revised.toLocaleString()}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {row.counts.rejected === 0 ? (
                  0
                ) : (
                  <Button
                    size="compact-sm"
                    variant="light"
                    color="orange"
                    className="tabular"
                    onClick={() => setRejected(row)}
                  >
                    {row.counts.rejected.toLocaleString()}
                  </Button>
                )}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {row.counts.redacted.toLocaleString()}
              </Table.Td>
              <Table.Td ta="right">
                {row.status === "committed" ? (
                  <May call="undoImport">
                    <Button size="xs" variant="subtle" onClick={() => setUndone(row)}>
                      {t("common.undo")}
                    </Button>
                  </May>
                ) : (
                  <Text size="sm">{t(`collect.${row.status}`)}</Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {undone !== null && <UndoDialog row={undone} onClose={() => setUndone(null)} />}
      {rejected !== null && <RejectedDialog row={rejected} onClose={() => setRejected(null)} />}
    </Table.ScrollContainer>
  );
}
