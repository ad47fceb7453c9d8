// The lab's pictures and sounds as the desk offers them: archives looked into and brought in, examples shown, short questions
// answered in a thread of their own.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DatasetId, InvalidInput, type LabModelId, NotFound } from "@heed/core";
import type { BroughtMedia, JobView } from "@heed/core/api";
import type { JobHandler } from "../jobs/job-runner.ts";
import { findDataset, findLabModel, labFolders } from "../lab/lab-context.ts";
import { contentTypeOf } from "../lab/media-type.ts";
import { pictureAsJpeg } from "../lab/read-picture.ts";
import type { LabInput } from "../lab/recipe.ts";
import { LabThread, runLabTask } from "../lab/run-lab-task.ts";
import { thumbnailOf } from "../lab/thumbnail.ts";
import type { DeskContext } from "./desk-context.ts";
import { wordsOfExamples } from "./lab-views.ts";
import { dropUpload, uploadedFile } from "./uploads.ts";

const threads = new WeakMap<DeskContext, LabThread>();
const SMALL = 160;

/** The thread that answers the lab's short questions. */
export function labThread(context: DeskContext): LabThread {
  const thread = threads.get(context) ?? new LabThread();
  threads.set(context, thread);
  return thread;
}

export interface MediaAsk {
  readonly uploadId: string;
  readonly task?: "image" | "audio" | undefined;
  readonly name?: string | undefined;
  readonly target?: string | undefined;
}

export function labMediaJobs(context: DeskContext): Readonly<Record<string, JobHandler>> {
  return {
    "bring-media": async (input, { signal, onProgress }) => {
      const { uploadId, ...request } = input as unknown as MediaAsk;
      const path = await uploadedFile(context, uploadId);
      const { dataset, refused, refusedCount } = await runLabTask(
        "bring",
        { folder: context.workspace.folder, path, request },
        { signal, onNews: ({ done, total }) => onProgress("read", done, total) },
      );
      await dropUpload(context, uploadId);
      context.changes.note();
      const brought: BroughtMedia = {
        ...{ dataset: dataset.id, examples: dataset.examples, refusedCount },
        refused: [...refused],
      };
      return { ...brought };
    },
  };
}

export function labMediaDesk(
  context: DeskContext,
  start: (kind: string, input: object) => Promise<JobView>,
) {
  const { records, folder } = context.workspace;
  return {
    previewLabMedia: async ({ uploadId, task }: MediaAsk) =>
      labThread(context).ask("preview", { path: await archiveOf(context, uploadId), task }),
    importLabMedia: async (ask: MediaAsk) => {
      await archiveOf(context, ask.uploadId);
      return start("bring-media", ask);
    },
    getLabMedia: async (id: DatasetId, number: number, size?: "small") => {
      const example = (await records.lab.examples(id)).find((one) => one.number === number);
      if (example?.file === undefined)
        throw new NotFound("no-media", `Example ${number} has no picture or sound.`);
      const path = join(labFolders(folder).media, example.file);
      if (size === "small") return thumbnailOf(path, SMALL);
      const [bytes, type] = [await readFile(path), contentTypeOf(example.file)];
      // Browsers do not show TIFF.
      if (type === "image/tiff") return { bytes: await pictureAsJpeg(bytes), type: "image/jpeg" };
      return { bytes, type };
    },
    evaluateLabModel: async (id: LabModelId, { dataset }: { readonly dataset: DatasetId }) => {
      await findLabModel({ records }, id);
      const { name, task } = await findDataset({ records }, dataset);
      const { evaluation, speed } = await labThread(context).ask("evaluate", {
        ...{ folder, dataset, model: id },
      });
      const named = evaluation.mistakes.map(({ example }) => example);
      return {
        dataset: { id: dataset, name, task },
        ...{ evaluation, speed },
        texts: wordsOfExamples(await records.lab.examples(dataset), named),
      };
    },
  };
}

/** Asks a model in the lab's thread about one input; an upload is forgotten afterwards. */
export async function explainInThread(
  context: DeskContext,
  model: LabModelId,
  example: LabInput,
  uploadId: string | undefined,
) {
  try {
    const { folder } = context.workspace;
    const { text, file, cells } = example;
    const asked = {
      ...(text === undefined ? {} : { text }),
      ...(file === undefined ? {} : { file }),
      ...(cells === undefined ? {} : { cells }),
    };
    return await labThread(context).ask("explain", { folder, model, example: asked });
  } finally {
    if (uploadId !== undefined) await dropUpload(context, uploadId);
  }
}

async function archiveOf(context: DeskContext, uploadId: string): Promise<string> {
  const path = await uploadedFile(context, uploadId);
  if (/\.zip$/i.test(path)) return path;
  throw new InvalidInput("not-an-archive", "The upload is no ZIP archive.", {
    hint: "Send a folder of pictures or sounds as a .zip file.",
    zh: { message: "上传的不是 ZIP 压缩包。", hint: "请把图片或声音的文件夹打包为 .zip 后上传。" },
  });
}
