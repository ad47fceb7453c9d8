// A person's words with what is known of them: the place where every figure ends.

import type { MentionRow } from "@heed/core/api";
import { Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../filters/value-names.ts";
import { KindBadge } from "./kinds.tsx";

export function MentionCard({
  mention,
  actions,
}: {
  readonly mention: MentionRow;
  readonly actions?: ReactNode;
}) {
  const { t } = useTranslation();
  const { item, reading, context } = mention;
  const facts = [
    item.writtenAt === null ? undefined : dayText(item.writtenAt),
    item.rating === null ? undefined : `${item.rating}★`,
    item.appVersion ?? undefined,
    item.channel ?? undefined,
    item.source,
    item.rival === null ? undefined : `${t("mention.rival")} ${item.rival}`,
  ].filter((fact) => fact !== undefined);
  return (
    <article className="voice" style={{ padding: "12px 16px" }}>
      <Text
        component="blockquote"
        lang={item.language}
        className="quote"
        style={{ "--quote-tone": `var(--tone-${reading?.kind ?? "other"})` } as CSSProperties}
      >
        <Text span c="dimmed" inherit>
          {context.before}
        </Text>
        <bdi>
          <Highlighted text={mention.quote} matches={mention.matches} />
        </bdi>
        <Text span c="dimmed" inherit>
          {context.after}
        </Text>
      </Text>
      <Group gap="xs" mt={8} justify="space-between">
        <Group gap={8}>
          {reading !== null && <KindBadge kind={reading.kind} />}
          {reading?.isCorrected === true && (
            <Text size="xs" c="dimmed">
              {t("mention.corrected")}
            </Text>
          )}
          {Object.entries(mention.labels ?? {}).map(([column, { label, model }]) => (
            <Text key={column} size="xs" fw={600} title={model}>
              {column}: {label}
            </Text>
          ))}
          <Text size="xs" c="dimmed" className="tabular">
            {facts.join(" · ")}
          </Text>
          <Link to="/items/$itemId" params={{ itemId: mention.itemId }} className="quiet-link">
            {t("mention.open")}
            <span className="visually-hidden"> {mention.itemId}</span>
          </Link>
        </Group>
        {actions}
      </Group>
    </article>
  );
}

/** A text with what was found in it marked. */
export function Highlighted({
  text,
  matches,
}: {
  readonly text: string;
  readonly matches: MentionRow["matches"];
}) {
  if (matches.length === 0) return <>{text}</>;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of matches) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
