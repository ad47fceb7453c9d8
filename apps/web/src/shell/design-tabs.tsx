// The pages of the design stage, beside one another.
import { roomWords } from "../i18n/room-words.ts";
import { StageTabs } from "./stage-tabs.tsx";

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
  return <StageTabs label={t("title")} tabs={TABS.map(([to, name]) => [to, t(name)])} />;
}
