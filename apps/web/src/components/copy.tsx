// Things to take along: a button that copies, and a link just made, shown once with what to know about it.
import { Button, CopyButton, Group, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Copies `value` and says so; `of` tells those who hear the page what is copied, where several can be. */
export function CopyText({
  value,
  of,
  size = "sm",
}: {
  readonly value: string;
  readonly of?: string;
  readonly size?: "sm" | "compact-xs";
}) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button variant="light" size={size} onClick={copy}>
          {copied ? t("plan.copied") : t("share.copy")}
          {of !== undefined && <span className="visually-hidden">: {of}</span>}
        </Button>
      )}
    </CopyButton>
  );
}

interface MadeLinkProps {
  /** What the link is, for those who hear the page. */
  readonly label: string;
  /** Path of the link on this server. */
  readonly path: string;
  readonly hint: string;
}

/** A link that was made just now, to copy. */
export function MadeLink({ label, path, hint }: MadeLinkProps) {
  const link = new URL(path, location.origin).href;
  return (
    <>
      <Group gap="sm" mt="sm" wrap="nowrap" role="status">
        <TextInput readOnly aria-label={label} value={link} style={{ flex: 1 }} />
        <CopyText value={link} />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {hint}
      </Text>
    </>
  );
}
