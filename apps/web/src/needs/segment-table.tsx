// Who says it more, and who less, than the others: tested, with the numbers.

import type { NeedDetail } from "@heed/core/api";
import { Anchor, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Share } from "../components/figures.tsx";
import { Tag } from "../components/tag.tsx";
import { dimensionName, valueName } from "../filters/value-names.ts";

export function SegmentTable({
  segments,
  onOpen,
}: {
  readonly segments: NeedDetail["segments"];
  readonly onOpen: (dimension: string, value: string) => void;
}) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const telling = segments.filter(({ says }) => says !== "same");
  const shown = showsAll ? segments : telling;
  if (segments.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h4" mb={4}>
        {t("segments.title")}
      </Title>
      {telling.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("segments.same")}
        </Text>
      )}
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("segments.segment")}</Table.Th>
                <Table.Th ta="right">{t("need.people")}</Table.Th>
                <Table.Th ta="right">{t("segments.share")}</Table.Th>
                <Table.Th ta="right">{t("segments.others")}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t("compare.verdict")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ dimension, value, people, share, others, says }) => (
                <Table.Tr key={`${dimension} ${value}`}>
                  <Table.Td>
                    <Text span c="dimmed" size="sm">
                      {dimensionName(dimension, t)}
                    </Text>{" "}
                    {valueName(dimension, value, t)}
                  </Table.Td>
                  <Table.Td ta="right">
                    <Anchor
                      component="button"
                      type="button"
                      size="sm"
                      onClick={() => onOpen(dimension, value)}
                    >
                      {people}
                    </Anchor>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Share share={share} />
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    <Text span size="sm" c="dimmed">
                      {others.heard === 0
                        ? "–"
                        : `${((others.people / others.heard) * 100).toFixed(1)} %`}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {says !== "same" && (
                      <Tag tone={says === "more" ? "bad" : "good"}>{t(`segments.${says}`)}</Tag>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {segments.length > telling.length && (
        <Anchor component="button" type="button" size="sm" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t("segments.fewer") : t("segments.all", { count: segments.length })}
        </Anchor>
      )}
    </div>
  );
}
