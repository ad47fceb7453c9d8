// Chooses the specification that an experiment tests, by its title.
import type { SpecExperimentsView, SpecRow } from "@heed/core/api";
import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./words.ts";

interface PickerProps extends Pick<SelectProps, "label" | "description"> {
  readonly value: string | null;
  readonly onPick: (spec: string | null) => void;
}

export function SpecPicker({ value, onPick, label, description }: PickerProps) {
  const t = useWords();
  const specs = useSpecs();
  if (specs.length === 0) return null;
  return (
    <Select
      searchable
      clearable
      label={label ?? t("spec.pick")}
      description={description}
      placeholder={t("spec.none")}
      data={specs.map((spec) => ({ value: spec.id, label: specTitle(spec) }))}
      value={specs.some(({ id }) => id === value) ? value : null}
      onChange={onPick}
    />
  );
}

export function useSpecs(): readonly SpecRow[] {
  return useQuery({ queryKey: ["specs"], queryFn: () => api.listSpecs() }).data?.rows ?? [];
}

/** What a specification gives to a plan, and the experiments that test it; nothing is asked without one. */
export function useSpecExperiments(spec: string | null) {
  return useQuery<SpecExperimentsView>({
    queryKey: ["spec-experiments", spec],
    queryFn: () => api.getSpecExperiments({ params: { specId: spec as `spec_${number}` } }),
    enabled: spec !== null,
  });
}

export function specTitle({ id, title }: Pick<SpecRow, "id" | "title">): string {
  return title[currentLanguage()] || title.en || title.zh || id;
}
