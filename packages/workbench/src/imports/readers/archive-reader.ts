// Reads all files of an archive that hold records as one: their columns joined, each record with its file.
import { InvalidInput } from "@heed/core/errors";
import type { ByteSource } from "./byte-source.ts";
import { GrowingColumns } from "./growing-columns.ts";
import { isFault, type Reader, type ReaderNote, type ReadRecord } from "./reader.ts";
import type { ZipMember } from "./zip-members.ts";

/** Column that tells which file of the archive a record stood in. */
export const PART_COLUMN = "@file";

/** Opens the member readers one after another; `openMember` refuses what is no file of records. */
export async function openArchive(
  name: string,
  members: readonly ZipMember[],
  openMember: (source: ByteSource) => Promise<Reader>,
): Promise<Reader> {
  const isSlack = isSlackExport(members);
  const readable = members.filter(
    ({ name: path, size }) => isOffered(path) && size > 0 && (!isSlack || SLACK_DAY.test(path)),
  );
  if (readable.length === 0) {
    throw new InvalidInput("empty-archive", `The archive ${name} holds no file with records.`, {
      hint: "Expected CSV, JSON, XLSX, Parquet, text or subtitles inside.",
      zh: {
        message: `压缩包 ${name} 中没有含记录的文件。`,
        hint: "其中应有 CSV、JSON、XLSX、Parquet、文本或字幕文件。",
      },
    });
  }
  const columns = new GrowingColumns();
  const notes: ReaderNote[] = isSlack ? [SLACK_LISTS] : [];
  return {
    format: "archive",
    columns: columns.names,
    notes,
    read: () => readMembers(readable, openMember, columns, notes),
  };
}

/** One day of one channel. */
const SLACK_DAY = /(?:^|\/)[^/]+\/\d{4}-\d{2}-\d{2}\.json$/;
const SLACK_LISTS: ReaderNote = {
  code: "slack-lists",
  en: "Only the messages of channels are read; the lists of users, channels and settings are no feedback.",
  zh: "只读取各频道的消息；用户、频道和设置的列表不是反馈。",
};

/** Slack puts a list of users beside a folder for each channel, which holds a file for each day. */
function isSlackExport(members: readonly ZipMember[]): boolean {
  return (
    members.some(({ name }) => /(?:^|\/)users\.json$/.test(name)) &&
    members.some(({ name }) => SLACK_DAY.test(name))
  );
}

const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|mp[34]|mov|wav|pdf|ico|ds_store)$/i;

function isOffered(path: string): boolean {
  const base = path.split("/").at(-1)!;
  return !path.startsWith("__MACOSX/") && !base.startsWith(".") && !PICTURE.test(base);
}

async function* readMembers(
  members: readonly ZipMember[],
  openMember: (source: ByteSource) => Promise<Reader>,
  columns: GrowingColumns,
  notes: ReaderNote[],
): AsyncGenerator<readonly ReadRecord[]> {
  let row = 0;
  let isAnyRead = false;
  let failure: unknown;
  for (const { name, source } of members) {
    const reader = await openMember(source).catch((error: unknown) => {
      if (!(error instanceof InvalidInput) || error.code === "archive-refused") throw error;
      failure ??= error;
      addNote(notes, name, error);
      return null;
    });
    if (reader === null) continue;
    isAnyRead = true;
    for await (const run of reader.read()) {
      yield run.map((record): ReadRecord => {
        row += 1;
        if (isFault(record)) return { ...record, row };
        const named = record.cells.map((cell, at) => [reader.columns[at]!, cell] as const);
        return {
          ...record,
          row,
          part: name,
          cells: columns.place([...named, [PART_COLUMN, name]]),
        };
      });
    }
  }
  if (!isAnyRead && failure !== undefined) throw failure;
}

function addNote(notes: ReaderNote[], name: string, error: InvalidInput): void {
  if (notes.some(({ code }) => code === `left-out:${name}`)) return;
  notes.push({
    code: `left-out:${name}`,
    en: `${name} in the archive is left out: ${error.message}`,
    zh: `压缩包中的 ${name} 未读取：${error.zh?.message ?? error.message}`,
  });
}
