// One metric of an experiment: what is measured of which events, whether it decides, and what the plain choices leave out.
import {
  ActionIcon,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords as useEventWords } from "../analyse/analyse-words.ts";
import { EventChoice } from "../analyse/event-choice.tsx";
import { UNITS, type Unit } from "../analyse/spans.ts";
import { useOverview } from "../analyse/use-events.ts";
import { isRatio, MEASURES, type MetricDraft, ROLES } from "./experiment-draft.ts";
import { MorePart } from "./more-part.tsx";
import { BetterControl } from "./plan-controls.tsx";
import { useWords } from "./words.ts";

interface MetricEditorProps {
  readonly number: number;
  readonly value: MetricDraft;
  /** The name that it bears where none is given. */
  readonly called: string;
  readonly onChange: (metric: MetricDraft) => void;
  readonly onRemove: (() => void) | null;
}

export function MetricEditor({ number, value, called, onChange, onRemove }: MetricEditorProps) {
  const t = useWords();
  const overview = useOverview();
  const put = (part: Partial<MetricDraft>) => onChange({ ...value, ...part });
  const { measure, role, property } = value;
  const properties = overview.data?.properties ?? [];
  const label = t("create.metricNumber", { number });
  return (
    <Paper withBorder p="sm" radius="md" role="group" aria-label={label}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" fw={650}>
            {label}
          </Text>
          {onRemove !== null && (
            <ActionIcon
              variant="subtle"
              aria-label={t("create.removeMetric", { name: label })}
              onClick={onRemove}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label={t("create.role")}
            allowDeselect={false}
            data={ROLES.map((one) => ({ value: one, label: t(`create.roles.${one}`) }))}
            value={role}
            onChange={(next) => put({ role: next as MetricDraft["role"] })}
          />
          <Select
            label={t("create.measure")}
            allowDeselect={false}
            data={MEASURES.map((one) => ({ value: one, label: t(`create.measures.${one}`) }))}
            value={measure}
            onChange={(next) => put({ measure: next as MetricDraft["measure"] })}
          />
        </SimpleGrid>
        <EventChoice
          label={t("create.metric")}
          value={value.match}
          onChange={(match) => put({ match })}
        />
        {(measure === "sum" || measure === "average") && (
          <Select
            searchable
            required
            label={t("create.property")}
            data={[...properties]}
            value={property}
            onChange={(next) => put({ property: next })}
          />
        )}
        {measure === "ratio" && (
          <EventChoice label={t("create.per")} value={value.per} onChange={(per) => put({ per })} />
        )}
        <BetterControl value={value.better} onChange={(better) => put({ better })} />
        {role === "guardrail" && (
          <NumberInput
            label={t("create.margin")}
            description={t("create.marginHint")}
            min={0}
            max={1000}
            suffix=" %"
            value={value.margin}
            onChange={(margin) => put({ margin })}
          />
        )}
        <MorePart label={t("create.moreMetric")}>
          <TextInput
            label={t("create.metricName")}
            description={t("create.metricNameHint")}
            placeholder={called}
            value={value.name}
            onChange={(one) => put({ name: one.currentTarget.value })}
          />
          <Within value={value} put={put} />
          {measure === "ratio" && (
            <Select
              searchable
              clearable
              label={t("create.ratioProperty")}
              description={t("create.ratioPropertyHint")}
              data={[...properties]}
              value={property}
              onChange={(next) => put({ property: next })}
            />
          )}
          {(measure === "times" || measure === "sum") && (
            <NumberInput
              label={t("create.cap")}
              description={t("create.capHint")}
              min={50}
              max={99.99}
              suffix=" %"
              value={value.cap}
              onChange={(cap) => put({ cap })}
            />
          )}
          {!isRatio(value) && (
            <Checkbox
              label={t("create.before")}
              description={t("create.beforeHint")}
              checked={value.usesBefore}
              onChange={(one) => put({ usesBefore: one.currentTarget.checked })}
            />
          )}
        </MorePart>
      </Stack>
    </Paper>
  );
}

/** The time after the exposure that counts. */
function Within({
  value: { within, unit },
  put,
}: {
  readonly value: MetricDraft;
  readonly put: (part: Partial<MetricDraft>) => void;
}) {
  const t = useWords();
  const event = useEventWords();
  return (
    <Group gap={6} align="flex-end" wrap="nowrap">
      <NumberInput
        style={{ flex: 1, minWidth: 0 }}
        label={t("create.within")}
        description={t("create.withinHint")}
        min={1}
        value={within}
        onChange={(next) => put({ within: next })}
      />
      <Select
        w={110}
        allowDeselect={false}
        aria-label={t("create.withinUnit")}
        data={(Object.keys(UNITS) as Unit[]).map((one) => ({
          value: one,
          label: event(`funnel.windowUnit.${one}`),
        }))}
        value={unit}
        onChange={(next) => put({ unit: (next ?? "d") as Unit })}
      />
    </Group>
  );
}
