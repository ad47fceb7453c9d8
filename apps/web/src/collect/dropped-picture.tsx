// A dropped screenshot as its owner saw it, beside what was read in it.
import { Group, Image, Loader, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useCollectWords } from "./collect-words.ts";

export function isPictureFile(file: File): boolean {
  return /^image\/(?:png|jpeg|webp|gif)$/.test(file.type);
}

/** The picture itself, small; nothing for another file. */
export function DroppedPicture({ file }: { readonly file: File }) {
  const t = useCollectWords();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!isPictureFile(file)) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (url === null) return null;
  return (
    <Image
      src={url}
      alt={t("picture", { name: file.name })}
      fit="contain"
      w="auto"
      mah={220}
      maw="100%"
      radius="sm"
      style={{ alignSelf: "flex-start", border: "1px solid var(--mantine-color-default-border)" }}
    />
  );
}

/** Reading a picture takes seconds, so it is said. */
export function PictureWait({ file }: { readonly file: File }) {
  const t = useCollectWords();
  return (
    <Group gap="xs" role="status">
      {isPictureFile(file) && (
        <Text size="sm" c="dimmed">
          {t("readingPicture")}
        </Text>
      )}
      <Loader size="xs" />
    </Group>
  );
}
