// The pages of the last stage, beside one another.
import { StageTabs } from "../shell/stage-tabs.tsx";
import { useWords } from "./words.ts";

const TABS = [
  ["/optimise", "releases"],
  ["/optimise/experiments", "experiments"],
  ["/optimise/flags", "flags"],
] as const;

export function OptimiseTabs() {
  const t = useWords();
  return (
    <StageTabs label={t("tabs.label")} tabs={TABS.map(([to, name]) => [to, t(`tabs.${name}`)])} />
  );
}
