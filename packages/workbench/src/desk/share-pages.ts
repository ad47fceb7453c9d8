// The pages behind read-only links, as files: copies of a report that hold what people said.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RecordStore } from "@heed/core";

/** The file of a link's page; ids are our own: letters, digits and one line. */
export function sharePage(filesFolder: string, id: string): string {
  return join(sharePages(filesFolder), `${id}.html`);
}

/** The folder of all of them. */
export function sharePages(filesFolder: string): string {
  return join(filesFolder, "shares");
}

/** Takes a page away, then its link: a kill between leaves a link that opens nothing. */
export async function closeShare(
  { kept }: Pick<RecordStore, "kept">,
  filesFolder: string,
  id: string,
): Promise<void> {
  await rm(sharePage(filesFolder, id), { force: true });
  await kept.delete("share", id);
}

/** Closes every link and takes all pages away; returns how many links there were. */
export async function closeShares(
  { kept }: Pick<RecordStore, "kept">,
  filesFolder: string,
): Promise<number> {
  const links = await kept.list("share");
  for (const { id } of links) await closeShare({ kept }, filesFolder, id);
  for (const name of await readdir(sharePages(filesFolder)).catch(() => []))
    await rm(join(sharePages(filesFolder), name), { force: true });
  return links.length;
}
