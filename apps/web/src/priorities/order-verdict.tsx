// Whether the order survives wrong guesses, and which of them is worth knowing better.
import type { PriorityItem, Robustness } from "@heed/core/priorities";
import { List, Stack, Text, Title } from "@mantine/core";
import { headlineNow } from "../components/headline.tsx";
import { Tag } from "../components/tag.tsx";
import { sharePercent, shortFigure } from "./figure-text.ts";
import type { Words } from "./priorities-words.ts";

const TONES = { holds: "good", leans: "complaint", open: "plain" } as const;
const SHOWN = 3;

export function OrderVerdict({
  robustness,
  items,
  partName,
  t,
}: {
  readonly robustness: Robustness | null;
  readonly items: readonly PriorityItem[];
  readonly partName: (part: string) => string;
  readonly t: Words;
}) {
  if (robustness === null)
    return (
      <Text c="dimmed" role="status">
        {t("tooFew")}
      </Text>
    );
  const { verdict, ranks, draws, doubt, topThreeHolds, tau, matters } = robustness;
  const nameOf = (themeId: string) => {
    const item = items.find((one) => one.themeId === themeId);
    return item === undefined ? themeId : headlineNow(item).text;
  };
  return (
    <section className="voice" aria-labelledby="verdict-title" role="status">
      <Stack gap={6} align="flex-start">
        <Title order={2} size="h5" id="verdict-title">
          <Tag tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Tag>
        </Title>
        <Text size="sm">
          {t(`verdictLead.${verdict}`, {
            need: nameOf(ranks[0]!.themeId),
            share: sharePercent(ranks[0]!.first),
            draws: draws.toLocaleString(),
            doubt: sharePercent(doubt),
          })}
        </Text>
        <Text size="sm">
          {topThreeHolds === null
            ? t("agreementShort", { tau: tau.toFixed(2) })
            : t("agreement", { share: sharePercent(topThreeHolds), tau: tau.toFixed(2) })}
        </Text>
        <Text size="sm" fw={600}>
          {t("matters")}
        </Text>
        {matters.length === 0 && <Text size="sm">{t("mattersNone")}</Text>}
        <List size="sm" withPadding>
          {matters.slice(0, SHOWN).map(({ themeId, part, low, high, swaps, changesFirst }) => (
            <List.Item key={`${themeId} ${part}`}>
              {themeId === null
                ? t("mattersWeight", { part: partName(part) })
                : t("mattersOf", { part: partName(part), need: nameOf(themeId) })}
              {", "}
              {t("mattersRange", { low: shortFigure(low), high: shortFigure(high) })}:{" "}
              {t("swaps", { count: swaps })}
              {changesFirst ? ` · ${t("changesFirst")}` : ""}
            </List.Item>
          ))}
        </List>
      </Stack>
    </section>
  );
}
