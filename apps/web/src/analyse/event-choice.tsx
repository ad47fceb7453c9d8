// Chooses the events of a step or series: a name, and conditions on properties.
import type { EventMatchInput } from "@heed/core/api";
import { ActionIcon, Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords } from "./analyse-words.ts";
import { useOverview } from "./use-events.ts";

const ANY = "";
const TESTS = ["is", "is-not", "contains", "above", "below", "set", "not-set"] as const;
type Test = (typeof TESTS)[number];
type Filter = NonNullable<EventMatchInput["filters"]>[number];

interface EventChoiceProps {
  readonly label: string;
  readonly value: EventMatchInput;
  readonly onChange: (match: EventMatchInput) => void;
  /** Whether any event may be meant. Default false. */
  readonly mayBeAny?: boolean;
  readonly onRemove?: (() => void) | undefined;
}

export function EventChoice({
  label,
  value,
  onChange,
  mayBeAny = false,
  onRemove,
}: EventChoiceProps) {
  const t = useWords();
  const overview = useOverview();
  const names = overview.data?.names.map(({ name }) => name) ?? [];
  const { name, filters = [] } = value;
  const listed = name !== null && name !== "" && !names.includes(name) ? [...names, name] : names;
  const change = (next: readonly Filter[]) => onChange({ name, filters: [...next] });
  return (
    <Stack gap={6} className="event-choice">
      <Group gap={6} align="flex-end" wrap="nowrap">
        <Select
          searchable
          label={label}
          style={{ flex: 1, minWidth: 0 }}
          allowDeselect={false}
          data={[
            ...(mayBeAny ? [{ value: ANY, label: t("ask.anyEvent") }] : []),
            ...listed.map((one) => ({ value: one, label: one })),
          ]}
          value={name ?? ANY}
          onChange={(next) =>
            next !== null && onChange({ ...value, name: next === ANY ? null : next })
          }
        />
        <Button
          size="compact-sm"
          mb={6}
          variant="subtle"
          onClick={() => change([...filters, { property: "", test: "is", values: [""] }])}
        >
          {t("ask.addFilter")}
        </Button>
        {onRemove !== undefined && (
          <ActionIcon
            mb={6}
            variant="subtle"
            aria-label={t("ask.remove", { name: label })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </Group>
      {filters.map((filter, index) => (
        <FilterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone.
          key={index}
          filter={filter}
          properties={overview.data?.properties ?? []}
          onChange={(next) => change(filters.with(index, next))}
          onRemove={() => change(filters.filter((_, place) => place !== index))}
        />
      ))}
    </Stack>
  );
}

function FilterRow({
  filter,
  properties,
  onChange,
  onRemove,
}: {
  readonly filter: Filter;
  readonly properties: readonly string[];
  readonly onChange: (filter: Filter) => void;
  readonly onRemove: () => void;
}) {
  const t = useWords();
  const { property, test } = filter;
  const listed =
    property === "" || properties.includes(property) ? properties : [...properties, property];
  return (
    <Group gap={6} wrap="wrap" align="flex-end" pl="md">
      <Select
        searchable
        size="xs"
        w={150}
        aria-label={t("ask.property")}
        placeholder={t("ask.property")}
        data={[...listed]}
        value={property || null}
        onChange={(next) => next !== null && onChange({ ...filter, property: next } as Filter)}
      />
      <Select
        size="xs"
        w={140}
        allowDeselect={false}
        aria-label={t("ask.test")}
        data={TESTS.map((one) => ({ value: one, label: t(`ask.${one}`) }))}
        value={test}
        onChange={(next) => next !== null && onChange(emptyFilter(property, next as Test))}
      />
      {"values" in filter && (
        <TextInput
          size="xs"
          w={150}
          aria-label={t("ask.value")}
          placeholder={t("ask.valuesHint")}
          value={filter.values.join("|")}
          onChange={(event) =>
            onChange({ ...filter, values: event.currentTarget.value.split("|") })
          }
        />
      )}
      {filter.test === "contains" && (
        <TextInput
          size="xs"
          w={150}
          aria-label={t("ask.value")}
          value={filter.value}
          onChange={(event) => onChange({ ...filter, value: event.currentTarget.value })}
        />
      )}
      {(filter.test === "above" || filter.test === "below") && (
        <NumberInput
          size="xs"
          w={110}
          aria-label={t("ask.value")}
          value={filter.value}
          onChange={(next) => onChange({ ...filter, value: Number(next) || 0 })}
        />
      )}
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={t("ask.remove", { name: property || t("ask.filters") })}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}

function emptyFilter(property: string, test: Test): Filter {
  if (test === "is" || test === "is-not") return { property, test, values: [""] };
  if (test === "contains") return { property, test, value: "" };
  if (test === "above" || test === "below") return { property, test, value: 0 };
  return { property, test };
}

/** A match with its half-written conditions left out. */
export function wholeMatch({ name, filters = [] }: EventMatchInput): EventMatchInput {
  const whole = filters.filter(
    (filter) =>
      filter.property !== "" &&
      (!("values" in filter) || filter.values.some((one) => one !== "")) &&
      (filter.test !== "contains" || filter.value !== ""),
  );
  return whole.length === 0 ? { name } : { name, filters: whole };
}
