// Recordings and screenshots come in through the ordinary import, as the transcript and the rows that models made of them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type ImportOutcome, importFile } from "../imports/run/import-file.ts";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { Models } from "./open-models.ts";
import {
  type ReadScreenshots,
  readScreenshots,
  redactRows,
  renderRows,
  type ScreenshotOptions,
} from "./read-screenshots.ts";
import {
  renderVtt,
  type TranscribedFile,
  type TranscribeOptions,
  transcribeFile,
} from "./transcribe-file.ts";

export interface HeardRecording {
  readonly transcript: TranscribedFile;
  /** Null where nobody said a word. */
  readonly outcome: ImportOutcome | null;
}

/** Transcribes a recording and imports what is said: the turns of those who answer, with their times. */
export async function importRecording(
  workspace: Workspace,
  models: Models,
  path: string,
  options: TranscribeOptions & { readonly now?: string } = {},
): Promise<HeardRecording> {
  const transcript = await transcribeFile(models, path, options);
  if (transcript.parts.length === 0) return { transcript, outcome: null };
  const name = `${basename(path)}.vtt`;
  return {
    transcript,
    outcome: await importText(workspace, name, renderVtt(transcript.parts), options),
  };
}

export interface SeenScreenshots extends ReadScreenshots {
  /** Null where nobody says anything. */
  readonly outcome: ImportOutcome | null;
}

/** Reads screenshots and imports what people say in them; the same pictures again add nothing. */
export async function importScreenshots(
  workspace: Workspace,
  models: Models,
  paths: readonly string[],
  options: ScreenshotOptions & { readonly now?: string } = {},
): Promise<SeenScreenshots> {
  const read = await readScreenshots(models, paths, options);
  if (read.rows.length === 0) return { ...read, outcome: null };
  const name = paths.length === 1 ? basename(paths[0]!) : "screenshots.jsonl";
  const outcome = await importText(workspace, name, renderRows(read.rows), options);
  return { ...read, rows: redactRows(read.rows), outcome };
}

async function importText(
  workspace: Workspace,
  name: string,
  text: string,
  { signal, now }: { readonly signal?: AbortSignal; readonly now?: string },
): Promise<ImportOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "heed-heard-"));
  try {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return await importFile(workspace, path, {
      ...(signal === undefined ? {} : { signal }),
      ...(now === undefined ? {} : { now }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
