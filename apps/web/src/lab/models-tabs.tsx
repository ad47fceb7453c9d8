// The pages of the models' stage, beside one another.
import { StageTabs } from "../shell/stage-tabs.tsx";
import "./lab.css";
import { useLabWords } from "./lab-words.ts";

const TABS = [
  ["/models", "models"],
  ["/models/lab", "lab"],
  ["/models/gold", "gold"],
] as const;

export function ModelsTabs() {
  const t = useLabWords();
  return (
    <StageTabs label={t("tabs.title")} tabs={TABS.map(([to, name]) => [to, t(`tabs.${name}`)])} />
  );
}
