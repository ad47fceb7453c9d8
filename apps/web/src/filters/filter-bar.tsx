// Narrows a page by what is there: each choice says how much it would leave, and goes into the address.
import type { Facets } from "@heed/core/api";
import { Button, Group, Select } from "@mantine/core";
import { IconFilterX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { asQuery, type Filters, isNarrowed, readFilters } from "./feedback-filters.ts";
import { PeriodChoice } from "./period-choice.tsx";
import { valueName } from "./value-names.ts";

export type ChoiceName = "kind" | "sentiment" | "language" | "source" | "version" | "rival";

export function FilterBar({
  filters,
  choices,
  hasPeriod = true,
  onChange,
}: {
  readonly filters: Filters;
  readonly choices: readonly ChoiceName[];
  readonly hasPeriod?: boolean;
  readonly onChange: (filters: Filters) => void;
}) {
  const { t } = useTranslation();
  const query = asQuery(filters);
  const facets = useQuery({
    queryKey: ["facets", query],
    queryFn: ({ signal }) => api.getFacets({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
  const set = (change: Partial<Record<keyof Filters, unknown>>) =>
    onChange(readFilters({ ...filters, ...change }));
  return (
    <search aria-label={t("filter.title")} className="filters">
      <Group gap={8}>
        {choices
          .filter((name) => hasChoice(facets.data, name) || filters[name] !== undefined)
          .map((name) => (
            <Select
              key={name}
              clearable
              searchable={name === "version" || name === "source"}
              size="xs"
              radius="xl"
              w={name === "source" ? 170 : 138}
              aria-label={t(`dimension.${name}`)}
              placeholder={t(`dimension.${name}`)}
              value={filters[name] ?? null}
              data={optionsOf(facets.data, name, filters[name], (value) => {
                if (name === "kind") return t(`kind.${value as "bug"}`);
                if (name === "sentiment") return t(`sentiment.${value as "negative"}`);
                return valueName(name, value, t);
              })}
              onChange={(value) => set({ [name]: value ?? "" })}
            />
          ))}
        {Object.entries(facets.data?.lab ?? {}).map(([column, counts]) => (
          <Select
            key={column}
            clearable
            size="xs"
            radius="xl"
            w={150}
            aria-label={column}
            placeholder={column}
            value={filters.lab?.startsWith(`${column}=`) === true ? filters.lab : null}
            data={Object.entries(counts).map(([label, count]) => ({
              value: `${column}=${label}`,
              label: `${label} (${count.toLocaleString()})`,
            }))}
            onChange={(value) => set({ lab: value ?? "" })}
          />
        ))}
        {hasPeriod && <PeriodChoice from={filters.from} to={filters.to} onChange={set} />}
        {isNarrowed(filters) && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconFilterX size={15} aria-hidden />}
            onClick={() => onChange({})}
          >
            {t("filter.clear")}
          </Button>
        )}
      </Group>
    </search>
  );
}

/** One value alone is no choice. */
function hasChoice(facets: Facets | undefined, name: ChoiceName): boolean {
  return Object.keys(facets?.[name] ?? {}).length > 1;
}

function optionsOf(
  facets: Facets | undefined,
  name: ChoiceName,
  chosen: string | undefined,
  word: (value: string) => string,
) {
  const counts = { ...(chosen === undefined ? {} : { [chosen]: 0 }), ...facets?.[name] };
  return Object.entries(counts).map(([value, count]) => ({
    value,
    label: `${word(value)} (${count.toLocaleString()})`,
  }));
}
