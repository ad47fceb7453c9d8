// The pages of the first stage, beside one another.
import { useTranslation } from "react-i18next";
import { StageTabs } from "./stage-tabs.tsx";

const TABS = [
  ["/", "needs"],
  ["/themes", "themes"],
  ["/trends", "trends"],
  ["/inbox", "inbox"],
  ["/brief", "brief"],
  ["/share", "share"],
] as const;

export function NeedsTabs() {
  const { t } = useTranslation();
  return (
    <StageTabs
      label={t("stage.needs")}
      tabs={TABS.map(([to, name]) => [to, t(`tab.${name}`)])}
      currentOf={currentOf}
    />
  );
}

/** An item stands under no tab, since many lead to it. */
function currentOf(path: string) {
  const [to = null] = TABS.find(([one]) => one !== "/" && path.startsWith(one)) ?? [];
  return to ?? (path === "/" || path.startsWith("/needs") ? "/" : null);
}
