// Needs put in order: a method, its parts with guesses edited in place, and whether the order survives wrong guesses.
import type { PrioritiesView } from "@heed/core/api";
import {
  PRIORITY_METHODS,
  type PriorityMethod,
  prioritise,
  priorityTable,
  tableAsCsv,
} from "@heed/core/priorities";
import {
  Button,
  Container,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
} from "@mantine/core";
import { IconArrowBackUp, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { api } from "../api/client.ts";
import { PageHead } from "../components/page-head.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMay } from "../people/may.tsx";
import { CriteriaEditor } from "./criteria-editor.tsx";
import { sharePercent } from "./figure-text.ts";
import { OrderVerdict } from "./order-verdict.tsx";
import { useWords } from "./priorities-words.ts";
import { PriorityTable } from "./priority-table.tsx";
import { usePriorities } from "./use-priorities.ts";

const DOUBTS = [0.25, 0.5, 0.75];

export function PrioritiesPage() {
  const t = useWords();
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <PageHead title={t("title")} lead={t("lead")} />
        <WhenAnalysed noNeeds={t("noNeeds")}>
          <Loaded />
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Loaded() {
  const loaded = useQuery({
    queryKey: ["priorities"],
    queryFn: ({ signal }) => api.getPriorities({ query: {} }, { signal }),
  });
  return <QueryState query={loaded}>{(data) => <Prioritising loaded={data} />}</QueryState>;
}

function Prioritising({ loaded }: { readonly loaded: PrioritiesView }) {
  const t = useWords();
  const maySet = useMay()("putPrioritySettings");
  const hand = usePriorities(loaded);
  const { items, settings } = hand;
  const [method, setMethod] = useState<PriorityMethod>("rice");
  const deferred = useDeferredValue(items);
  const found = useMemo(() => prioritise(deferred, settings, method), [deferred, settings, method]);
  const partName = (part: string) => {
    const own = settings.criteria.find(({ id }) => id === part.replace(/^score:/, ""));
    if (method === "weighted" && own !== undefined) return own.name[currentLanguage()];
    return t(`parts.${part as "reach"}`);
  };
  return (
    <>
      <Group gap="lg" align="flex-start">
        <Input.Wrapper
          size="xs"
          label={t("method")}
          labelElement="div"
          labelProps={{ id: "method-label", display: "block" }}
        >
          <SegmentedControl
            size="xs"
            aria-labelledby="method-label"
            value={method}
            onChange={(value) => setMethod(value as PriorityMethod)}
            data={PRIORITY_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t(`formula.${method}`)}
          </Text>
        </Input.Wrapper>
        {method !== "ice" && (
          <NumberInput
            label={t("audience")}
            labelProps={{ display: "block" }}
            description={t("audienceHint", { heard: items[0]?.heard.toLocaleString() ?? 0 })}
            inputWrapperOrder={["label", "input", "description"]}
            size="xs"
            readOnly={!maySet}
            maw={330}
            min={1}
            max={1e10}
            hideControls
            allowDecimal={false}
            thousandSeparator=","
            value={settings.audience ?? ""}
            onChange={(value) =>
              hand.change({
                ...settings,
                audience: typeof value === "number" && value >= 1 ? value : null,
              })
            }
          />
        )}
        <Input.Wrapper
          size="xs"
          label={t("doubt")}
          labelElement="div"
          labelProps={{ id: "doubt-label", display: "block" }}
        >
          <SegmentedControl
            size="xs"
            disabled={!maySet}
            aria-labelledby="doubt-label"
            value={String(settings.doubt)}
            onChange={(value) => hand.change({ ...settings, doubt: Number(value) })}
            data={[...new Set([...DOUBTS, settings.doubt])]
              .sort((a, b) => a - b)
              .map((value) => ({ value: String(value), label: `± ${sharePercent(value)}` }))}
          />
        </Input.Wrapper>
      </Group>
      {method === "weighted" && maySet && (
        <CriteriaEditor settings={settings} onChange={hand.change} t={t} />
      )}
      {hand.failure !== null && <Failure error={hand.failure} />}
      <OrderVerdict robustness={found.robustness} items={items} partName={partName} t={t} />
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={!hand.canUndo}
          onClick={hand.undo}
        >
          {t("undo")}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            download(
              `priorities-${method}.csv`,
              tableAsCsv(priorityTable(found, currentLanguage())),
            )
          }
        >
          {t("export")}
        </Button>
      </Group>
      <PriorityTable found={found} hand={hand} partName={partName} t={t} />
      <Text size="xs" c="dimmed">
        {t("legend")}
      </Text>
    </>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
