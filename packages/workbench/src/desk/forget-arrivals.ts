// Takes a forgotten person out of feedback that a killed server acknowledged and did not store yet.
import { join } from "node:path";
import { maskValue } from "@heed/core";
import { ArrivalLog } from "./arrival-log.ts";
import type { Arrival, ArrivedItem } from "./intake.ts";

/** Leaves out what the person wrote, and masks their names in what others wrote. Only where no server runs on the workspace. */
export async function forgetArrivals(
  filesFolder: string,
  personKeys: readonly string[],
  names: readonly string[],
): Promise<void> {
  const mask = (text: string) => names.reduce(maskValue, text);
  const masked = (item: ArrivedItem): ArrivedItem => ({
    ...item,
    text: mask(item.text),
    sourceId: item.sourceId === null ? null : mask(item.sourceId),
    channel: item.channel === null ? null : mask(item.channel),
    properties: Object.fromEntries(
      Object.entries(item.properties).map(([key, value]) => [key, mask(value)]),
    ),
  });
  await ArrivalLog.rewrite(join(filesFolder, ARRIVALS), (line) => {
    const { items } = JSON.parse(line) as Arrival;
    const kept = items.filter(
      ({ personKeys: own = [] }) => !own.some((key) => personKeys.includes(key)),
    );
    return kept.length === 0 ? null : JSON.stringify({ items: kept.map(masked) });
  });
}

/** Folder of the arrivals among the files of a workspace. */
export const ARRIVALS = "arrivals";
