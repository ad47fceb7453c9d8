// A place to drop files, or to choose them by keyboard.
import { Button, FileButton, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DropTarget } from "../components/drop-target.tsx";

export function DropArea({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  return (
    <DropTarget label={t("collect.drop")} onDrop={({ files }) => onFiles([...files])}>
      <Stack align="center" gap="xs" py={40} px="md">
        <IconFileUpload size={40} stroke={1.4} aria-hidden />
        <Text fw={600}>{t("collect.drop")}</Text>
        <Text size="sm" c="dimmed" ta="center" maw={520}>
          {t("collect.formats")}
        </Text>
        <FileButton multiple onChange={onFiles}>
          {(props) => (
            <Button {...props} variant="light" mt="xs">
              {t("collect.choose")}
            </Button>
          )}
        </FileButton>
      </Stack>
    </DropTarget>
  );
}
