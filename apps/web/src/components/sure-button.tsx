// A button for what cannot be taken back: it says what will be gone, and acts on a second yes.
import { Button, type ButtonProps, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./query-state.tsx";

export function SureButton({
  label,
  ask,
  act,
  ...look
}: {
  readonly label: string;
  /** What will be gone, in a sentence. */
  readonly ask: string;
  readonly act: () => Promise<unknown>;
} & Pick<ButtonProps, "size" | "color">) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const doing = useMutation({ mutationFn: act, onSuccess: () => setAsked(false) });
  return (
    <>
      <Button variant="subtle" {...look} onClick={() => setAsked(true)}>
        {label}
      </Button>
      {isAsked && (
        <Dialog title={label} onClose={() => setAsked(false)}>
          <Stack gap="sm">
            <Text size="sm">{ask}</Text>
            {doing.isError && <Failure error={doing.error} />}
            <Group gap="xs">
              <Button color="red" loading={doing.isPending} onClick={() => doing.mutate()}>
                {label}
              </Button>
              <Button variant="default" onClick={() => setAsked(false)}>
                {t("common.cancel")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
