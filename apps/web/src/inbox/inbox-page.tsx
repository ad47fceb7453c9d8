// Everything people said, a million items or ten, as it was read; one key corrects a reading and the correction is a label.
import { Container, Group, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "../components/page-head.tsx";
import { Failure, Waiting } from "../components/query-state.tsx";
import { WhenAnalysed } from "../components/when-analysed.tsx";
import { asQuery } from "../filters/feedback-filters.ts";
import { FilterBar } from "../filters/filter-bar.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useMatterWords } from "../matters/matter-words.ts";
import { useMatters } from "../matters/use-matters.ts";
import { InboxRow } from "./inbox-row.tsx";
import { useInbox } from "./use-inbox.ts";

const ROW_ESTIMATE = 132;
const GAP = 8;

export function InboxPage() {
  const { t } = useTranslation();
  return (
    <Container size="lg" py="lg" className="column">
      <Stack gap="md">
        <PageHead title={t("inbox.title")} lead={t("inbox.lead")} />
        <WhenAnalysed noNeeds={t("nothing.inbox")} has={({ items }) => items > 0}>
          <Inbox />
        </WhenAnalysed>
      </Stack>
    </Container>
  );
}

function Inbox() {
  const { t } = useTranslation();
  const filters = useSearch({ from: "/first-stage/inbox" });
  const navigate = useNavigate({ from: "/inbox" });
  const inbox = useInbox(asQuery(filters));
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: inbox.items.length,
    estimateSize: () => ROW_ESTIMATE,
    getItemKey: (index) => inbox.items[index]!.id,
    overscan: 6,
    gap: GAP,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { loadMore, activeIndex } = inbox;
  useEffect(() => {
    if (lastShown >= inbox.items.length - 10) loadMore();
  }, [lastShown, inbox.items.length, loadMore]);
  useEffect(() => {
    if (activeIndex >= 0) rows.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex, rows]);
  return (
    <>
      <Stack gap="md">
        <FilterBar
          filters={filters}
          choices={["kind", "sentiment", "language", "source", "version", "rival"]}
          onChange={(next) => void navigate({ search: next })}
        />
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" className="tabular" role="status">
            {inbox.total === null ? " " : t("inbox.count", { count: inbox.total })}
            {filters.unclear === true && ` · ${t("inbox.unclear")}`}
            {filters.matter !== undefined && <MatterName id={filters.matter} />}
          </Text>
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <kbd>j</kbd> <kbd>k</kbd> {t("inbox.keysMove")} · <kbd>1</kbd>–<kbd>6</kbd>{" "}
            {t("inbox.keysKind")} · <kbd>u</kbd> {t("inbox.keysUndo")} · <kbd>Enter</kbd>{" "}
            {t("inbox.keysOpen")}
          </Text>
        </Group>
        {inbox.failure !== null && <Failure error={inbox.failure} onRetry={inbox.retry} />}
        {inbox.isPending && <Waiting />}
        {inbox.total === 0 && <Text c="dimmed">{t("inbox.none")}</Text>}
      </Stack>
      <ul
        ref={list}
        aria-label={t("inbox.title")}
        style={{
          position: "relative",
          height: rows.getTotalSize(),
          listStyle: "none",
          padding: 0,
          marginBlock: 12,
        }}
      >
        {shown.map(({ key, index, start }) => (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={inbox.total ?? -1}
            style={{
              position: "absolute",
              insetInline: 0,
              top: 0,
              transform: `translateY(${start - rows.options.scrollMargin}px)`,
            }}
          >
            <InboxRow item={inbox.items[index]!} inbox={inbox} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Which matter counts what is listed. */
function MatterName({ id }: { readonly id: string }) {
  const word = useMatterWords();
  const { data } = useMatters();
  const matter = data?.rows.find((one) => one.id === id);
  return <> · {word("inbox", { name: matter?.name[currentLanguage()] ?? id })}</>;
}
