// How an experiment is looked at, and which way its metric should move: asked alike where one is planned and where it is kept.
import { Group, NumberInput, SegmentedControl, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useWords } from "./words.ts";

const LOOKING = ["once", "planned-looks", "always-valid"] as const;
export type LookingKind = (typeof LOOKING)[number];
export const DEFAULT_LOOKS = 4;

export function LookingControl({
  looking,
  looks,
  onChange,
}: {
  readonly looking: LookingKind;
  readonly looks: number;
  readonly onChange: (part: { looking: LookingKind } | { looks: number }) => void;
}) {
  const t = useWords();
  const hint = useId();
  return (
    <Stack gap={4}>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={t("plan.looking")}
          aria-describedby={hint}
          value={looking}
          onChange={(value) => onChange({ looking: value as LookingKind })}
          data={LOOKING.map((value) => ({ value, label: t(`plan.${value}`) }))}
        />
        {looking === "planned-looks" && (
          <NumberInput
            label={t("plan.looks")}
            w={120}
            min={2}
            max={10}
            clampBehavior="strict"
            allowDecimal={false}
            value={looks}
            onChange={(value) => onChange({ looks: Number(value) || DEFAULT_LOOKS })}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed" id={hint}>
        {t(`plan.lookingHint.${looking}`)}
      </Text>
    </Stack>
  );
}

export function BetterControl({
  value,
  onChange,
}: {
  readonly value: "higher" | "lower";
  readonly onChange: (better: "higher" | "lower") => void;
}) {
  const t = useWords();
  return (
    <Group>
      <SegmentedControl
        aria-label={t("plan.better")}
        value={value}
        onChange={(next) => onChange(next as "higher" | "lower")}
        data={(["higher", "lower"] as const).map((way) => ({
          value: way,
          label: t(`plan.${way}`),
        }))}
      />
    </Group>
  );
}
