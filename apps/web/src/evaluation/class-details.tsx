// What a reader does class by class, and which classes it takes for which.
import type { GoldView } from "@heed/core/api";
import { Accordion, Group, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { readerName, type Words } from "./evaluation-words.ts";
import { shareText } from "./figure-text.ts";

type Told = NonNullable<GoldView["evaluation"]>["tasks"]["kind"];
type Comparison = Extract<Told["comparison"], { ok: true }>;

export function ClassDetails({
  comparison: { rows, classes },
  t,
}: {
  readonly comparison: Comparison;
  readonly t: Words;
}) {
  const [name, setName] = useState(rows[0]?.name ?? "");
  const row = rows.find((one) => one.name === name) ?? rows[0];
  if (row === undefined) return null;
  const className = (one: string) => t(`classNames.${one as "bug"}`);
  return (
    <Accordion variant="contained" radius="md">
      <Accordion.Item value="details">
        <Accordion.Control>{t("details")}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <SegmentedControl
              size="xs"
              aria-label={t("reader")}
              value={row.name}
              onChange={setName}
              data={rows.map((one) => ({ value: one.name, label: readerName(one.name, t) }))}
              style={{ alignSelf: "flex-start", maxWidth: "100%", overflowX: "auto" }}
            />
            <Group align="flex-start" gap="xl">
              <Table.ScrollContainer minWidth={360}>
                <Table verticalSpacing={4} w="auto">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("class")}</Table.Th>
                      <Table.Th ta="right">{t("examples")}</Table.Th>
                      <Table.Th ta="right">{t("precision")}</Table.Th>
                      <Table.Th ta="right">{t("recall")}</Table.Th>
                      <Table.Th ta="right">{t("f1")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {row.perClass.map((one) => (
                      <Table.Tr key={one.name}>
                        <Table.Td>{className(one.name)}</Table.Td>
                        <Table.Td ta="right" className="tabular">
                          {one.examples}
                        </Table.Td>
                        {(["precision", "recall", "f1"] as const).map((figure) => {
                          const told = one[figure];
                          return (
                            <Table.Td key={figure} ta="right" className="tabular">
                              {told === null
                                ? "–"
                                : `${shareText(told.value)} (${shareText(told.low)}–${shareText(told.high)})`}
                            </Table.Td>
                          );
                        })}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <div>
                <Text size="sm" c="dimmed" mb={4}>
                  {t("confusion")}
                </Text>
                <Table.ScrollContainer minWidth={320}>
                  <Table verticalSpacing={4} w="auto">
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Td />
                        {classes.map((one) => (
                          <Table.Th key={one} ta="right">
                            {className(one)}
                          </Table.Th>
                        ))}
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {row.confusion.map((counts, at) => (
                        <Table.Tr key={classes[at]}>
                          <Table.Th scope="row">{className(classes[at]!)}</Table.Th>
                          {counts.map((count, column) => (
                            <Table.Td
                              key={classes[column]}
                              ta="right"
                              className="tabular"
                              fw={column === at ? 680 : 400}
                              c={count === 0 ? "dimmed" : undefined}
                            >
                              {count}
                            </Table.Td>
                          ))}
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              </div>
            </Group>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
