// The loop is the navigation: its six stages in order, each with the page where its work is done.
import {
  IconAdjustments,
  IconBinoculars,
  IconBulb,
  IconChartHistogram,
  IconInbox,
  IconPencil,
  type TablerIcon,
} from "@tabler/icons-react";

export interface Stage {
  /** Key of its words in the dictionaries. */
  readonly key: "needs" | "collect" | "models" | "design" | "analyse" | "optimise";
  readonly path: "/" | "/collect" | "/models" | "/design" | "/analyse" | "/optimise";
  readonly icon: TablerIcon;
}

export const STAGES: readonly Stage[] = [
  { key: "needs", path: "/", icon: IconBulb },
  { key: "collect", path: "/collect", icon: IconInbox },
  { key: "models", path: "/models", icon: IconBinoculars },
  { key: "design", path: "/design", icon: IconPencil },
  { key: "analyse", path: "/analyse", icon: IconChartHistogram },
  { key: "optimise", path: "/optimise", icon: IconAdjustments },
];
