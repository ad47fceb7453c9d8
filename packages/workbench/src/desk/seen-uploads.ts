// A picture among the uploads: seen once, kept as rows beside it, and imported as those rows.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InvalidInput } from "@heed/core";
import { openModels } from "../models/open-models.ts";
import {
  readScreenshots,
  renderRows,
  type SeenScreenshot,
  seesElsewhere,
} from "../models/read-screenshots.ts";
import { describeScreenshot } from "../models/screenshot-words.ts";
import type { Progress } from "../progress.ts";
import { isPicture } from "../screenshots/check-picture.ts";
import { ScreenshotReader } from "../screenshots/screenshot-reader.ts";
import type { DeskContext } from "./desk-context.ts";
import { uploadedFile } from "./uploads.ts";

/** A file to import, and what a person should know of how it came about. */
export interface ImportableFile {
  readonly path: string;
  readonly notes: readonly { readonly en: string; readonly zh: string }[];
}

/** One process reads the pictures of a desk, one after another; it ends by itself when it has nothing to do. */
const readers = new WeakMap<DeskContext, ScreenshotReader>();

/**
 * The file that an upload is imported from: of a picture the rows of what people say in it, of anything else itself.
 * @throws InvalidInput `no-words-seen` for a picture in which nobody says anything
 */
export async function importableFile(
  context: DeskContext,
  uploadId: string,
  job: { readonly signal?: AbortSignal; readonly onProgress?: Progress } = {},
): Promise<ImportableFile> {
  const path = await uploadedFile(context, uploadId);
  if (!(await isPicture(path))) return { path, notes: [] };
  const folder = join(dirname(path), "seen");
  // The rows bear the picture's name, by which people know what came in.
  const rowsPath = join(folder, basename(path));
  const known = await readFile(join(folder, "account.json"), "utf8").catch(() => null);
  if (known !== null) return { path: rowsPath, notes: JSON.parse(known) };
  const { rows, picture, note } = await see(context, path, job);
  const notes = [...describeScreenshot(picture), ...note];
  if (rows === "") throw nothingSaid(picture, notes);
  await mkdir(folder, { recursive: true });
  await writeWhole(rowsPath, rows);
  await writeWhole(join(folder, "account.json"), JSON.stringify(notes));
  return { path: rowsPath, notes };
}

/** Ends the process that reads a desk's pictures, and what it was reading. */
export function endScreenshots(context: DeskContext): void {
  readers.get(context)?.end();
  readers.delete(context);
}

/** A picture goes to no other machine from a page: there nobody can say that it may. */
async function see(
  context: DeskContext,
  path: string,
  job: { readonly signal?: AbortSignal; readonly onProgress?: Progress },
) {
  const models = await openModels({ workspace: context.workspace });
  try {
    const isElsewhere = seesElsewhere(models);
    let screenshots = readers.get(context);
    if (screenshots === undefined) {
      screenshots = new ScreenshotReader();
      readers.set(context, screenshots);
    }
    const { rows, pictures } = await readScreenshots(models, [path], {
      ...job,
      screenshots,
      ...(isElsewhere ? { reader: "built-in" as const } : {}),
    });
    return {
      rows: renderRows(rows),
      picture: pictures[0]!,
      note: isElsewhere ? [STAYED_HERE] : [],
    };
  } finally {
    await models.close();
  }
}

const STAYED_HERE = {
  en: "The model chosen for screenshots is on another machine; to send it a picture use heed screenshots --as-is.",
  zh: "所选的截图模型在另一台机器上；如需把图片发给它，请用 heed screenshots --as-is。",
};

/** Another request may see the same picture; either finds a whole file or none. */
async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.hrtime.bigint()}`;
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, path);
}

function nothingSaid(
  { picture }: SeenScreenshot,
  [first]: readonly { readonly en: string; readonly zh: string }[],
): InvalidInput {
  return new InvalidInput(
    "no-words-seen",
    `Nobody says anything in ${picture} that could be read. ${first!.en}`,
    {
      hint: "Take the picture again, larger or with the messages in full.",
      zh: {
        message: `在 ${picture} 中没有读到用户说的话。${first!.zh}`,
        hint: "请重新截图：放大，或让消息完整显示。",
      },
    },
  );
}
