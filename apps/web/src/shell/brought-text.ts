// Says in a few words what a release brought: "4.3.1: notes, sync fell 73 %".
import type { BroughtView } from "@heed/core/api";
import i18next from "i18next";
import { currentLanguage } from "../i18n/start-i18n.ts";

/** The release, the theme's name and how far it moved; a rise to more than double is told in times. */
export function broughtText({ version, name, verdict, change }: BroughtView): string {
  const ratio = change?.ratio ?? null;
  return i18next.t(keyOf(verdict === "fell", ratio), {
    version,
    name: name[currentLanguage()],
    percent: Math.abs(100 * ((ratio ?? 1) - 1)).toFixed(0),
    times: (ratio ?? 1) >= 10 ? (ratio ?? 1).toFixed(0) : (ratio ?? 1).toFixed(1),
  });
}

function keyOf(hasFallen: boolean, ratio: number | null) {
  if (hasFallen) return ratio === null ? "brought.fell" : "brought.fellPercent";
  if (ratio === null) return "brought.rose";
  return ratio > 2 ? "brought.roseTimes" : "brought.rosePercent";
}
