// The decisions that people took about themes, each of which can be undone.
import type { ThemeEditView } from "@heed/core/api";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failure } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { useMay } from "../people/may.tsx";
import { useThemeEdit } from "./use-theme-edit.ts";
import { useThemeName } from "./use-themes.ts";

const SHOWN = 12;

export function ThemeLog({ edits }: { readonly edits: readonly ThemeEditView[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useThemeName();
  const mayEdit = useMay()("editThemes");
  const undo = useThemeEdit();
  const rows = edits
    .filter(({ edit }) => edit.type !== "undo")
    .toSorted((a, b) => b.number - a.number)
    .slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={2} size="h4">
        {t("themes.log")}
      </Title>
      {rows.map(({ number, at, edit, undoneBy }) => (
        <Group key={number} gap="sm">
          <Text size="sm" c="dimmed" className="tabular">
            {dayText(at)} {at.slice(11, 16)}
          </Text>
          <Text size="sm" td={undoneBy === null ? undefined : "line-through"}>
            {i18n.t(`themeEdit.${edit.type}` as never)} {subjectOf(edit, nameOf)}
          </Text>
          {mayEdit && undoneBy === null && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={undo.isPending}
              onClick={() => undo.mutate({ type: "undo", edit: number })}
            >
              {t("common.undo")}
            </Button>
          )}
        </Group>
      ))}
      {undo.isError && <Failure error={undo.error} />}
    </Stack>
  );
}

/** What a decision was about, by the names of today. */
function subjectOf(edit: ThemeEditView["edit"], nameOf: (id: string) => string): string {
  const { themeId, into, from, mentionIds } = edit as {
    readonly themeId?: string | null;
    readonly into?: string;
    readonly from?: readonly string[];
    readonly mentionIds?: readonly string[];
  };
  if (into !== undefined) return `${(from ?? []).map(nameOf).join(", ")} → ${nameOf(into)}`;
  const count = mentionIds === undefined ? "" : `${mentionIds.length} → `;
  return count + (themeId == null ? "–" : nameOf(themeId));
}
