// Reads of how many users the voices came: a CSV of users per week, per version, or both.
import { readFile } from "node:fs/promises";
import { InvalidInput, mondayOf, NotFound } from "@heed/core";
import { parse } from "csv-parse/sync";

/** Users; `week` and `version` are null where the file does not tell them apart. */
export interface ExposureRow {
  /** Monday, `YYYY-MM-DD`. */
  readonly week: string | null;
  readonly version: string | null;
  readonly users: number;
}

const WEEK_NAMES = ["week", "date", "day", "week of", "周", "日期"];
const VERSION_NAMES = ["version", "app version", "release", "版本", "版本号"];
const USER_NAMES = [
  "users",
  "active users",
  "wau",
  "dau",
  "people",
  "sessions",
  "用户",
  "用户数",
  "活跃用户",
];

/** Reads a CSV with `users` and at least one of `week` and `version`. */
export async function readExposure(path: string): Promise<ExposureRow[]> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new NotFound("file-not-found", `Cannot open ${path}: ${cause.code ?? cause.message}.`, {
      cause,
      hint: "Check the path of the file of users.",
      zh: {
        message: `无法打开 ${path}：${cause.code ?? cause.message}。`,
        hint: "请检查用户数文件的路径。",
      },
    });
  });
  return parseExposure(text, path);
}

/**
 * The rows of such a file. Several rows of one week and version (days, say) become their mean, so that daily users and
 * weekly users both stand for a week. Refuses a file without the columns, and a row that cannot be read.
 */
export function parseExposure(text: string, name: string): ExposureRow[] {
  const rows: Record<string, string>[] = parse(text, {
    bom: true,
    columns: (header: string[]) => header.map(foldName),
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const columns = Object.keys(rows[0] ?? {});
  const named = (names: readonly string[]) => names.find((column) => columns.includes(column));
  const [week, version, users] = [named(WEEK_NAMES), named(VERSION_NAMES), named(USER_NAMES)];
  if (users === undefined || (week === undefined && version === undefined)) {
    throw new InvalidInput(
      "exposure-without-columns",
      `${name} tells no users: received the columns ${columns.join(", ") || "(none)"}, expected users and week, version or both.`,
      { hint: "Give a CSV with the columns week,users or version,users or week,version,users." },
    );
  }
  const sums = new Map<string, { row: ExposureRow; count: number; users: number }>();
  for (const [index, row] of rows.entries()) {
    const read = readRow(row, { week, version, users }, `${name}, row ${index + 1}`);
    const key = `${read.week}\n${read.version}`;
    const known = sums.get(key) ?? { row: read, count: 0, users: 0 };
    sums.set(key, { row: known.row, count: known.count + 1, users: known.users + read.users });
  }
  return [...sums.values()].map(({ row, count, users: sum }) => ({ ...row, users: sum / count }));
}

function readRow(
  row: Record<string, string>,
  columns: { week: string | undefined; version: string | undefined; users: string },
  place: string,
): ExposureRow {
  const users = Number((row[columns.users] ?? "").replaceAll(",", "").trim() || Number.NaN);
  const day = (row[columns.week ?? ""] ?? "").trim().slice(0, 10);
  const isDay = columns.week === undefined || !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  if (!Number.isFinite(users) || users < 0 || !isDay) {
    throw new InvalidInput(
      "exposure-row",
      `${place} cannot be read: received ${JSON.stringify(row)}, expected a day (YYYY-MM-DD) and a number of users.`,
      { hint: "Correct that row; nothing was measured." },
    );
  }
  return {
    week: columns.week === undefined ? null : mondayOf(day),
    version: columns.version === undefined ? null : (row[columns.version] ?? "").trim(),
    users,
  };
}

function foldName(column: string): string {
  return column.normalize("NFKC").trim().toLowerCase().replaceAll("_", " ");
}
