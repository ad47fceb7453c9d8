// `heed sources`: what is pulled on a schedule: add, list, pull, remove.
import { InvalidInput, type PulledSource } from "@heed/core";
import {
  addSource,
  openWorkspace,
  pullSources,
  removeSource,
  type Workspace,
} from "@heed/workbench";
import type { Command } from "commander";
import { EXIT_CODES } from "../exit-codes.ts";
import { chooseLanguage, type Language, table } from "../output.ts";
import { countsLine } from "./import-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface AddFlags extends WorkspaceFlags {
  readonly country?: string;
  readonly every: string;
  readonly rival?: string;
}

export function addSources(program: Command): void {
  const sources = program
    .command("sources")
    .description(
      "sources that are pulled on a schedule: App Store reviews, GitHub issues\n定期拉取的来源：App Store 评论、GitHub 议题",
    );
  withWorkspace(
    sources.command("list", { isDefault: true }).description("list them 列出来源"),
  ).action((flags: WorkspaceFlags) => within(flags, (workspace) => list(workspace, flags)));
  withWorkspace(
    sources
      .command("add")
      .description("add one: app-store APPID, or github OWNER/REPO 添加来源")
      .argument("<kind>", "app-store or github")
      .argument("<subject>", "app id, or OWNER/REPO")
      .option("--country <code>", "two letters, for app-store (default: us)")
      .option("--every <hours>", "hours between pulls", "24")
      .option("--rival <name>", "the source is about this rival product 竞品的来源"),
  ).action((kind: string, subject: string, flags: AddFlags) =>
    within(flags, (workspace) => add(workspace, kind, subject, flags)),
  );
  withWorkspace(
    sources
      .command("pull")
      .description("pull those that are due, or the one named 拉取到期的来源，或指定的来源")
      .argument("[id]", "id of a source"),
  ).action((id: string | undefined, flags: WorkspaceFlags) =>
    within(flags, (workspace) => pull(workspace, id, flags)),
  );
  withWorkspace(
    sources
      .command("remove")
      .description("stop pulling one; what it brought stays 移除来源")
      .argument("<id>"),
  ).action((id: string, flags: WorkspaceFlags) =>
    within(flags, async (workspace) => {
      await removeSource(workspace, id);
      if (flags.json === true) printJson({ removed: id });
    }),
  );
}

async function within(
  flags: WorkspaceFlags,
  work: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const workspace = await openWorkspace(flags.workspace);
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}

async function add(
  workspace: Workspace,
  kind: string,
  subject: string,
  flags: AddFlags,
): Promise<void> {
  if (kind !== "app-store" && kind !== "github")
    throw new InvalidInput(
      "broken-source",
      `"${kind}" is no kind of source, expected app-store or github.`,
      { zh: { message: `“${kind}”不是来源类型，应为 app-store 或 github。` } },
    );
  const source = await addSource(workspace, {
    kind,
    subject,
    everyHours: Number(flags.every),
    ...(flags.country === undefined ? {} : { country: flags.country }),
    ...(flags.rival === undefined ? {} : { rival: flags.rival }),
  });
  if (flags.json === true) printJson(source);
  else process.stdout.write(`${sourceLines([source], chooseLanguage(flags.lang)).join("\n")}\n`);
}

async function list({ records }: Workspace, flags: WorkspaceFlags): Promise<void> {
  const sources = await records.sources();
  if (flags.json === true) printJson(sources);
  else process.stdout.write(`${sourceLines(sources, chooseLanguage(flags.lang)).join("\n")}\n`);
}

async function pull(
  workspace: Workspace,
  id: string | undefined,
  flags: WorkspaceFlags,
): Promise<void> {
  const now = new Date().toISOString();
  const outcomes = await pullSources(workspace, { now, ...(id === undefined ? {} : { id }) });
  if (outcomes.some(({ source }) => source.failure !== null))
    process.exitCode = EXIT_CODES.unavailable;
  if (flags.json === true)
    return printJson(
      outcomes.map(({ source, imported }) => ({ source, import: imported?.import ?? null })),
    );
  const language = chooseLanguage(flags.lang);
  const lines = outcomes.map(({ source, imported }) => {
    if (source.failure !== null) return `${source.id}: ${source.failure}`;
    if (imported !== undefined)
      return `${source.id}: ${countsLine(imported.import.counts, language)}`;
    return language === "en" ? `${source.id}: nothing new.` : `${source.id}：没有新内容。`;
  });
  if (lines.length === 0) lines.push(language === "en" ? "No source is due." : "没有到期的来源。");
  process.stdout.write(`${lines.join("\n")}\n`);
}

function sourceLines(sources: readonly PulledSource[], language: Language): string[] {
  const titles =
    language === "en"
      ? ["source", "every", "pulled", "rival", "failure"]
      : ["来源", "间隔", "上次拉取", "竞品", "失败原因"];
  return table(
    titles.map((title) => ({ title, most: 50 })),
    sources.map((source) => [
      source.id,
      `${source.everyHours} h`,
      source.pulledAt?.slice(0, 16).replace("T", " ") ?? "",
      source.rival ?? "",
      source.failure ?? "",
    ]),
  );
}
