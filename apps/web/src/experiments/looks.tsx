// The looks that were planned: which were taken and what they told, and when the next is due.
import type { LookView } from "@heed/core/api";
import { Table, Text, Title } from "@mantine/core";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { VERDICT_TONES } from "./judgement.tsx";
import { useWords } from "./words.ts";

/** Nothing where no looks were planned. */
export function Looks({ looks }: { readonly looks: readonly LookView[] }) {
  const t = useWords();
  const language = currentLanguage();
  if (looks.length === 0) return null;
  const heads = [
    t("plan.look"),
    t("plan.people"),
    t("looks.of"),
    t("looks.bound"),
    t("looks.told"),
  ];
  return (
    <section aria-labelledby="looks-title">
      <Title order={2} size="h5" id="looks-title">
        {t("looks.title")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("looks.lead")}
        {looks.every(({ isTaken }) => isTaken) && ` ${t("looks.ended")}`}
      </Text>
      <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={6} className="tabular" aria-label={t("looks.title")}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {looks.map(({ look, units, fraction, nominalPValue, verdict, throughDay }) => (
              <Table.Tr key={look}>
                <Table.Td>{look}</Table.Td>
                <Table.Td>{units.toLocaleString(language)}</Table.Td>
                <Table.Td>{Math.round(100 * fraction)} %</Table.Td>
                <Table.Td>{nominalPValue.toPrecision(2)}</Table.Td>
                <Table.Td>
                  {verdict === null ? (
                    <Text size="sm" c="dimmed">
                      {t("looks.toCome")}
                    </Text>
                  ) : (
                    <>
                      <Tag tone={VERDICT_TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag>{" "}
                      {throughDay !== null && (
                        <Text span size="xs" c="dimmed">
                          {t("list.through", { day: dayText(throughDay) })}
                        </Text>
                      )}
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
