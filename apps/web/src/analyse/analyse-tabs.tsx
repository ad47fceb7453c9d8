// The pages of the stage that analyses what people do, beside one another.
import { StageTabs } from "../shell/stage-tabs.tsx";
import "./analyse.css";
import { useWords } from "./analyse-words.ts";

const TABS = [
  ["/analyse", "overview"],
  ["/analyse/funnels", "funnels"],
  ["/analyse/retention", "retention"],
  ["/analyse/trends", "trends"],
  ["/analyse/behaviour", "behaviour"],
  ["/analyse/cohorts", "cohorts"],
  ["/analyse/sql", "sql"],
  ["/analyse/alerts", "alerts"],
] as const;

export function AnalyseTabs() {
  const t = useWords();
  return <StageTabs label={t("title")} tabs={TABS.map(([to, name]) => [to, t(`tabs.${name}`)])} />;
}
