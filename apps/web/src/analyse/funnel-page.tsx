// A funnel built by hand: its steps, its rules, and bars that open on the people they count.
import type { EventMatchInput, FunnelAsk } from "@heed/core/api";
import {
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { QueryState } from "../components/query-state.tsx";
import { dayText } from "../filters/value-names.ts";
import { useWords } from "./analyse-words.ts";
import { EventChoice, wholeMatch } from "./event-choice.tsx";
import { FunnelBars } from "./funnel-bars.tsx";
import { Narrowing, narrowedAnew, narrowedAsk, readNarrowed } from "./narrowing.tsx";
import { EventPage } from "./need-events.tsx";
import { splitSpan, UNITS, type Unit } from "./spans.ts";

const ORDERS = ["ordered", "strict", "any-order"] as const;
/** Steps of the sample, with which the page begins where they are known. */
const FIRST_STEPS = ["signed_up", "onboarding_done", "note_created", "pricing_viewed", "upgraded"];
const DEFAULT_WINDOW_MS = 30 * UNITS.d;

interface Draft extends ReturnType<typeof readNarrowed> {
  readonly steps: readonly EventMatchInput[];
  readonly exclusions: readonly EventMatchInput[];
  readonly order: (typeof ORDERS)[number];
  readonly windowMs: number;
}

export function FunnelPage() {
  const t = useWords();
  return (
    <EventPage title={t("funnel.title")} lead={t("funnel.lead")}>
      {({ names }) => <Builder names={names.map(({ name }) => name)} />}
    </EventPage>
  );
}

function readDraft(q: Readonly<Record<string, unknown>> = {}, names: readonly string[]): Draft {
  const usual = FIRST_STEPS.filter((name) => names.includes(name));
  const first = usual.length > 1 ? usual : names.slice(0, 2);
  const matches = (value: unknown) => (Array.isArray(value) ? (value as EventMatchInput[]) : null);
  return {
    ...readNarrowed(q),
    steps: matches(q.steps) ?? first.map((name) => ({ name })),
    exclusions: matches(q.exclusions) ?? [],
    order: ORDERS.find((order) => order === q.order) ?? "ordered",
    windowMs: typeof q.windowMs === "number" ? q.windowMs : DEFAULT_WINDOW_MS,
  };
}

/** The question of a draft, or null where nothing can be asked yet. */
function askOf({ steps, exclusions, order, windowMs, ...narrowed }: Draft): FunnelAsk | null {
  if (steps.length === 0) return null;
  return {
    steps: steps.map(wholeMatch),
    order,
    windowMs,
    exclusions: order === "strict" ? [] : exclusions.map((match) => ({ match: wholeMatch(match) })),
    ...narrowedAsk(narrowed),
  };
}

function Builder({ names }: { readonly names: readonly string[] }) {
  const t = useWords();
  const { q } = useSearch({ from: "/analyse-tabs/analyse/funnels" });
  const navigate = useNavigate();
  const draft = readDraft(q, names);
  const put = (change: Partial<Draft>) =>
    void navigate({
      to: "/analyse/funnels",
      search: { q: { ...draft, ...change } as unknown as Record<string, unknown> },
      replace: true,
    });
  const ask = askOf(draft);
  const funnel = useQuery({
    queryKey: ["funnel", ask],
    queryFn: () => api.askFunnel({ body: ask! }),
    enabled: ask !== null,
    placeholderData: keepPreviousData,
  });
  const span = splitSpan(draft.windowMs);
  const step = (index: number) => t("funnel.step", { number: index + 1 });
  const another = () => ({
    name: names.find((name) => !draft.steps.some((one) => one.name === name)) ?? names[0]!,
  });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack gap="md">
        <Stack gap="sm">
          {draft.steps.map((match, index) => (
            <EventChoice
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
              key={index}
              label={step(index)}
              value={match}
              onChange={(next) => put({ steps: draft.steps.with(index, next) })}
              onRemove={
                draft.steps.length > 1
                  ? () => put({ steps: draft.steps.filter((_, place) => place !== index) })
                  : undefined
              }
            />
          ))}
          <Group gap="sm">
            <Button
              size="xs"
              variant="light"
              onClick={() => put({ steps: [...draft.steps, another()] })}
            >
              {t("funnel.addStep")}
            </Button>
            {draft.order !== "strict" && (
              <Button
                size="xs"
                variant="subtle"
                onClick={() => put({ exclusions: [...draft.exclusions, another()] })}
              >
                {t("funnel.addExclusion")}
              </Button>
            )}
          </Group>
          {draft.order !== "strict" &&
            draft.exclusions.map((match, index) => (
              <EventChoice
                // biome-ignore lint/suspicious/noArrayIndexKey: an exclusion is known by its place alone.
                key={index}
                label={t("funnel.exclusions")}
                value={match}
                onChange={(next) => put({ exclusions: draft.exclusions.with(index, next) })}
                onRemove={() =>
                  put({ exclusions: draft.exclusions.filter((_, place) => place !== index) })
                }
              />
            ))}
        </Stack>
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            size="xs"
            aria-label={t("funnel.order")}
            data={ORDERS.map((order) => ({ value: order, label: t(`funnel.${order}`) }))}
            value={draft.order}
            onChange={(order) => put({ order: order as Draft["order"] })}
          />
          <Group gap={6} wrap="nowrap" align="flex-end">
            <NumberInput
              size="xs"
              w={90}
              min={1}
              label={t("funnel.window")}
              styles={{ label: { whiteSpace: "nowrap" } }}
              value={span.count}
              onChange={(count) => put({ windowMs: Math.round(Number(count) * UNITS[span.unit]) })}
            />
            <Select
              size="xs"
              w={110}
              allowDeselect={false}
              aria-label={t("funnel.window")}
              data={(["min", "h", "d", "w"] as const).map((unit) => ({
                value: unit,
                label: t(`funnel.windowUnit.${unit}`),
              }))}
              value={span.unit}
              onChange={(unit) => put({ windowMs: span.count * UNITS[(unit ?? "d") as Unit] })}
            />
          </Group>
          <Narrowing value={readNarrowed(q)} onChange={(next) => put(narrowedAnew(next))} />
        </Group>
      </Stack>
      <div>
        {ask === null ? (
          <Text c="dimmed">{t("funnel.choose")}</Text>
        ) : (
          <QueryState query={funnel}>
            {(answer) => (
              <>
                <Text size="xs" c="dimmed">
                  {t("ask.range", {
                    first: dayText(answer.range.firstDate),
                    last: dayText(answer.range.lastDate),
                    zone: answer.range.timeZone,
                  })}
                </Text>
                <FunnelBars ask={ask} answer={answer} breakdown={draft.breakdown} />
              </>
            )}
          </QueryState>
        )}
      </div>
    </SimpleGrid>
  );
}
