// Chooses the days that count: from, to, or both.
import { Button, Popover, Stack, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { dayText } from "./value-names.ts";

export function PeriodChoice({
  from,
  to,
  onChange,
}: {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (period: { from?: string; to?: string }) => void;
}) {
  const { t } = useTranslation();
  const days = { from, to };
  const isChosen = from !== undefined || to !== undefined;
  const words = isChosen
    ? `${from === undefined ? "" : dayText(from)} – ${to === undefined ? "" : dayText(to)}`
    : t("dimension.period");
  return (
    <Popover position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          radius="xl"
          variant="default"
          fw={isChosen ? 600 : 400}
          leftSection={<IconCalendar size={15} aria-hidden />}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              size="sm"
              label={t(`filter.${end}`)}
              value={days[end] ?? ""}
              onChange={(event) => onChange({ [end]: event.currentTarget.value })}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
