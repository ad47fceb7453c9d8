// A person's whole text with each claim underlined in its kind's colour, and what was removed shown as removed.
import type { ItemRow } from "@heed/core/api";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Mention = ItemRow["mentions"][number];

export function MarkedText({
  item,
  active = null,
  onChoose,
}: {
  readonly item: Pick<ItemRow, "text" | "mentions" | "redactions" | "isCut">;
  /** The mention that keys work on. */
  readonly active?: string | null;
  readonly onChoose?: (mention: Mention) => void;
}) {
  const { t } = useTranslation();
  const { text, mentions, redactions, isCut } = item;
  const parts: ReactNode[] = [];
  let at = 0;
  const plain = (start: number, end: number) => withRedactions(text, start, end, redactions);
  for (const mention of mentions) {
    const { id, start, end, reading } = mention;
    if (start < at || start >= text.length) continue;
    parts.push(
      ...plain(at, start),
      // biome-ignore lint/a11y/useKeyWithClickEvents: the inbox moves from mention to mention by its keys.
      // biome-ignore lint/a11y/noStaticElementInteractions: a click only moves where the keys work.
      <bdi
        key={id}
        className="claim"
        data-active={id === active || undefined}
        style={{ "--tone": `var(--tone-${reading?.kind ?? "other"})` } as never}
        onClick={onChoose === undefined ? undefined : () => onChoose(mention)}
      >
        {plain(start, end)}
      </bdi>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {plain(at, text.length)}
      {isCut && ` … ${t("item.cut")}`}
    </>
  );
}

function withRedactions(
  text: string,
  from: number,
  to: number,
  redactions: ItemRow["redactions"],
): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = from;
  for (const { start, end } of redactions) {
    if (start < at || end > to) continue;
    parts.push(
      text.slice(at, start),
      <span key={`r${start}`} className="redacted">
        {text.slice(start, end)}
      </span>,
    );
    at = end;
  }
  return [...parts, text.slice(at, to)];
}
