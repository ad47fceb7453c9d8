// What the words of a matter find and what they miss, with samples that a person can check.
import type { MatterFindingsView } from "@heed/core/api";
import { Button, Group, Stack, Text } from "@mantine/core";
import { Highlighted } from "../components/mention-card.tsx";
import { Tag } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMatterWords } from "./matter-words.ts";

type Sample = MatterFindingsView["counted"]["samples"][number];

const MOST_WORDS = 16;

export function MatterFindings({
  found,
  onConcept,
}: {
  readonly found: MatterFindingsView;
  /** Adds a concept to a list, counted from 0. */
  readonly onConcept: (id: string, list: number) => void;
}) {
  const t = useMatterWords();
  const { counted, terms, otherKinds, leftOut, nearMisses } = found;
  if (counted.mentions === 0) return <Text size="sm">{t("nothing")}</Text>;
  const { mentions, people, themes } = counted;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600} role="status">
        {t("found", { mentions, people, themes })}
      </Text>
      {terms.map((list, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lists have no other name than their place.
        <WordCounts key={at} list={list} />
      ))}
      <Samples title={t("samples")} samples={counted.samples} isOpen />
      <Samples
        title={t("otherKinds", { count: otherKinds.mentions })}
        samples={otherKinds.samples}
      />
      <Samples title={t("leftOut", { count: leftOut.mentions })} samples={leftOut.samples} />
      {nearMisses.map((miss) => (
        <div key={miss.list}>
          <Samples
            title={t("nearMiss", { number: miss.list + 1, count: miss.mentions })}
            samples={miss.samples}
          />
          {miss.concepts.length > 0 && (
            <Group gap={6} mt={4}>
              <Text size="xs" c="dimmed">
                {t("named")}
              </Text>
              {miss.concepts.map((concept) => (
                <Button
                  key={concept.id}
                  size="compact-xs"
                  variant="default"
                  onClick={() => onConcept(concept.id, miss.list)}
                >
                  + {concept[currentLanguage()]} {concept.mentions}
                </Button>
              ))}
            </Group>
          )}
        </div>
      ))}
    </Stack>
  );
}

function WordCounts({ list }: { readonly list: MatterFindingsView["terms"][number] }) {
  const t = useMatterWords();
  const named = list.filter(({ mentions }) => mentions > 0);
  const silent = list.length - named.length;
  return (
    <Group gap={6}>
      {named.slice(0, MOST_WORDS).map(({ word, mentions }) => (
        <Tag key={word} tone="plain">
          {word} {mentions}
        </Tag>
      ))}
      {silent > 0 && (
        <Text size="xs" c="dimmed">
          {t("silent", { count: silent })}
        </Text>
      )}
    </Group>
  );
}

function Samples({
  title,
  samples,
  isOpen = false,
}: {
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly isOpen?: boolean;
}) {
  if (samples.length === 0) return null;
  return (
    <details open={isOpen}>
      <summary>
        <Text span size="sm">
          {title}
        </Text>
      </summary>
      <Stack gap={4} mt={4}>
        {samples.map((sample) => (
          <Text key={sample.mentionId} size="sm">
            <Text span size="xs" c="dimmed" className="tabular">
              {sample.writtenAt === null ? "" : `${dayText(sample.writtenAt.slice(0, 10))} · `}
            </Text>
            <Highlighted text={sample.quote} matches={sample.matches} />
          </Text>
        ))}
      </Stack>
    </details>
  );
}
