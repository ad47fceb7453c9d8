// Opens the lab of a workspace on its records alone: training and labelling need no facts, and run beside a server.
import { mkdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Dataset, RefusedFile } from "@heed/core";
import { openSqliteRecordStore } from "@heed/store";
import { type DatasetRequest, importTable } from "./import-dataset.ts";
import { importFolder } from "./keep-media.ts";
import { findDataset, type LabContext } from "./lab-context.ts";
import { openMediaFolder } from "./media-files.ts";

export interface OpenedLab extends LabContext {
  close(): Promise<void>;
}

export async function openLab(folder: string, now = () => new Date()): Promise<OpenedLab> {
  const at = resolve(folder);
  await mkdir(at, { recursive: true, mode: 0o700 });
  const records = await openSqliteRecordStore(join(at, "heed.sqlite"));
  return { records, folder: at, now, close: () => records.close() };
}

export interface DataRequest extends DatasetRequest {
  readonly pattern?: string | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told of each file of a folder that is not taken. */
  readonly onRefused?: ((file: RefusedFile) => void) | undefined;
}

/** A data set by its name, or of a file, a folder or a ZIP archive of one that is brought in. */
export async function datasetOf(
  context: LabContext,
  data: string,
  request: DataRequest = {},
): Promise<Dataset> {
  const known = (await context.records.lab.datasets()).find(
    ({ name, id }) => name === data || id === data,
  );
  if (known !== undefined) return known;
  const found = await stat(data).catch(() => null);
  if (found === null) return findDataset(context, data);
  return found.isDirectory() || (await isMediaArchive(data, request.task))
    ? importFolder(context, data, request)
    : importTable(context, data, request);
}

/** Whether a ZIP archive is one of pictures or sounds; there are archives of tables too. */
async function isMediaArchive(path: string, task: DataRequest["task"]): Promise<boolean> {
  if (!/\.zip$/i.test(path) || task === "text" || task === "tabular") return false;
  return task !== undefined || (await openMediaFolder(path)).files.length > 0;
}
