// The head of every page: its title, what it is for, and what can be done with all of it.
import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export function PageHead({
  title,
  lead,
  children,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <Group justify="space-between" align="flex-end" wrap="wrap" gap="sm">
      <div>
        <Title order={1} fz={28}>
          {title}
        </Title>
        {lead !== undefined && (
          <Text c="dimmed" maw={720} mt={2} style={{ textWrap: "pretty" }}>
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Group>
  );
}
