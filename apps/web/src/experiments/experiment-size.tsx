// Beside the form: how many people and weeks the experiment needs, out of the events of those who would take part.
import type { DesignRequest, ExperimentRequest } from "@heed/core/api";
import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useOverview } from "../analyse/use-events.ts";
import { api } from "../api/client.ts";
import { Failure } from "../components/query-state.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./words.ts";

export interface Reach {
  /** The event by which people come to take part; null where it is not told. */
  readonly entry: string | null;
  /** Least change worth finding, and share of people who take part, in per cent. */
  readonly effect: number | string;
  readonly share: number | string;
  /** New people a day where a plan knows it without events. */
  readonly unitsPerDay: number | null;
}

export function ExperimentSize({
  request,
  looks,
  reach,
  onChange,
  onTake,
}: {
  readonly request: ExperimentRequest;
  readonly looks: number;
  readonly reach: Reach;
  readonly onChange: (part: Partial<Reach>) => void;
  /** Takes the size that was worked out as the planned one. */
  readonly onTake: (units: number) => void;
}) {
  const t = useWords();
  const overview = useOverview();
  const [body] = useDebouncedValue(JSON.stringify(designOf(request, looks, reach)), 300);
  const asked = JSON.parse(body) as DesignRequest | null;
  const design = useQuery({
    queryKey: ["experiment-size", body],
    queryFn: () => api.planExperiment({ body: asked! }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const events = overview.data?.names.map(({ name }) => name) ?? [];
  const { totalUnits = null } = design.data ?? {};
  const planned = request.plannedUnits ?? null;
  return (
    <Stack gap="xs">
      {events.length > 0 && (
        <Select
          searchable
          clearable
          label={t("create.entry")}
          description={t("plan.entryHint")}
          data={events}
          value={reach.entry}
          onChange={(entry) => onChange({ entry })}
        />
      )}
      {reach.entry !== null && (
        <NumberInput
          label={t("plan.effect")}
          min={0.1}
          value={reach.effect}
          onChange={(effect) => onChange({ effect })}
        />
      )}
      <div aria-live="polite">
        {asked !== null && design.isError && <Failure error={design.error} />}
        {asked !== null && design.isSuccess && (
          <Stack gap={6}>
            {design.data.sentences.slice(0, totalUnits === null ? 1 : 3).map((sentence) => (
              <Text key={sentence.en} size="sm">
                {sentence[currentLanguage()]}
              </Text>
            ))}
          </Stack>
        )}
        {asked === null && (
          <Text size="sm" c="dimmed">
            {planned !== null && reach.unitsPerDay !== null
              ? t("create.takes", {
                  people: planned.toLocaleString(currentLanguage()),
                  perDay: Math.round(reach.unitsPerDay).toLocaleString(currentLanguage()),
                  count: Math.ceil(planned / reach.unitsPerDay / 7),
                })
              : t(events.length === 0 ? "create.sizeWithoutEvents" : "create.sizeUnknown")}
          </Text>
        )}
      </div>
      {asked !== null && totalUnits !== null && totalUnits !== planned && (
        <Group>
          <Button size="compact-sm" variant="light" onClick={() => onTake(totalUnits)}>
            {t("create.take", { people: totalUnits.toLocaleString(currentLanguage()) })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What is asked of the plan; null while nothing decides, or it is not told who takes part. */
function designOf(
  { metrics, arms = [], looking, hypothesis, segments = [] }: ExperimentRequest,
  looks: number,
  { entry, effect, share }: Reach,
): DesignRequest | null {
  const primaries = metrics.filter(({ role }) => role === "primary");
  const [primary] = primaries;
  if (primary === undefined || entry === null || !(Number(effect) > 0)) return null;
  if (primary.kind === "sum" && primary.property === undefined) return null;
  if (primary.kind === "ratio" && primary.per?.name === "") return null;
  return {
    ...{ metric: primary.name, better: primary.better, measured: primary, hypothesis, looking },
    ...{ entry: { name: entry }, effect: Number(effect) / 100 },
    split: arms.map(({ weight }) => weight),
    primaryMetrics: primaries.length,
    hasOthers: metrics.length > primaries.length || segments.length > 0,
    ...(looking === "planned-looks" ? { looks } : {}),
    ...(Number(share) > 0 && Number(share) < 100 ? { partOfTraffic: Number(share) / 100 } : {}),
  };
}
