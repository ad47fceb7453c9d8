// `heed releases`: what was shipped when, and what each release was meant to help.
import { readFileSync } from "node:fs";
import { InvalidInput, NotFound, type RecordStore } from "@heed/core";
import {
  addRelease,
  createEmbedder,
  currentReleases,
  findRelease,
  importReleases,
  linkedMatters,
  linkedThemes,
  linkRelease,
  linkSuggested,
  type Release,
  receiveRelease,
  releasesFromData,
  removeRelease,
  unlinkRelease,
} from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

export function addReleases(program: Command): void {
  const releases = program
    .command("releases")
    .description(
      "what was shipped when, and what each release was meant to help\n发布了哪些版本，各为解决什么",
    );
  withWorkspace(
    releases.command("list", { isDefault: true }).description("releases by day\n按日期列出版本"),
  ).action((flags: WorkspaceFlags) =>
    withRecords(flags.workspace, (records) => show(records, flags)),
  );
  addChanges(releases);
  addLinks(releases);
}

function addChanges(releases: Command): void {
  withWorkspace(
    releases
      .command("add")
      .description("add a release, or correct its day\n添加版本，或更正其日期")
      .argument("<version>", "its name, such as 4.2.0")
      .requiredOption("--date <day>", "day it shipped, YYYY-MM-DD")
      .option("--en <notes>", "what it brought, in English")
      .option("--zh <notes>", "what it brought, in Chinese"),
  ).action((version: string, flags: WorkspaceFlags & { date: string; en?: string; zh?: string }) =>
    withRecords(flags.workspace, async (records) => {
      const { date, en, zh } = flags;
      const notes = en ?? zh;
      await addRelease(records, {
        version,
        date,
        ...(notes === undefined ? {} : { notes: { en: en ?? notes, zh: zh ?? notes } }),
      });
      await show(records, flags);
    }),
  );
  withWorkspace(
    releases
      .command("import")
      .description("add the releases of a CSV with version and date\n从 CSV 导入版本")
      .argument("<file>", "the CSV"),
  ).action((file: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await importReleases(records, file);
      await show(records, flags);
    }),
  );
  withWorkspace(
    releases
      .command("receive")
      .description(
        "take a release that CI announces: Heed's JSON, or the release event of GitHub or GitLab\n接收 CI 发布的版本：Heed 的 JSON，或 GitHub、GitLab 的发布事件",
      )
      .argument("<file>", "the JSON; - for standard input"),
  ).action((file: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await receiveRelease(records, await readJson(file), new Date());
      await show(records, flags);
    }),
  );
  withWorkspace(
    releases
      .command("from-data")
      .description(
        "add the versions that people named, by the day first heard of\n从反馈中提取版本",
      ),
  ).action((flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await releasesFromData(records);
      await show(records, flags);
    }),
  );
  withWorkspace(
    releases
      .command("remove")
      .description("take a release off the list, with its links\n移除版本及其关联")
      .argument("<version>", "its name"),
  ).action((version: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await removeRelease(records, version);
      await show(records, flags);
    }),
  );
}

function addLinks(releases: Command): void {
  withWorkspace(
    releases
      .command("link")
      .description(
        "say which themes, needs or matters a release was meant to help\n关联版本要解决的主题、需求或议题",
      )
      .argument("<version>", "its name")
      .argument("[ids...]", "themes, needs or matters, such as theme_3, need_1 or matter_1")
      .option("--suggested", "link the themes that its notes speak of\n关联发布说明提到的主题"),
  ).action((version: string, ids: string[], flags: WorkspaceFlags & { suggested?: boolean }) =>
    withRecords(flags.workspace, async (records) => {
      await findRelease(records, version);
      if (ids.length === 0 && flags.suggested !== true) throw nothingNamed(version);
      if (ids.length > 0) await linkRelease(records, version, ids);
      if (flags.suggested === true) await linkSuggested(records, createEmbedder(), version);
      await show(records, flags);
    }),
  );
  withWorkspace(
    releases
      .command("unlink")
      .description("take links back, all of them when none is named\n取消关联")
      .argument("<version>", "its name")
      .argument("[ids...]", "themes, needs or matters"),
  ).action((version: string, ids: string[], flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await findRelease(records, version);
      await unlinkRelease(records, version, ids);
      await show(records, flags);
    }),
  );
}

function nothingNamed(version: string): InvalidInput {
  return new InvalidInput(
    "nothing-to-link",
    `Nothing is named that ${version} was meant to help: received no theme, need or matter.`,
    {
      hint: `Name one (heed releases link ${version} theme_3), or add --suggested for what its notes speak of.`,
      zh: {
        message: `没有指定 ${version} 要解决的主题或需求。`,
        hint: `请写明（heed releases link ${version} theme_3），或用 --suggested 按发布说明选择。`,
      },
    },
  );
}

async function readJson(file: string): Promise<unknown> {
  const source = file === "-" ? process.stdin.fd : file;
  let content: string;
  try {
    content = readFileSync(source, "utf8");
  } catch (cause) {
    throw new NotFound("file-not-found", `Cannot open ${file}: ${(cause as Error).message}.`, {
      cause,
      hint: "Name the file that holds the announcement, or - for standard input.",
    });
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new InvalidInput("broken-json", `${file} cannot be read as JSON.`, {
      cause,
      hint: 'Write, for example: {"version": "4.2.0", "date": "2026-06-16"}',
    });
  }
}

async function show(records: RecordStore, flags: WorkspaceFlags): Promise<void> {
  const { releases, areListed } = await currentReleases(records);
  const rows = await Promise.all(
    releases.map(async (release) => ({
      ...release,
      themes: (await linkedThemes(records, release.version)).map(({ themeId }) => themeId),
      matters: (await linkedMatters(records, release.version)).matters.map(({ id }) => id),
    })),
  );
  if (flags.json === true) return printJson({ areListed, releases: rows });
  process.stdout.write(`${listText(rows, areListed, chooseLanguage(flags.lang)).join("\n")}\n`);
}

function listText(
  rows: readonly (Release & Readonly<Record<"themes" | "matters", readonly string[]>>)[],
  areListed: boolean,
  language: Language,
): string[] {
  const say = (en: string, zh: string) => (language === "en" ? en : zh);
  if (rows.length === 0) {
    return [
      say(
        "No releases are known. Add one with: heed releases add VERSION --date YYYY-MM-DD",
        "还没有版本。添加：heed releases add 版本号 --date YYYY-MM-DD",
      ),
    ];
  }
  const titles = [
    say("version", "版本"),
    say("day", "日期"),
    say("meant to help", "要解决"),
    say("what it brought", "内容"),
  ];
  const lines = table(
    titles.map((title, index) => ({ title, most: index === 3 ? 60 : 40 })),
    rows.map(({ version, date, themes, matters, notes }) => [
      version,
      date,
      [...matters, ...themes].join(" "),
      notes?.[language] ?? "",
    ]),
  );
  if (areListed) return lines;
  const heard = say(
    "These are versions as they were first heard of; keep them with: heed releases from-data",
    "以上为反馈中首次提到的版本；保存：heed releases from-data",
  );
  return [...lines, "", heard];
}
