// Now, next, later: the needs as a board. A card is moved by hand or by keyboard; the choice outlives every reading.
import type { NeedView } from "@heed/core/api";
import { Menu, SimpleGrid, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { TrendBadge } from "../components/figures.tsx";
import { BelowHeadline, headlineNow } from "../components/headline.tsx";
import { Failure, QueryState } from "../components/query-state.tsx";
import { Tag } from "../components/tag.tsx";
import { asQuery, type Filters } from "../filters/feedback-filters.ts";
import { useMay } from "../people/may.tsx";

const LANES = ["none", "now", "next", "later"] as const;
type Lane = (typeof LANES)[number];
/** The undecided beyond these are worked through in the ranked list. */
const MOST_UNDECIDED = 15;
const DRAGGED = "application/x-heed-need";

export function LanesBoard({ filters }: { readonly filters: Filters }) {
  const client = useQueryClient();
  const query = asQuery(filters);
  const needs = useQuery({
    queryKey: ["needs", query],
    queryFn: ({ signal }) => api.listNeeds({ query }, { signal }),
  });
  const move = useMutation({
    mutationFn: ({ id, lane }: { id: NeedView["id"]; lane: Lane }) =>
      api.planNeed({ params: { needId: id }, body: { lane: lane === "none" ? null : lane } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["needs"] }),
  });
  return (
    <QueryState query={needs}>
      {({ rows }) => (
        <>
          {move.isError && <Failure error={move.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
            {LANES.map((lane) => (
              <LaneColumn
                key={lane}
                lane={lane}
                needs={rows.filter(({ plan }) => (plan.lane ?? "none") === lane)}
                onMove={(id, to) => move.mutate({ id, lane: to })}
              />
            ))}
          </SimpleGrid>
        </>
      )}
    </QueryState>
  );
}

function LaneColumn({
  lane,
  needs,
  onMove,
}: {
  readonly lane: Lane;
  readonly needs: readonly NeedView[];
  readonly onMove: (id: NeedView["id"], to: Lane) => void;
}) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const shown = lane === "none" ? needs.slice(0, MOST_UNDECIDED) : needs;
  return (
    <section
      className="lane"
      data-over={isOver}
      aria-label={t(`plan.${lane}`)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false);
        const id = event.dataTransfer.getData(DRAGGED);
        if (id === "") return;
        event.preventDefault();
        onMove(id as NeedView["id"], lane);
      }}
    >
      <Text component="h2" className="eyebrow" mb="xs">
        {t(`plan.${lane}`)} · {needs.length}
      </Text>
      <Stack gap="xs">
        {shown.map((need) => (
          <LaneCard key={need.id} need={need} lane={lane} onMove={(to) => onMove(need.id, to)} />
        ))}
        {needs.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("plan.dropHere")}
          </Text>
        )}
        {needs.length > shown.length && (
          <Text size="xs" c="dimmed">
            {t("plan.more", { count: needs.length - shown.length })}
          </Text>
        )}
      </Stack>
    </section>
  );
}

function LaneCard({
  need,
  lane,
  onMove,
}: {
  readonly need: NeedView;
  readonly lane: Lane;
  readonly onMove: (to: Lane) => void;
}) {
  const { t } = useTranslation();
  const mayPlan = useMay()("planNeed");
  const headline = headlineNow(need);
  return (
    <article
      className="voice"
      draggable={mayPlan}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, need.id)}
      style={{ padding: "10px 12px", cursor: mayPlan ? "grab" : "default" }}
    >
      <Link to="/needs/$needId" params={{ needId: need.id }} className="brand">
        <Text fw={620} size="sm" lh={1.35} className="matter">
          {headline.text}
        </Text>
      </Link>
      <BelowHeadline headline={headline} size="xs" />
      <Text size="xs" c="dimmed" className="tabular">
        {t("common.heads", { count: need.people })} · #{need.rank}
      </Text>
      <TrendBadge trend={need.trend} />
      {need.plan.status !== "open" && <Tag tone="good">{t(`plan.${need.plan.status}`)}</Tag>}
      {mayPlan && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <UnstyledButton
              fz="xs"
              c="var(--mantine-color-anchor)"
              display="block"
              mt={4}
              aria-label={t("plan.moveNamed", { name: headline.text })}
            >
              {t("plan.move")}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {LANES.filter((to) => to !== lane).map((to) => (
              <Menu.Item key={to} onClick={() => onMove(to)}>
                {t(`plan.${to}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </article>
  );
}
