// Which large model answers for what, what it costs, and what was sent to it; shown to the owner, whose keys and money they are.
import type { ModelSetup } from "@heed/core/api";
import {
  Autocomplete,
  Button,
  Group,
  NumberInput,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Failure, QueryState } from "../components/query-state.tsx";
import { useMay } from "../people/may.tsx";
import { EncoderNote } from "./encoder-note.tsx";
import { ModelCalls } from "./model-calls.tsx";
import { useModelWords } from "./model-words.ts";

type Row = ModelSetup["capabilities"][number];
/** What Heed's own models do without any other. */
const OWN: ReadonlySet<string> = new Set(["classify", "generate", "embed", "see"]);
const SETUP = ["model-setup"];

export function LargeModels() {
  const t = useModelWords();
  const isAllowed = useMay()("getModelSetup");
  const setup = useQuery({
    queryKey: SETUP,
    queryFn: () => api.getModelSetup(),
    enabled: isAllowed,
  });
  if (!isAllowed) return null;
  return (
    <section aria-labelledby="large-models-title">
      <Title order={2} size="h4" id="large-models-title">
        {t("title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("lead")}
      </Text>
      <QueryState query={setup}>{(told) => <Setup setup={told} />}</QueryState>
    </section>
  );
}

function Setup({ setup }: { readonly setup: ModelSetup }) {
  const t = useModelWords();
  const hasAny = setup.providers.length > 0 || setup.localModels.length > 0;
  return (
    <Stack gap="lg">
      {!hasAny && <Text size="sm">{t("none")}</Text>}
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("capability")}</Table.Th>
              <Table.Th>{t("chosen")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {setup.capabilities.map((row) => (
              <CapabilityRow
                key={`${row.capability} ${row.models.join()}`}
                row={row}
                hasAny={hasAny}
                known={row.capability === "embed" ? encodersOf(setup) : null}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {setup.providers.length > 0 && <Providers setup={setup} />}
      {hasAny && <Budgets setup={setup} />}
      {setup.costs.length > 0 && <Costs setup={setup} />}
      {hasAny && <ModelCalls />}
    </Stack>
  );
}

/** What can be chosen for vectors, as far as it is known here; any other PROVIDER/MODEL can be typed. */
function encodersOf({ localModels, capabilities }: ModelSetup): string[] {
  const chosen = capabilities.find(({ capability }) => capability === "embed")?.models ?? [];
  const local = localModels
    .filter(({ task }) => task === "feature-extraction")
    .map(({ id }) => `local/${id}`);
  return [...new Set(["built-in", ...local, ...chosen])];
}

interface RowProps {
  readonly row: Row;
  readonly hasAny: boolean;
  /** Names to choose from; null where any are typed. */
  readonly known: string[] | null;
}

function CapabilityRow({ row, hasAny, known }: RowProps) {
  const t = useModelWords();
  const client = useQueryClient();
  const { capability } = row;
  const [names, setNames] = useState(row.models.join(", "));
  const choose = useMutation({
    mutationFn: () =>
      api.chooseModels({
        params: { capability },
        body: {
          models: names
            .split(/[,，]/)
            .map((name) => name.trim())
            .filter(Boolean),
        },
      }),
    onSuccess: (told) => client.setQueryData(SETUP, told),
  });
  const attempt = useMutation({
    mutationFn: () => api.tryModel({ body: { capability } }),
    onSettled: () => client.invalidateQueries({ queryKey: SETUP }),
  });
  const trial = attempt.data;
  const failure = choose.error ?? attempt.error;
  const own = t(OWN.has(capability) ? "own" : "nobody");
  const field = {
    size: "xs",
    style: { flex: "1 1 12rem" },
    placeholder: own,
    value: names,
    onBlur: () => names !== row.models.join(", ") && choose.mutate(),
  } as const;
  return (
    <Table.Tr>
      <Table.Td>{t(capability)}</Table.Td>
      <Table.Td>
        {!hasAny ? (
          <Text size="sm" c="dimmed">
            {own}
          </Text>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              choose.mutate();
            }}
          >
            <Group gap="xs">
              {known === null ? (
                <TextInput
                  {...field}
                  aria-label={`${t(capability)}: ${t("chosenHint")}`}
                  onChange={(event) => setNames(event.currentTarget.value)}
                />
              ) : (
                <Autocomplete
                  {...field}
                  aria-label={`${t(capability)}: ${t("embedHint")}`}
                  data={known}
                  onChange={setNames}
                />
              )}
              {row.models.length > 0 && (
                <Button
                  size="xs"
                  variant="default"
                  loading={attempt.isPending}
                  aria-label={`${t("try")}: ${t(capability)}`}
                  onClick={() => attempt.mutate()}
                >
                  {t("try")}
                </Button>
              )}
            </Group>
          </form>
        )}
        {trial !== undefined && (
          <Text size="xs" c="dimmed" role="status">
            {t("proven", {
              model: trial.model,
              ms: trial.ms,
              what: trial.proven.map((one) => t(one)).join(" · "),
              cost: `${trial.cost} ${trial.currency ?? ""}`.trim(),
            })}
          </Text>
        )}
        {failure !== null && <Failure error={failure} />}
        {capability === "embed" && hasAny && <EncoderNote chosen={row.models[0] ?? null} />}
      </Table.Td>
    </Table.Tr>
  );
}

function Providers({ setup }: { readonly setup: ModelSetup }) {
  const t = useModelWords();
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("providers")}</Table.Th>
            <Table.Th>{t("key")}</Table.Th>
            <Table.Th>{t("price")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {setup.providers.map(({ id, baseUrl, key, prices }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {id}
                </Text>
                <Text size="xs" c="dimmed">
                  {baseUrl}
                </Text>
              </Table.Td>
              <Table.Td>{t(key, { id })}</Table.Td>
              <Table.Td className="tabular">
                {Object.entries(prices).map(([model, { input, output, currency }]) => (
                  <Text key={model} size="sm">
                    {model === "*" ? "" : `${model}: `}
                    {input} / {output} {currency}
                  </Text>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Budgets({ setup }: { readonly setup: ModelSetup }) {
  const t = useModelWords();
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: ({ unit, most }: { unit: string; most: number | null }) =>
      api.setModelBudget({ params: { unit }, body: { most } }),
    onSuccess: (told) => client.setQueryData(SETUP, told),
  });
  const rows = setup.budgets.some(({ unit }) => unit === "tokens")
    ? setup.budgets
    : [...setup.budgets, { unit: "tokens", spent: "0", most: null }];
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {t("budgets")} {setup.month}
      </Title>
      <Group gap="lg" align="flex-end">
        {rows.map(({ unit, spent, most }) => (
          <NumberInput
            key={`${unit} ${most}`}
            size="xs"
            w={220}
            min={0}
            label={t("most", { unit })}
            description={t("spent", { spent, unit })}
            defaultValue={most ?? ""}
            onBlur={(event) => {
              const typed = event.currentTarget.value.trim();
              const next = typed === "" ? null : Number(typed);
              if (next !== most) set.mutate({ unit, most: next });
            }}
          />
        ))}
      </Group>
      {set.isError && <Failure error={set.error} />}
    </div>
  );
}

function Costs({ setup }: { readonly setup: ModelSetup }) {
  const t = useModelWords();
  return (
    <div>
      <Title order={3} size="h5">
        {t("costs")}
      </Title>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("purpose")}</Table.Th>
              <Table.Th>{t("model")}</Table.Th>
              <Table.Th ta="right">{t("calls")}</Table.Th>
              <Table.Th ta="right">{t("tokens")}</Table.Th>
              <Table.Th ta="right">{t("cost")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {setup.costs.map((row) => (
              <Table.Tr key={`${row.purpose} ${row.model} ${row.currency}`}>
                <Table.Td>{row.purpose}</Table.Td>
                <Table.Td>{row.model}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {row.calls.toLocaleString()}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {row.inputTokens.toLocaleString()} / {row.outputTokens.toLocaleString()}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {row.currency === null ? "–" : `${row.cost} ${row.currency}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
