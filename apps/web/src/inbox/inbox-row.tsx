// One item of the inbox: its words with each claim marked, the claim at work, and what is known of the item.
import type { ItemRow } from "@heed/core/api";
import { Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { KIND_NAMES, KindBadge } from "../components/kinds.tsx";
import { MarkedText } from "../components/marked-text.tsx";
import { Tag, toneStyle } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { useMay } from "../people/may.tsx";
import { useThemeName } from "../themes/use-themes.ts";
import type { Inbox } from "./use-inbox.ts";

export function InboxRow({ item, inbox }: { readonly item: ItemRow; readonly inbox: Inbox }) {
  const mayCorrect = useMay()("putLabel");
  const { t } = useTranslation();
  const nameOf = useThemeName();
  const active = item.mentions.find(({ id }) => id === inbox.activeMention);
  const facts = [
    item.writtenAt === null ? undefined : dayText(item.writtenAt),
    item.rating === null ? undefined : `${item.rating}★`,
    item.appVersion ?? undefined,
    item.channel ?? undefined,
    item.source,
  ].filter((fact) => fact !== undefined);
  const kinds = [...new Set(item.mentions.flatMap(({ reading }) => reading?.kind ?? []))];
  const themes = [...new Set(item.mentions.flatMap(({ themeId }) => themeId ?? []))];
  return (
    <article className="inbox-row" data-active={active !== undefined || undefined}>
      <Text
        lang={item.language}
        lh={1.6}
        style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}
      >
        <MarkedText
          item={item}
          active={inbox.activeMention}
          onChoose={(mention) => inbox.choose(item, mention)}
        />
        {item.text === "" && (
          <Text span c="dimmed">
            {t("item.noWords")}
          </Text>
        )}
      </Text>
      {active !== undefined && mayCorrect && (
        <fieldset className="kind-keys" aria-label={t("inbox.correct")}>
          {KIND_NAMES.map((kind, index) => (
            <button
              key={kind}
              type="button"
              style={toneStyle(kind)}
              aria-pressed={active.reading?.kind === kind}
              onClick={() => inbox.correct(active, kind)}
            >
              <kbd aria-hidden>{index + 1}</kbd>
              {t(`kind.${kind}`)}
            </button>
          ))}
          {active.reading?.isCorrected === true && <Tag tone="good">{t("mention.corrected")}</Tag>}
        </fieldset>
      )}
      <Group gap={8} mt={6}>
        {(active === undefined || !mayCorrect) &&
          kinds.map((kind) => <KindBadge key={kind} kind={kind} />)}
        <Text size="xs" c="dimmed" className="tabular">
          {facts.join(" · ")}
        </Text>
        {item.rival !== null && <Tag tone="plain">{`${t("mention.rival")} ${item.rival}`}</Tag>}
        {item.revision > 1 && <Tag tone="plain">{t("item.edited")}</Tag>}
        {item.redactions.length > 0 && (
          <Tag tone="plain">{t("item.redactedCount", { count: item.redactions.length })}</Tag>
        )}
        {(item.duplicateOf ?? item.similarTo) !== null && (
          <Link
            className="quiet-link"
            to="/items/$itemId"
            params={{ itemId: item.duplicateOf ?? item.similarTo! }}
          >
            {t("item.likeAnother")}
          </Link>
        )}
        {themes.slice(0, 2).map((themeId) => (
          <Link key={themeId} className="quiet-link" to="/themes/$themeId" params={{ themeId }}>
            {nameOf(themeId)}
          </Link>
        ))}
        <Link className="quiet-link" to="/items/$itemId" params={{ itemId: item.id }}>
          {t("mention.open")}
          <span className="visually-hidden"> {item.id}</span>
        </Link>
      </Group>
    </article>
  );
}
