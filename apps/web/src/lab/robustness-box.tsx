// Tries a model on changed examples of its own data: which changes it bears, and which it does not.
import { Button, Table, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { IntervalBar } from "../components/figures.tsx";
import { Failure } from "../components/query-state.tsx";
import { share, shareRange } from "./figure-texts.ts";
import { useLabWords } from "./lab-words.ts";
import type { ModelId } from "./model-page.tsx";
import type { en } from "./words/en.ts";

/** Changes that have words; a table's columns keep their names. */
const CHANGES: Readonly<Record<string, keyof (typeof en)["robust"]["changes"]>> = {
  typos: "typos",
  emoji: "emoji",
  capitals: "capitals",
  "no punctuation": "marks",
  longer: "longer",
  "cut in half": "half",
  "prompt-like text": "prompt",
  negation: "negation",
  noise: "noise",
  "rotation 15°": "right",
  "rotation -15°": "left",
  darker: "darker",
  mirrored: "mirrored",
  "noise at 15 dB": "noise",
  "four times quieter": "quieter",
  "a tenth faster": "faster",
  "cut at the end": "end",
};

export function RobustnessBox({ modelId }: { readonly modelId: ModelId }) {
  const t = useLabWords();
  const test = useMutation({
    mutationFn: () => api.testLabRobustness({ params: { modelId } }),
  });
  const nameOf = (change: string) => {
    const key = CHANGES[change];
    return key === undefined ? change : t(`robust.changes.${key}`);
  };
  return (
    <section aria-labelledby="lab-robust">
      <Title order={2} size="h4" id="lab-robust" mb={4}>
        {t("robust.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={640}>
        {t("robust.lead")}
      </Text>
      <Button size="sm" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t("robust.go")}
      </Button>
      {test.isError && <Failure error={test.error} />}
      {test.data !== undefined && (
        <Table.ScrollContainer minWidth={460} mt="sm">
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("robust.change")}</Table.Th>
                <Table.Th>{t("robust.same")}</Table.Th>
                <Table.Th visibleFrom="sm" aria-hidden />
                <Table.Th>{t("robust.accuracy")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="tabular">
              {test.data.trials.map(
                ({ change, same, accuracyBefore, accuracyAfter, shouldStay }) => (
                  <Table.Tr key={change}>
                    <Table.Td>
                      {nameOf(change)}
                      {!shouldStay && (
                        <Text span c="dimmed" size="xs">
                          {" "}
                          {t("robust.mayChange")}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      {share(same.value)} {shareRange(same)}
                    </Table.Td>
                    <Table.Td visibleFrom="sm" w={180}>
                      <IntervalBar estimate={same} most={1} />
                    </Table.Td>
                    <Table.Td>
                      {share(accuracyBefore)} → {share(accuracyAfter)}
                    </Table.Td>
                  </Table.Tr>
                ),
              )}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
