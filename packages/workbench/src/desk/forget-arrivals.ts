// Takes a forgotten person out of feedback that a killed server acknowledged and did not store yet.
import { join } from "node:path";
import { type ErasureRequest, maskItem } from "@heed/core";
import { ArrivalLog } from "./arrival-log.ts";
import type { Arrival } from "./intake.ts";

/**
 * Leaves out what the person wrote, and masks their names (`request.values`) in what others wrote. Only where no server runs on the
 * workspace.
 */
export async function forgetArrivals(filesFolder: string, request: ErasureRequest): Promise<void> {
  await ArrivalLog.rewrite(join(filesFolder, ARRIVALS), (line) => {
    const arrival = JSON.parse(line) as Arrival;
    const kept = arrival.items.filter(
      ({ personKeys: own = [] }) => !own.some((key) => request.personKeys?.includes(key)),
    );
    const items = kept.map((item) => maskItem(item, request));
    return kept.length === 0 ? null : JSON.stringify({ items });
  });
}

/** Folder of the arrivals among the files of a workspace. */
export const ARRIVALS = "arrivals";
