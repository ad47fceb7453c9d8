// What a folder holds before it is brought in: classes with some of their pictures, and what is not taken, with the reason.
import type { MediaPreview, RefusedFile } from "@heed/core/api";
import { Button, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useLabWords } from "./lab-words.ts";

const MOST_CLASSES = 30;
const MOST_REFUSED = 50;

function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

export function MediaPreviewView({
  preview,
  kept,
  onMake,
  onOther,
}: {
  readonly preview: MediaPreview;
  /** What was not even sent. */
  readonly kept: readonly RefusedFile[];
  readonly onMake: (name: string) => void;
  readonly onOther: () => void;
}) {
  const t = useLabWords();
  const [name, setName] = useState("");
  const { files, bytes, classes, withoutClass, refused, refusedCount } = preview;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onMake(name.trim());
      }}
    >
      <Stack gap="md">
        <Text fw={600} aria-live="polite">
          {t("media.found", { count: files, classes: classes.length, size: sizeText(bytes) })}
        </Text>
        <ClassList classes={classes} />
        {withoutClass > 0 && (
          <Text size="sm" c="dimmed">
            {t("media.withoutClass", { count: withoutClass })}
          </Text>
        )}
        <RefusedFiles refused={[...kept, ...refused]} count={kept.length + refusedCount} />
        <Group align="flex-end" gap="sm">
          <TextInput
            style={{ flex: "1 1 12rem" }}
            label={t("media.name")}
            placeholder={preview.name}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={files === 0}>
            {t("media.make")}
          </Button>
          <Button variant="default" onClick={onOther}>
            {t("media.other")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ClassList({ classes }: { readonly classes: MediaPreview["classes"] }) {
  const t = useLabWords();
  const most = Math.max(1, ...classes.map(({ files }) => files));
  return (
    <section aria-label={t("media.classes")}>
      {classes.slice(0, MOST_CLASSES).map(({ name, files, samples }) => (
        <div key={name} className="lab-class">
          <div>
            <Text fw={600} truncate title={name}>
              {name}
            </Text>
            <Text size="sm" c="dimmed" className="tabular">
              {t("media.files", { count: files })}
            </Text>
            <div
              aria-hidden
              className="lab-class-bar"
              style={{ width: `${(100 * files) / most}%` }}
            />
          </div>
          <Group gap={6} wrap="nowrap" className="lab-samples">
            {samples.map(({ path, picture }) =>
              picture === null ? (
                <span key={path} className="lab-no-picture" title={path}>
                  {t("media.noPicture")}
                </span>
              ) : (
                <img key={path} src={picture} alt={path} title={path} width={72} height={72} />
              ),
            )}
          </Group>
        </div>
      ))}
      {classes.length > MOST_CLASSES && (
        <Text size="sm" c="dimmed">
          {t("media.more", { count: classes.length - MOST_CLASSES })}
        </Text>
      )}
    </section>
  );
}

/** Files that are not taken; nothing where all are. */
export function RefusedFiles({
  refused,
  count,
}: {
  readonly refused: readonly RefusedFile[];
  /** How many there are in all; the list may hold the first ones only. */
  readonly count: number;
}) {
  const t = useLabWords();
  if (refused.length === 0) return null;
  const shown = refused.slice(0, MOST_REFUSED);
  return (
    <section aria-label={t("media.refused", { count })}>
      <Title order={3} size="h5" mb={4}>
        {t("media.refused", { count })}
      </Title>
      <Table verticalSpacing={3} style={{ tableLayout: "fixed" }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("media.file")}</Table.Th>
            <Table.Th>{t("media.reason")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ path, reason }) => (
            <Table.Tr key={path}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <bdi>{path}</bdi>
              </Table.Td>
              <Table.Td>{t(`media.reasons.${reason}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {count > shown.length && (
        <Text size="sm" c="dimmed">
          {t("media.more", { count: count - shown.length })}
        </Text>
      )}
    </section>
  );
}
