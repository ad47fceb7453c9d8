// The decisions that people took about themes, each of which can be undone.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";

const SHOWN = 10;

export function ThemeLog() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const log = useQuery({ queryKey: ["theme-log"], queryFn: () => api.listThemeEdits() });
  const undo = useMutation({
    mutationFn: (edit: number) => api.editThemes({ body: { decision: { type: "undo", edit } } }),
    onSettled: () => client.invalidateQueries(),
  });
  const rows = (log.data?.rows ?? [])
    .filter(({ edit }) => edit.type !== "undo")
    .toReversed()
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
            {at.slice(0, 16).replace("T", " ")}
          </Text>
          <Text size="sm" td={undoneBy === null ? undefined : "line-through"}>
            {i18n.t(`themeEdit.${edit.type}` as never)} {String(edit.themeId ?? edit.into ?? "")}
          </Text>
          {undoneBy === null && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={undo.isPending && undo.variables === number}
              onClick={() => undo.mutate(number)}
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
