// How a theme or need is headed on every page: its statement first, the key words that name it beneath.
import { type Headed as Headable, type Headline, headlineOf } from "@heed/core";
import type { StatementView } from "@heed/core/api";
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { AnchorLink } from "./links.tsx";

interface Headed {
  readonly name: { readonly en: string; readonly zh: string };
  readonly namedBy: {
    readonly en: "person" | "model" | null;
    readonly zh: "person" | "model" | null;
  };
  readonly statement: { readonly en: StatementView | null; readonly zh: StatementView | null };
}

/** What heads it in the language of the page. */
export function headlineNow(headed: Headable): Headline {
  return headlineOf(headed, currentLanguage());
}

/** Beneath the headline: the name, or the other language's statement; nothing where neither is to be told. */
export function BelowHeadline({
  headline: { name, other },
  size = "sm",
}: {
  readonly headline: Headline;
  readonly size?: "xs" | "sm";
}) {
  if (name === null && other === null) return null;
  return (
    <Text size={size} c="dimmed" component="p" m={0} lh={1.4} className="below-headline">
      {name ?? (
        <span lang={other!.language}>
          “<bdi>{other!.text}</bdi>”
        </span>
      )}
    </Text>
  );
}

/** Leads from a headline that is a quote to where its words stand. */
export function HeadlineSource({ headed }: { readonly headed: Headed }) {
  const { t } = useTranslation();
  const { isStatement, other } = headlineNow(headed);
  const language = other?.language ?? currentLanguage();
  const statement = isStatement || other !== null ? headed.statement[language] : null;
  if (statement === null) return null;
  return (
    <AnchorLink to="/items/$itemId" params={{ itemId: statement.itemId }} size="sm">
      {t("need.headlineSource")}
    </AnchorLink>
  );
}
