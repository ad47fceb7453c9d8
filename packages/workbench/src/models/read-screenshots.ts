// Screenshots become rows that the ordinary import takes: one message a line, with the picture it stood in and who read it.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { chosenModels, InvalidInput } from "@heed/core";
import { findMessages, type LeftOut, readScreenshot, redact, type SeenMessage } from "@heed/text";
import type { Progress } from "../progress.ts";
import { pictureKind } from "../screenshots/check-picture.ts";
import { SCREENSHOT_ENGINE, ScreenshotReader } from "../screenshots/screenshot-reader.ts";
import { isLocalHost } from "./guarded-fetch.ts";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";
import { refuseUnasked } from "./transcribe-file.ts";

/** What providers take in one picture. */
const MOST_SENT_BYTES = 10 * 1024 * 1024;

/** A message as it stands in the picture: what is private in it is replaced by the door of the import, and counted there. */
export interface SeenRow extends SeenMessage {
  readonly picture: string;
  /** How sure the built-in reader is, in [0, 100]; null where a model read it, which does not tell. */
  readonly confidence: number | null;
  /** Who read it: the engine with its version, or PROVIDER/MODEL. */
  readonly reader: string;
}

/** What became of one picture's words. */
export interface SeenScreenshot {
  readonly picture: string;
  readonly reader: string;
  readonly messages: number;
  /** Words of the messages that the built-in reader found; null where a model read them. */
  readonly words: number | null;
  /** The mean of its messages by their words, in [0, 100]; null without messages, and where a model read it. */
  readonly confidence: number | null;
  /** Words in no message, redacted, with the reason. */
  readonly leftOut: readonly LeftOut[];
  /** False where the picture was read as it is, since the optional library that prepares pictures is missing. */
  readonly isPrepared: boolean;
}

export interface ReadScreenshots {
  readonly rows: readonly SeenRow[];
  readonly pictures: readonly SeenScreenshot[];
}

export interface ScreenshotOptions {
  /** Who reads: the built-in engine, or the model chosen for `see`. Default: the model if one is chosen, else built in. */
  readonly reader?: "built-in" | "llm";
  /** A picture cannot be redacted before it leaves: true says that it may. Not needed for a model on this machine. */
  readonly mayLeave?: boolean;
  /** The process that reads; one of its own, ended afterwards, when absent. */
  readonly screenshots?: ScreenshotReader;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

type SeenPictureFile = SeenScreenshot & { readonly rows: readonly SeenRow[] };

/**
 * Reads what people say in pictures.
 * @throws `not-redacted` before a picture would leave unasked, `no-picture` for another file, `picture-too-large`, `broken-picture`
 */
export async function readScreenshots(
  models: Models,
  paths: readonly string[],
  options: ScreenshotOptions = {},
): Promise<ReadScreenshots> {
  const chosen = chosenModels(models.caller.options.settings, "see");
  const isBuiltIn = (options.reader ?? (chosen.length > 0 ? "llm" : "built-in")) === "built-in";
  const own = isBuiltIn && options.screenshots === undefined ? new ScreenshotReader() : null;
  const read = isBuiltIn
    ? (path: string) => readBuiltIn(options.screenshots ?? own!, path, options.signal)
    : readerByModel(models, options);
  const seen: SeenPictureFile[] = [];
  try {
    for (const path of paths) {
      options.signal?.throwIfAborted();
      options.onProgress?.("see", seen.length, paths.length);
      seen.push(await read(path));
    }
    options.onProgress?.("see", seen.length, paths.length);
  } finally {
    own?.end();
  }
  return {
    rows: seen.flatMap(({ rows }) => rows),
    pictures: seen.map(({ rows: _rows, ...picture }) => picture),
  };
}

/** Whether the model chosen for `see` stands on another machine, where a picture may not go unasked. */
export function seesElsewhere(models: Models): boolean {
  return chosenModels(models.caller.options.settings, "see").some(
    ({ provider }) => !isLocalHost(provider.baseUrl),
  );
}

async function readBuiltIn(
  screenshots: ScreenshotReader,
  path: string,
  signal: AbortSignal | undefined,
): Promise<SeenPictureFile> {
  const seen = await screenshots.read(path, signal);
  const { messages, leftOut } = findMessages(seen);
  const picture = basename(path);
  const words = messages.reduce((sum, one) => sum + one.words, 0);
  const sure = messages.reduce((sum, one) => sum + one.words * one.confidence, 0);
  return {
    ...{ picture, reader: SCREENSHOT_ENGINE, messages: messages.length, words },
    confidence: words === 0 ? null : Math.round(sure / words),
    leftOut: leftOut.map((one) => ({ ...one, text: redact(one.text).text })),
    isPrepared: seen.isPrepared,
    rows: messages.map(({ text, rating, date, confidence }) => ({
      ...{ text, author: null, rating, date },
      ...{ picture, confidence, reader: SCREENSHOT_ENGINE },
    })),
  };
}

function readerByModel(models: Models, { mayLeave, signal }: ScreenshotOptions) {
  for (const { provider } of chosenFor("see", models.caller))
    refuseUnasked(provider.baseUrl, mayLeave, "Pictures");
  const model = models.languageModel("see");
  return async (path: string): Promise<SeenPictureFile> => {
    const picture = basename(path);
    const { mediaType, bytes } = await pictureKind(path);
    if (bytes > MOST_SENT_BYTES) throw tooLargeToSend(picture, bytes);
    const shown = { bytes: await readFile(path), mediaType };
    const { messages, model: reader } = await readScreenshot(model, shown, signal);
    return {
      ...{ picture, reader, messages: messages.length, words: null, confidence: null },
      ...{ leftOut: [], isPrepared: true },
      rows: messages.map((message) => ({
        ...message,
        ...{ picture, confidence: null, reader },
      })),
    };
  };
}

function tooLargeToSend(picture: string, bytes: number): InvalidInput {
  return new InvalidInput(
    "picture-too-large",
    `${picture} is a picture of ${bytes} bytes, expected at most ${MOST_SENT_BYTES} for a model.`,
    {
      hint: "Make it smaller, or let it be read on this machine: heed screenshots --reader built-in FILE",
      zh: {
        message: `${picture} 有 ${bytes} 字节，交给模型的图片最多 ${MOST_SENT_BYTES} 字节。`,
        hint: "请缩小图片，或在本机识别：heed screenshots --reader built-in 文件",
      },
    },
  );
}

/** Rows as they may be shown. */
export function redactRows(rows: readonly SeenRow[]): SeenRow[] {
  return rows.map((row) => ({ ...row, text: redact(row.text).text }));
}

/** Rows as JSON lines, for the ordinary import; paragraphs stay apart. */
export function renderRows(rows: readonly SeenRow[]): string {
  return rows
    .map((row) => {
      const text = row.text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[ \n]*/g, "\n");
      return `${JSON.stringify({ ...row, text: text.trim() })}\n`;
    })
    .join("");
}
