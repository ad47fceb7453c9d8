// Sources that Heed fetches by itself: adding them, and pulling those that are due through the same door as files.
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  HeedError,
  InvalidInput,
  isPullDue,
  NotFound,
  type PulledSource,
  type SourceKind,
} from "@heed/core";
import type { Workspace } from "../../workspace/open-workspace.ts";
import { type ImportOutcome, importFile } from "../run/import-file.ts";
import { fetchPages, SOURCE_HOSTS, type SourceHosts } from "./fetch-pages.ts";
import type { OutboundRules } from "./outbound-guard.ts";

export interface NewSource {
  readonly kind: SourceKind;
  /** App id (digits), or `OWNER/REPO`. */
  readonly subject: string;
  /** Two letters; app stores only, default `us`. */
  readonly country?: string;
  readonly rival?: string;
  /** Hours between pulls, at least 1; default 24. */
  readonly everyHours?: number;
}

/** Adds a source, or changes the schedule of one that is there. */
export async function addSource(
  { records }: Pick<Workspace, "records">,
  given: NewSource,
): Promise<PulledSource> {
  const { kind, subject, rival, everyHours = 24 } = given;
  const country = kind === "app-store" ? (given.country ?? "us").toLowerCase() : undefined;
  check(kind, subject, country, everyHours);
  const id = `${kind}/${subject}${country === undefined ? "" : `/${country}`}`;
  const known = (await records.sources()).find((source) => source.id === id);
  const source: PulledSource = {
    ...{ id, kind, subject, everyHours },
    pulledAt: known?.pulledAt ?? null,
    importId: known?.importId ?? null,
    failure: known?.failure ?? null,
    ...(country === undefined ? {} : { country }),
    ...(rival === undefined ? {} : { rival }),
  };
  await records.saveSource(source);
  return source;
}

export async function removeSource(
  { records }: Pick<Workspace, "records">,
  id: string,
): Promise<void> {
  await requireSource(await records.sources(), id);
  await records.deleteSource(id);
}

export interface PullOptions {
  /** Only this source, due or not. */
  readonly id?: string;
  /** UTC instant of now (ISO 8601). */
  readonly now: string;
  readonly hosts?: SourceHosts;
  readonly rules?: OutboundRules;
}

export interface PullOutcome {
  readonly source: PulledSource;
  /** Absent where nothing came or the pull failed. */
  readonly imported?: ImportOutcome;
}

/** Pulls the named source, or all that are due; a source that fails says so in its record and stops no other. */
export async function pullSources(
  workspace: Workspace,
  options: PullOptions,
): Promise<PullOutcome[]> {
  const sources = await workspace.records.sources();
  const due =
    options.id === undefined
      ? sources.filter((source) => isPullDue(source, options.now))
      : [requireSource(sources, options.id)];
  const outcomes: PullOutcome[] = [];
  for (const source of due) outcomes.push(await pullSource(workspace, source, options));
  return outcomes;
}

async function pullSource(
  workspace: Workspace,
  source: PulledSource,
  options: PullOptions,
): Promise<PullOutcome> {
  try {
    const imported = await fetchAndImport(workspace, source, options);
    const importId = imported?.import.id ?? source.importId;
    const pulled = await noteOutcome(workspace, source, { pulledAt: options.now, importId });
    return { source: pulled, ...(imported === null ? {} : { imported }) };
  } catch (error) {
    if (!HeedError.is(error)) throw error;
    const failureZh = error.zh === undefined ? {} : { failureZh: error.zh.message };
    return {
      source: await noteOutcome(workspace, source, { failure: error.message, ...failureZh }),
    };
  }
}

/** A pull takes minutes: the source may have been given another schedule in the meantime, or taken away. */
async function noteOutcome(
  { records }: Pick<Workspace, "records">,
  source: PulledSource,
  outcome: Partial<PulledSource>,
): Promise<PulledSource> {
  const kept = (await records.sources()).find(({ id }) => id === source.id);
  const { failureZh: _zh, ...before } = kept ?? source;
  const after: PulledSource = { ...before, failure: null, ...outcome };
  if (kept !== undefined) await records.saveSource(after);
  return after;
}

/** The answer is kept in a file for as long as the import takes, so that pulled and dropped files go one way. */
async function fetchAndImport(
  workspace: Workspace,
  source: PulledSource,
  { hosts = SOURCE_HOSTS, rules = {}, now }: PullOptions,
): Promise<ImportOutcome | null> {
  const folder = await mkdtemp(join(tmpdir(), "heed-pull-"));
  const path = join(folder, `${source.id.replaceAll("/", "-")}.jsonl`);
  try {
    const file = await open(path, "w", 0o600);
    let count = 0;
    try {
      for await (const page of fetchPages(source, hosts, rules)) {
        await file.write(page.map((record) => `${JSON.stringify(record)}\n`).join(""));
        count += page.length;
      }
    } finally {
      await file.close();
    }
    if (count === 0) return null;
    return await importFile(workspace, path, {
      source: source.id,
      now,
      ...(source.rival === undefined ? {} : { rival: source.rival }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function check(
  kind: SourceKind,
  subject: string,
  country: string | undefined,
  everyHours: number,
): void {
  const refuse = (what: string, hint: string, message: string, hintZh: string) =>
    new InvalidInput("broken-source", what, { hint, zh: { message, hint: hintZh } });
  if (kind === "app-store" && !/^\d{4,15}$/.test(subject))
    throw refuse(
      `"${subject}" is no app id, expected its digits.`,
      "It is the number after “id” in the app's address in the store.",
      `“${subject}”不是应用 ID，应为数字。`,
      "即商店中应用网址里 id 后面的数字。",
    );
  if (kind === "github" && !/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/.test(subject))
    throw refuse(
      `"${subject}" is no repository, expected OWNER/REPO.`,
      "Take it from the repository's address.",
      `“${subject}”不是仓库，应为 OWNER/REPO。`,
      "请从仓库网址中复制。",
    );
  if (country !== undefined && !/^[a-z]{2}$/.test(country))
    throw refuse(
      `"${country}" is no country, expected two letters.`,
      "For example us, cn or de.",
      `“${country}”不是国家代码，应为两个字母。`,
      "例如 us、cn 或 de。",
    );
  if (!Number.isFinite(everyHours) || everyHours < 1)
    throw refuse(
      `A source cannot be pulled every ${everyHours} hours, expected 1 or more.`,
      "For example 24.",
      `不能每 ${everyHours} 小时拉取一次，应不少于 1 小时。`,
      "例如 24。",
    );
}

/** The source of that id; refuses when there is none. */
export function requireSource(sources: readonly PulledSource[], id: string): PulledSource {
  const found = sources.find((source) => source.id === id);
  if (found === undefined)
    throw new NotFound("source-not-found", `There is no source ${id}.`, {
      hint: "List the sources with: heed sources",
      zh: { message: `没有来源 ${id}。`, hint: "列出来源：heed sources" },
    });
  return found;
}
