// Screenshots become rows that the ordinary import takes: one message a line, with the picture it stood in.
import { open, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidInput } from "@heed/core";
import { readScreenshot, redact, type SeenMessage } from "@heed/text";
import { chosenFor } from "./model-door.ts";
import type { Models } from "./open-models.ts";
import { refuseUnasked } from "./transcribe-file.ts";

/** What providers take in one picture. */
const MOST_BYTES = 10 * 1024 * 1024;

const KINDS: readonly (readonly [string, RegExp])[] = [
  ["image/png", /^\x89PNG/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8/],
  ["image/webp", /^RIFF[\s\S]{4}WEBP/],
];

export interface SeenRow extends SeenMessage {
  readonly picture: string;
}

/** Reads what people say in pictures. @throws `not-redacted` before a picture would leave unasked, `no-picture` for another file. */
export async function readScreenshots(
  models: Models,
  paths: readonly string[],
  options: { readonly mayLeave?: boolean; readonly signal?: AbortSignal } = {},
): Promise<SeenRow[]> {
  for (const { provider } of chosenFor("see", models.caller))
    refuseUnasked(provider.baseUrl, options.mayLeave, "Pictures");
  const model = models.languageModel("see");
  const rows: SeenRow[] = [];
  for (const path of paths) {
    const mediaType = await pictureKind(path);
    const { messages } = await readScreenshot(
      model,
      { bytes: await readFile(path), mediaType },
      options.signal,
    );
    for (const message of messages)
      rows.push({ ...message, text: redact(message.text).text, picture: basename(path) });
  }
  return rows;
}

async function pictureKind(path: string): Promise<string> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const head = Buffer.alloc(16);
    await file.read(head, 0, 16, 0);
    const kind = KINDS.find(([, start]) => start.test(head.toString("latin1")))?.[0];
    if (kind !== undefined && size <= MOST_BYTES) return kind;
    throw new InvalidInput(
      "no-picture",
      `${basename(path)} is ${kind === undefined ? "no PNG, JPEG, GIF or WebP picture" : `a picture of ${size} bytes, expected at most ${MOST_BYTES}`}.`,
    );
  } finally {
    await file.close();
  }
}

/** Rows as JSON lines, for the ordinary import. */
export function renderRows(rows: readonly SeenRow[]): string {
  return rows
    .map((row) => `${JSON.stringify({ ...row, text: row.text.replace(/\s+/g, " ").trim() })}\n`)
    .join("");
}
