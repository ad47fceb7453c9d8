// How a theme stands in a list to choose from: headed as on its own page, and found by its key words too.
import { type ComboboxItem, type OptionsFilter, type SelectProps, Text } from "@mantine/core";
import { BelowHeadline } from "../components/headline.tsx";
import type { ThemeChoice } from "./use-themes.ts";

type Choice = ComboboxItem & Partial<ThemeChoice>;

const renderOption: NonNullable<SelectProps["renderOption"]> = ({ option }) => {
  const { label, headline } = option as Choice;
  return (
    <div>
      <Text span inherit>
        {label}
      </Text>
      {headline !== undefined && <BelowHeadline headline={headline} size="xs" />}
    </div>
  );
};

const filter: OptionsFilter = ({ options, search, limit }) => {
  const wanted = search.trim().toLowerCase();
  let left = limit;
  const meant = (option: Choice) => {
    const isMeant = left > 0 && (option.found ?? option.label.toLowerCase()).includes(wanted);
    if (isMeant) left -= 1;
    return isMeant;
  };
  return options
    .map((option) =>
      "group" in option ? { ...option, items: option.items.filter(meant) } : option,
    )
    .filter((option) => ("group" in option ? option.items.length > 0 : meant(option)));
};

/** For a `Select` or `MultiSelect` whose data are `leafChoices`, perhaps beside others. */
export const themeChoosing = { renderOption, filter };
