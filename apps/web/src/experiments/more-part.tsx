// A part of a form that is asked for only by who wants more than the plain choices.
import { Button, Stack } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

export function MorePart({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Stack gap="sm" align="stretch">
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ alignSelf: "flex-start" }}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen && (
        <Stack gap="sm" id={id}>
          {children}
        </Stack>
      )}
    </Stack>
  );
}
