// What narrows every question of this stage: days, a cohort, and a property to break down by.
import { Group, Select } from "@mantine/core";
import { PeriodChoice } from "../filters/period-choice.tsx";
import { labelled } from "../i18n/labelled.ts";
import { useWords } from "./analyse-words.ts";
import { useCohorts, useOverview } from "./use-events.ts";

export interface Narrowed {
  readonly firstDate?: string;
  readonly lastDate?: string;
  readonly cohortId?: string;
  readonly breakdown?: string;
}

/** Reads what narrows from an address. */
export function readNarrowed(q: Readonly<Record<string, unknown>> = {}): Narrowed {
  const text = (name: keyof Narrowed) =>
    typeof q[name] === "string" && q[name] !== "" ? { [name]: q[name] as string } : {};
  return { ...text("firstDate"), ...text("lastDate"), ...text("cohortId"), ...text("breakdown") };
}

/** A change of an address that takes away whatever narrowed it before. */
export function narrowedAnew(next: Narrowed): Narrowed {
  const nothing = {
    firstDate: undefined,
    lastDate: undefined,
    cohortId: undefined,
    breakdown: undefined,
  };
  return { ...nothing, ...next } as Narrowed;
}

/** The same as a question of the API has it. */
export function narrowedAsk({ firstDate, lastDate, cohortId, breakdown }: Narrowed) {
  return {
    range: {
      ...(firstDate === undefined ? {} : { firstDate }),
      ...(lastDate === undefined ? {} : { lastDate }),
    },
    ...(cohortId === undefined ? {} : { cohortId }),
    ...(breakdown === undefined ? {} : { breakdown }),
  };
}

export function Narrowing({
  value,
  onChange,
}: {
  readonly value: Narrowed;
  readonly onChange: (value: Narrowed) => void;
}) {
  const t = useWords();
  const cohorts = useCohorts();
  const overview = useOverview();
  const put = (change: Partial<Record<keyof Narrowed, string | undefined>>) => {
    const next = Object.entries({ ...value, ...change }).filter(
      ([, one]) => one !== undefined && one !== "",
    );
    onChange(Object.fromEntries(next));
  };
  return (
    <Group gap="sm" align="flex-end">
      <PeriodChoice
        from={value.firstDate}
        to={value.lastDate}
        onChange={({ from, to }) =>
          put({
            ...(from === undefined ? {} : { firstDate: from }),
            ...(to === undefined ? {} : { lastDate: to }),
          })
        }
      />
      <Select
        size="xs"
        w={170}
        aria-label={t("ask.cohort")}
        data={[
          { value: "", label: t("ask.everybody") },
          ...(cohorts.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []),
        ]}
        allowDeselect={false}
        value={value.cohortId ?? ""}
        onChange={(next) => put({ cohortId: next ?? "" })}
      />
      <Select
        searchable
        size="xs"
        w={210}
        aria-label={t("ask.breakdown")}
        data={[
          { value: "", label: labelled(t("ask.breakdown"), t("ask.noBreakdown")) },
          ...(overview.data?.properties.map((one) => ({ value: one, label: one })) ?? []),
        ]}
        allowDeselect={false}
        value={value.breakdown ?? ""}
        onChange={(next) => put({ breakdown: next ?? "" })}
      />
    </Group>
  );
}
