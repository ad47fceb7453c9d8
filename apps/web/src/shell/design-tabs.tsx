// The pages of the design stage, beside one another.
import { Container } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { roomWords } from "../i18n/room-words.ts";

const useWords = roomWords("design-tabs", {
  en: {
    title: "Design",
    design: "Specifications",
    ask: "Ask",
    priorities: "Priorities",
    tree: "Opportunity tree",
    conversation: "Conversation",
  },
  zh: {
    title: "产品设计",
    design: "规格文档",
    ask: "提问",
    priorities: "优先级",
    tree: "机会树",
    conversation: "对话设计",
  },
});
const TABS = [
  ["/design", "design"],
  ["/design/ask", "ask"],
  ["/design/priorities", "priorities"],
  ["/design/tree", "tree"],
  ["/design/conversation", "conversation"],
] as const;

export function DesignTabs() {
  const t = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = TABS.findLast(([to]) => path.startsWith(to))?.[0];
  return (
    <>
      <Container size="lg" pt="xs">
        <nav aria-label={t("title")} className="tabs">
          {TABS.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: true }}
              aria-current={current === to ? "page" : undefined}
            >
              {t(name)}
            </Link>
          ))}
        </nav>
      </Container>
      <Outlet />
    </>
  );
}
