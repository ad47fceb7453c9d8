// Which readers were at work when: a log that is only ever added to.
import type { GoldView } from "@heed/core/api";
import { Button, List, Text, Title } from "@mantine/core";
import { dayText } from "../filters/value-names.ts";
import { May } from "../people/may.tsx";
import { readerName, type Words } from "./evaluation-words.ts";

export function ReaderHistory({
  view: { choice, log },
  isBusy,
  onBack,
  t,
}: {
  readonly view: GoldView;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly t: Words;
}) {
  const last = log.at(-1);
  const line = ({ kind, sentiment }: GoldView["choice"]) =>
    t("historyLine", { kind: readerName(kind, t), sentiment: readerName(sentiment, t) });
  return (
    <section aria-labelledby="history-title">
      <Title order={2} size="h4" id="history-title">
        {t("history")}
      </Title>
      <Text size="sm" mb="xs">
        {line(choice)} · {last === undefined ? t("first") : dayText(last.at)}
      </Text>
      {log.length > 0 && (
        <List size="sm" c="dimmed" type="ordered" mb="xs">
          {log.map(({ number, at, choice: then, backTo }) => (
            <List.Item key={number}>
              {dayText(at)}: {line(then)}
              {backTo !== null &&
                ` (${backTo === 0 ? t("backToFirst") : t("backTo", { number: backTo })})`}
            </List.Item>
          ))}
        </List>
      )}
      {last !== undefined && last.backTo !== 0 && (
        <May call="promoteReader">
          <Button size="xs" variant="default" loading={isBusy} onClick={onBack}>
            {t("goBack")}
          </Button>
        </May>
      )}
    </section>
  );
}
