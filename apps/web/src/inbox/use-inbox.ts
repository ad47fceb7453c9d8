// The inbox's state: pages of items as they are read on, where the keys work, and corrections that show at once.
import type { ItemRow, ItemPage as Page } from "@heed/core/api";
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { api } from "../api/client.ts";
import { KIND_NAMES, type KindName } from "../components/kinds.tsx";
import { useMay } from "../people/may.tsx";
import { isTyping } from "../shell/use-hotkeys.ts";

type Mention = ItemRow["mentions"][number];
type Query = NonNullable<Parameters<typeof api.listItems>[0]>["query"];

export interface Inbox {
  readonly items: readonly ItemRow[];
  readonly total: number | null;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly retry: () => void;
  readonly loadMore: () => void;
  /** Index of the item that keys work on, -1 before any was chosen. */
  readonly activeIndex: number;
  readonly activeMention: string | null;
  readonly choose: (item: ItemRow, mention: Mention) => void;
  readonly correct: (mention: Mention, kind: KindName) => void;
}

export function useInbox(query: Query): Inbox {
  const client = useQueryClient();
  const navigate = useNavigate();
  const queryKey = useMemo(() => ["items", query], [query]);
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.listItems(
        {
          query: {
            ...query,
            limit: 40,
            order: "newest",
            ...(pageParam === "" ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const items = useMemo(() => pages.data?.pages.flatMap(({ rows }) => rows) ?? [], [pages.data]);
  const mayCorrect = useMay()("putLabel");
  const [active, setActive] = useState<string | null>(null);
  const [corrected, setCorrected] = useState<readonly string[]>([]);

  const show = (mentionId: string, kind: KindName) =>
    client.setQueryData(queryKey, (data?: InfiniteData<Page>) =>
      data === undefined ? data : withKind(data, mentionId, kind),
    );
  const label = useMutation({
    mutationFn: ({ id, kind }: { id: Mention["id"]; kind: KindName }) =>
      api.putLabel({ params: { mentionId: id }, body: { kind } }),
    // One after another, so that what is taken back was given before.
    scope: { id: "labels" },
    onMutate: ({ id, kind }) => {
      show(id, kind);
      setCorrected((before) => [...before, id]);
    },
    onError: () => client.invalidateQueries({ queryKey }),
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => api.deleteLabel({ params: { mentionId: id as Mention["id"] } }),
    scope: { id: "labels" },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });

  const places = useMemo(
    () => items.flatMap((item, index) => item.mentions.map((mention) => ({ index, mention }))),
    [items],
  );
  const at = places.findIndex(({ mention }) => mention.id === active);
  const place = places[at];

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const kind = KIND_NAMES[Number(event.key) - 1];
      if (event.key === "j")
        setActive(places[Math.min(at + 1, places.length - 1)]?.mention.id ?? null);
      else if (event.key === "k") setActive(places[Math.max(at - 1, 0)]?.mention.id ?? null);
      else if (mayCorrect && place !== undefined && kind !== undefined)
        label.mutate({ id: place.mention.id, kind });
      else if (event.key === "u" && corrected.length > 0) {
        takeBack.mutate(corrected.at(-1)!);
        setCorrected(corrected.slice(0, -1));
      } else if (event.key === "Enter" && place !== undefined && event.target === document.body)
        void navigate({ to: "/items/$itemId", params: { itemId: items[place.index]!.id } });
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  });

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    items,
    total: pages.data?.pages[0]?.total ?? null,
    isPending: pages.isPending,
    failure: pages.error ?? label.error ?? takeBack.error,
    retry: () => void pages.refetch(),
    loadMore,
    activeIndex: place?.index ?? -1,
    activeMention: place?.mention.id ?? null,
    choose: (_item, mention) => setActive(mention.id),
    correct: (mention, kind) => label.mutate({ id: mention.id, kind }),
  };
}

/** The pages with one mention read otherwise, as the server will tell it. */
function withKind(data: InfiniteData<Page>, mentionId: string, kind: KindName): InfiniteData<Page> {
  const change = (mention: Mention): Mention =>
    mention.id === mentionId && mention.reading !== null
      ? { ...mention, reading: { ...mention.reading, kind, isCorrected: true } }
      : mention;
  const pages = data.pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) =>
      row.mentions.some(({ id }) => id === mentionId)
        ? { ...row, mentions: row.mentions.map(change) }
        : row,
    ),
  }));
  return { ...data, pages };
}
