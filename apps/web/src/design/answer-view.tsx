// An answer: sentences whose figures say what they count and whose sources open, and what was found beneath.
import type { AnswerPartView, AnswerSentenceView, AnswerView, MentionRow } from "@heed/core/api";
import { Group, Popover, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { MentionCard } from "../components/mention-card.tsx";
import { Tag } from "../components/tag.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useDesignWords } from "./design-words.ts";
import { Figure } from "./figure-words.tsx";

export function AnswerSentences({
  sentences,
  cited,
}: {
  readonly sentences: readonly AnswerSentenceView[];
  readonly cited: readonly MentionRow[];
}) {
  const t = useDesignWords();
  return (
    <Stack gap="sm" role="status" aria-live="polite">
      {sentences.map(({ parts, support }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences only ever follow one another.
        <Text key={index} size="lg" style={{ lineHeight: 1.6, overflowWrap: "anywhere" }}>
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence stay in place.
            <Part key={at} part={part} cited={cited} />
          ))}
          {support?.holds === false && <Tag tone="complaint">{t("ask.loosely")}</Tag>}
        </Text>
      ))}
    </Stack>
  );
}

function Part({
  part,
  cited,
}: {
  readonly part: AnswerPartView;
  readonly cited: readonly MentionRow[];
}) {
  if (part.type === "text") return <>{part.text}</>;
  if (part.type === "figure") return <Figure figure={part} />;
  const number = cited.findIndex(({ id }) => id === part.mentionId) + 1;
  return (
    <>
      {part.type === "quote" && (
        <q>
          <bdi>{part.words}</bdi>
        </q>
      )}
      {part.type === "quote" && " "}
      <Citation number={number} mention={cited[number - 1]} />
    </>
  );
}

/** A chip that opens the mention it stands for. */
export function Citation({
  number,
  mention,
}: {
  readonly number: number;
  readonly mention: MentionRow | undefined;
}) {
  const t = useDesignWords();
  const [isOpen, setOpen] = useState(false);
  if (mention === undefined) return null;
  return (
    <Popover width={420} withArrow shadow="md" trapFocus={false} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <UnstyledButton
          className="citation"
          aria-label={t("ask.source", { number })}
          onClick={() => setOpen(!isOpen)}
          // The focus stays here while it is open, so it closes from here.
          onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
        >
          {number}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} maw="92vw">
        <MentionCard mention={mention} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What was found, by theme. */
export function FoundGroups({ groups }: Pick<AnswerView, "groups">) {
  const t = useDesignWords();
  const language = currentLanguage();
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="found-title">
      <Title order={2} size="h4" mb="sm" id="found-title">
        {t("ask.found")}
      </Title>
      <Stack gap="lg">
        {groups.map(({ theme, figures, rows }) => (
          <div key={theme?.id ?? "none"}>
            <Group gap="xs" mb={6} align="baseline">
              <Text fw={650}>{theme === null ? t("ask.unclear") : theme.name[language]}</Text>
              {figures.map((figure) => (
                <Text key={figure.query} span size="sm" c="dimmed">
                  <Figure figure={figure} />
                </Text>
              ))}
            </Group>
            <Stack gap="xs">
              {rows.slice(0, 3).map((row) => (
                <MentionCard key={row.id} mention={row} />
              ))}
            </Stack>
          </div>
        ))}
      </Stack>
    </section>
  );
}
