// The arms of an experiment, control first: the name that exposures carry, and the weight of each.
import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ArmDraft } from "./experiment-draft.ts";
import { useWords } from "./words.ts";

const MOST_ARMS = 12;

export function ArmEditor({
  arms,
  onChange,
}: {
  readonly arms: readonly ArmDraft[];
  readonly onChange: (arms: readonly ArmDraft[]) => void;
}) {
  const t = useWords();
  const put = (at: number, part: Partial<ArmDraft>) =>
    onChange(arms.with(at, { ...arms[at]!, ...part }));
  const add = () => {
    const id = 1 + Math.max(...arms.map((arm) => arm.id));
    onChange([...arms, { id, key: `treatment-${arms.length}`, weight: 1 }]);
  };
  return (
    <Stack gap={6} role="group" aria-label={t("create.arms")}>
      <Text size="sm" fw={650}>
        {t("create.arms")}
      </Text>
      {arms.map((arm, at) => (
        <Group key={arm.id} gap={6} wrap="nowrap" align="flex-end">
          <TextInput
            required
            withAsterisk={false}
            style={{ flex: 1, minWidth: 0 }}
            label={at === 0 ? t("create.control") : t("create.arm", { number: at })}
            pattern="[\w.:\-]{1,100}"
            title={t("create.armPattern")}
            value={arm.key}
            onChange={(one) => put(at, { key: one.currentTarget.value })}
          />
          <NumberInput
            required
            withAsterisk={false}
            w={96}
            min={0.01}
            label={t("create.weight")}
            value={arm.weight}
            onChange={(weight) => put(at, { weight })}
          />
          {arms.length > 2 && (
            <ActionIcon
              mb={6}
              variant="subtle"
              aria-label={t("create.removeArm", { name: arm.key })}
              onClick={() => onChange(arms.filter(({ id }) => id !== arm.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={arms.length >= MOST_ARMS}
          onClick={add}
        >
          {t("create.addArm")}
        </Button>
      </Group>
    </Stack>
  );
}
