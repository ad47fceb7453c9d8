// Files that were dropped and looked at, each waiting for a yes.

import type { ImportPreview, MappingView } from "@heed/core/api";
import {
  Alert,
  Button,
  Flex,
  Group,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useRejection } from "./collect-words.ts";
import { DroppedPicture, isPictureFile, PictureWait } from "./dropped-picture.tsx";
import type { ImportDesk, ImportDraft } from "./use-import.tsx";

const ROLES = ["id", "date", "rating", "author", "version", "channel"] as const;

export function DraftList({ desk }: { readonly desk: ImportDesk }) {
  return (
    <Stack gap="md">
      {desk.drafts.map((draft) => (
        <Draft key={`${draft.file.name} ${draft.file.lastModified}`} draft={draft} desk={desk} />
      ))}
    </Stack>
  );
}

function Draft({ draft, desk }: { readonly draft: ImportDraft; readonly desk: ImportDesk }) {
  const { t } = useTranslation();
  const whyRejected = useRejection();
  const [rival, setRival] = useState("");
  const { preview } = draft;
  return (
    <Paper withBorder p="md" radius="lg">
      <Group justify="space-between">
        <Text fw={600}>{draft.file.name}</Text>
        {draft.isWorking ? (
          <PictureWait file={draft.file} />
        ) : (
          preview !== null && <Recognised preview={preview} />
        )}
      </Group>
      {draft.error !== null && (
        <>
          <Failure error={draft.error} />
          {preview === null && (
            <Button variant="default" size="xs" onClick={() => desk.drop(draft)}>
              {t("collect.dismiss")}
            </Button>
          )}
        </>
      )}
      {preview !== null && (
        <Stack gap="sm" mt="sm">
          <Counts preview={preview} />
          <Notes preview={preview} />
          {!isPictureFile(draft.file) && (
            <Mapping preview={preview} onChange={(mapping) => desk.remap(draft, mapping)} />
          )}
          <Flex direction={{ base: "column", sm: "row" }} gap="md">
            <DroppedPicture file={draft.file} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <PreviewTable preview={preview} />
            </div>
          </Flex>
          {preview.rejected.length > 0 && (
            <Alert
              variant="light"
              color="orange"
              title={t("collect.rejected", {
                count: preview.counts?.rejected ?? preview.rejected.length,
              })}
            >
              {preview.rejected.slice(0, 5).map((row) => (
                <Text key={row.row} size="sm">
                  {t("collect.line", { line: row.line })} {whyRejected(row)}
                </Text>
              ))}
            </Alert>
          )}
          <Group justify="flex-end" align="flex-end">
            <TextInput
              size="sm"
              label={t("collect.rival")}
              value={rival}
              onChange={(event) => setRival(event.currentTarget.value)}
            />
            <Button variant="default" onClick={() => desk.drop(draft)}>
              {t("common.cancel")}
            </Button>
            <Button
              loading={draft.isWorking}
              onClick={() => void desk.start(draft, rival.trim() || undefined)}
            >
              {preview.counts === null
                ? t("collect.importAll")
                : t("collect.import", { count: preview.counts.added + preview.counts.revised })}
            </Button>
          </Group>
        </Stack>
      )}
    </Paper>
  );
}

function Recognised({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  // Of a picture the notes tell how surely its words were read.
  const sure = preview.format === "screenshots" ? "" : ` ${Math.round(preview.confidence * 100)} %`;
  return (
    <Tag tone="good">
      {preview.formatName?.[currentLanguage()] ??
        (preview.format === "columns" ? t("collect.byColumns") : preview.format)}
      {sure}
    </Tag>
  );
}

/** What an import would do; a file too long to be read twice is counted when it comes in. */
function Counts({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  if (preview.counts === null)
    return (
      <Text size="sm" c="dimmed">
        {t("collect.tooLong")}
      </Text>
    );
  const { rows, added, revised, unchanged, rejected, redacted } = preview.counts;
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {t("collect.counts", { rows, added, revised, unchanged, rejected, redacted })}
    </Text>
  );
}

/** What the recogniser has to say about the file (a CSV without bodies, an edited header). */
function Notes({ preview }: { readonly preview: ImportPreview }) {
  return preview.notes.map((note) => (
    <Text key={note.en} size="sm">
      {note[currentLanguage()]}
    </Text>
  ));
}

/** Which column holds what, with its choice open to change. */
function Mapping({
  preview,
  onChange,
}: {
  readonly preview: ImportPreview;
  readonly onChange: (change: Partial<MappingView>) => void;
}) {
  const { t } = useTranslation();
  const columns = preview.columns.map(({ name }) => name);
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="xs"
        label={t("role.text")}
        data={columns}
        value={preview.mapping.text.at(-1) ?? null}
        onChange={(column) => column !== null && onChange({ text: [column] })}
        w={150}
      />
      {ROLES.map((role) => (
        <Select
          key={role}
          size="xs"
          allowDeselect={false}
          label={t(`role.${role}`)}
          data={columns}
          value={preview.mapping[role] ?? null}
          onChange={(column) => column !== null && onChange({ [role]: column })}
          w={130}
        />
      ))}
    </Group>
  );
}

function PreviewTable({ preview }: { readonly preview: ImportPreview }) {
  return (
    <Table.ScrollContainer minWidth={500}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Tbody>
          {preview.rows.slice(0, 5).map((row) => (
            <Table.Tr key={row.row}>
              <Table.Td c="dimmed" style={{ whiteSpace: "nowrap" }}>
                {row.writtenAt === null ? "–" : dayText(row.writtenAt)}
              </Table.Td>
              <Table.Td c="dimmed">{row.rating === null ? "" : `${row.rating}★`}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={2}>
                  <bdi>{row.text}</bdi>
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
