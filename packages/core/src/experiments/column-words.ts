// How names of columns are compared, and what a metric's column becomes.
import { foldValue } from "./column-profile.ts";
import * as names from "./data/column-names.ts";
import type { MetricKind } from "./experiment.ts";
import type { MetricColumn } from "./recognise-table.ts";

/** Letters and digits of a name, folded. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Words of a name, so that patterns find whole ones. */
export function spaced(name: string): string {
  return foldValue(name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[^\p{L}\p{N}]+/gu, " "));
}

/** Whether more or less is better, as said or by the name. */
export function betterOf({
  name,
  better,
}: {
  readonly name: string;
  readonly better?: "higher" | "lower" | undefined;
}): "higher" | "lower" {
  return better ?? (names.LOWER_IS_BETTER.test(spaced(name)) ? "lower" : "higher");
}

/** A primary metric of one column. */
export function metricOf(
  name: string,
  column: string,
  per: string | null,
  kind: MetricKind,
): MetricColumn {
  return {
    name,
    column,
    event: null,
    per,
    before: null,
    kind,
    role: "primary",
    better: betterOf({ name: column }),
    margin: null,
  };
}
