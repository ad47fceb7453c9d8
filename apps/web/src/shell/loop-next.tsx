// The foot of every page: where the loop goes on from here, and what waits there.
import { Container, Text } from "@mantine/core";
import { IconArrowBackUp, IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Waiting } from "./loop-nav.tsx";
import { STAGES } from "./stages.ts";

/** Nothing in an empty workspace, whose pages lead to the ways in. */
export function LoopNext() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  if (workspace.data === undefined || workspace.data.counts.items === 0) return null;
  const here = STAGES.findLastIndex(({ path: to }) => path.startsWith(to));
  const next = STAGES[(here + 1) % STAGES.length]!;
  const Arrow = next.path === "/" ? IconArrowBackUp : IconArrowRight;
  return (
    <Container size="lg" pb="xl" pt="sm" className="no-print">
      <Link to={next.path} className="loop-next">
        <span>
          <Text span size="xs" c="dimmed" display="block">
            {t(next.path === "/" ? "stage.again" : "stage.next")}
          </Text>
          <Text span fw={620} mr="sm">
            {t(`stage.${next.key}`)}
          </Text>
          <Text span size="sm" c="dimmed">
            <Waiting
              stage={workspace.data.loop.find(({ stage }) => stage === next.key)}
              fallback={t(`stageHint.${next.key}`)}
            />
          </Text>
        </span>
        <Arrow size={20} stroke={1.7} aria-hidden />
      </Link>
    </Container>
  );
}
