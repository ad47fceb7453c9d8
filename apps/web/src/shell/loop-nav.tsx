// The loop as navigation: six stages in a ring, with what waits at each.
import type { WorkspaceSummary } from "@heed/core/api";
import { Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { broughtText } from "./brought-text.ts";
import { STAGES } from "./stages.ts";

type LoopStage = WorkspaceSummary["loop"][number];

export function LoopNav({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const workspace = useQuery({ queryKey: ["workspace"], queryFn: () => api.getWorkspace() });
  return (
    <>
      <ol className="loop">
        {STAGES.map(({ key, path: to, icon: Icon }) => {
          const stage = workspace.data?.loop.find((one) => one.stage === key);
          const isHere = to === "/" ? isFirstStage(path) : path.startsWith(to);
          return (
            <li key={key}>
              <Link
                to={to}
                onClick={onGo}
                className="loop-stage"
                aria-current={isHere ? "page" : undefined}
              >
                <span className="loop-mark">
                  <Icon size={19} stroke={1.7} aria-hidden />
                </span>
                <span>
                  <Text span display="block" size="sm" fw={600} lh={1.25}>
                    {t(`stage.${key}`)}
                  </Text>
                  {(stage === undefined ||
                    stage.waiting.length > 0 ||
                    stage.brought.length === 0) && (
                    <Text span display="block" size="xs" c="dimmed" lh={1.3}>
                      <Waiting stage={stage} fallback={t(`stageHint.${key}`)} />
                    </Text>
                  )}
                  <Brought stage={stage} />
                </span>
                <Count stage={stage} />
              </Link>
            </li>
          );
        })}
      </ol>
      <Text size="xs" c="dimmed" px="sm" pt="xs" display="flex" style={{ gap: 8 }}>
        <IconArrowBackUp size={16} aria-hidden />
        {t("stage.again")}
      </Text>
    </>
  );
}

/** What waits first, in words; what the stage is for when nothing does. */
export function Waiting({
  stage,
  fallback,
}: {
  readonly stage: LoopStage | undefined;
  readonly fallback: string;
}) {
  const { i18n } = useTranslation();
  const first = stage?.waiting[0];
  const key = `waiting.${first?.code}`;
  if (first === undefined || !i18n.exists(key, { count: first.count })) return <>{fallback}</>;
  return <>{i18n.t(key as never, { count: first.count })}</>;
}

/** What the stage brought last: which release moved which matter. */
function Brought({ stage }: { readonly stage: LoopStage | undefined }) {
  const [last] = stage?.brought ?? [];
  if (last === undefined) return null;
  return (
    <Text span display="block" size="xs" lh={1.3} className="loop-brought">
      {broughtText(last)}
    </Text>
  );
}

/** How many of what waits first; the words beside it say of what. */
function Count({ stage }: { readonly stage: LoopStage | undefined }) {
  const count = stage?.waiting[0]?.count ?? 0;
  return count > 1 ? (
    <span className="loop-wait tabular" aria-hidden>
      {count > 999 ? "999+" : count}
    </span>
  ) : (
    <span />
  );
}

/** The first stage owns every page that no other stage does (a need, the themes, the inbox, search). */
function isFirstStage(path: string): boolean {
  return !STAGES.some((stage) => stage.path !== "/" && path.startsWith(stage.path));
}
