// Releases to mark on the trends: from a team's own list, or from when each version was first heard of.
import { readFile } from "node:fs/promises";
import {
  type FeedbackItem,
  InvalidInput,
  NotFound,
  type RecordStore,
  toStoredText,
} from "@heed/core";
import { parse } from "csv-parse/sync";

export interface Release {
  readonly version: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly date: string;
  /** What it brought, as its list says; absent for versions heard of. */
  readonly notes?: { readonly en: string; readonly zh: string };
}

const KEY = "releases";

export async function saveReleases(
  records: RecordStore,
  releases: readonly Release[],
): Promise<void> {
  await records.saveSetting(KEY, JSON.stringify(releases));
}

/** The releases that a team listed for this workspace, or null. */
export async function loadReleases(records: RecordStore): Promise<Release[] | null> {
  const stored = await records.setting(KEY);
  return stored === null ? null : (JSON.parse(stored) as Release[]);
}

const VERSION_NAMES = ["version", "release", "tag", "name", "版本", "版本号"];
const DATE_NAMES = ["date", "released", "released at", "published at", "日期", "发布日期", "时间"];
const NOTE_NAMES = ["notes", "notes en", "description", "说明", "更新内容"];
const NOTE_NAMES_ZH = ["notes zh", "说明", "更新内容", "notes"];
const LEAST_ITEMS = 3;
const DAY_MS = 86_400_000;

/** Reads a CSV of releases (`version,date`, notes if any), in order of date; refuses a list without these columns. */
export async function readReleases(path: string): Promise<Release[]> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new NotFound("file-not-found", `Cannot open ${path}: ${cause.code ?? cause.message}.`, {
      cause,
      hint: "Check the path of the list of releases.",
      zh: {
        message: `无法打开 ${path}：${cause.code ?? cause.message}。`,
        hint: "请检查发布列表的路径。",
      },
    });
  });
  return parseReleases(text, path);
}

export function parseReleases(text: string, name: string): Release[] {
  const rows: Record<string, string>[] = parse(text, {
    bom: true,
    columns: (header: string[]) => header.map(foldName),
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  const columns = Object.keys(rows[0] ?? {});
  const named = (names: readonly string[]) => names.find((column) => columns.includes(column));
  const [version, date] = [named(VERSION_NAMES), named(DATE_NAMES)];
  if (version === undefined || date === undefined) {
    throw new InvalidInput(
      "releases-without-columns",
      `${name} lists no releases: received the columns ${columns.join(", ") || "(none)"}, expected version and date.`,
      { hint: "Give a CSV with the columns version and date (YYYY-MM-DD)." },
    );
  }
  const [en, zh] = [named(NOTE_NAMES), named(NOTE_NAMES_ZH)];
  return rows
    .flatMap((row) => {
      const day = /^\d{4}-\d{2}-\d{2}/.exec((row[date] ?? "").trim())?.[0];
      if (day === undefined || !(row[version] ?? "").trim()) return [];
      const notes = {
        en: toStoredText(row[en ?? ""] ?? ""),
        zh: toStoredText(row[zh ?? ""] ?? ""),
      };
      const hasNotes = notes.en !== "" || notes.zh !== "";
      return [
        {
          version: toStoredText(row[version]!),
          date: day,
          ...(hasNotes ? { notes: { en: notes.en || notes.zh, zh: notes.zh || notes.en } } : {}),
        },
      ];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/**
 * Which versions items name. Those that at least 3 items name are listed, by the day of the first one; those first heard of in
 * the first week of the data were there before, so they mark nothing.
 */
export class HeardVersions {
  readonly #first = new Map<string, { date: string; count: number }>();
  #start: string | null = null;

  add({ appVersion, writtenAt, rival }: Pick<FeedbackItem, "appVersion" | "writtenAt" | "rival">) {
    if (writtenAt === null || rival != null) return;
    const date = writtenAt.slice(0, 10);
    if (this.#start === null || date < this.#start) this.#start = date;
    if (appVersion === null) return;
    const known = this.#first.get(appVersion);
    if (known === undefined) this.#first.set(appVersion, { date, count: 1 });
    else {
      known.count += 1;
      if (date < known.date) known.date = date;
    }
  }

  list(): Release[] {
    if (this.#start === null) return [];
    const after = new Date(Date.parse(this.#start) + 7 * DAY_MS).toISOString().slice(0, 10);
    return [...this.#first]
      .filter(([, { date, count }]) => count >= LEAST_ITEMS && date >= after)
      .map(([version, { date }]) => ({ version, date }))
      .sort((a, b) =>
        a.date < b.date ? -1 : a.date > b.date ? 1 : a.version < b.version ? -1 : 1,
      );
  }
}

function foldName(column: string): string {
  return column.normalize("NFKC").trim().toLowerCase().replaceAll("_", " ");
}
