// `heed themes`: what people speak of, and a person's decisions about it.
import {
  InvalidInput,
  type LoggedThemeEdit,
  type MentionId,
  type ThemeEdit,
  type ThemeId,
} from "@heed/core";
import {
  concludeAgain,
  createSplitFinder,
  editThemes,
  lastThemeChanges,
  listThemes,
  openExistingWorkspace,
  showTheme,
  splitTheme,
  type Workspace,
} from "@heed/workbench";
import { type Command, InvalidArgumentError } from "commander";
import { chooseLanguage } from "../output.ts";
import { changesText, editText, listText, logText, shownText } from "./theme-tables.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface EditFlags extends WorkspaceFlags {
  readonly en?: string;
  readonly zh?: string;
  readonly mentions?: readonly MentionId[];
  readonly words?: string;
  readonly into?: number;
  readonly needs: boolean;
}

export function addThemes(program: Command): void {
  const themes = program
    .command("themes")
    .description(
      "what people speak of, and your decisions about it\n用户在谈什么，以及你的归类决定",
    );
  addReading(themes);
  addNaming(themes);
  addGrouping(themes);
  addSplit(themes);
}

function addReading(themes: Command): void {
  withWorkspace(
    themes
      .command("list", { isDefault: true })
      .description("themes with their sizes\n列出主题及其规模")
      .option("--all", "hidden ones too"),
  ).action(async (flags: WorkspaceFlags & { all?: boolean }) => {
    const listed = await within(flags, listThemes);
    const shown = listed.themes.filter(({ hidden }) => flags.all === true || hidden !== true);
    if (flags.json === true) printJson({ themes: shown, unclear: listed.unclear });
    else print(listText({ ...listed, themes: shown }, chooseLanguage(flags.lang)));
  });
  withWorkspace(
    themes
      .command("show")
      .description("one theme with quotes\n查看一个主题及其原话")
      .argument("<theme>", "its id", readTheme),
  ).action(async (id: ThemeId, flags: WorkspaceFlags) => {
    const shown = await within(flags, (workspace) => showTheme(workspace, id));
    if (flags.json === true) printJson(shown);
    else print(shownText(shown, chooseLanguage(flags.lang)));
  });
  withWorkspace(
    themes
      .command("changes")
      .description(
        "what the last analysis opened, found grown or no longer found\n上次分析带来的变化",
      ),
  ).action(async (flags: WorkspaceFlags) => {
    const [changes, listed] = await within(flags, async (workspace) => [
      await lastThemeChanges(workspace),
      await listThemes(workspace),
    ]);
    if (flags.json === true) printJson(changes);
    else print(changesText(changes, listed, chooseLanguage(flags.lang)));
  });
  withWorkspace(
    themes.command("log").description("all decisions, the oldest first\n所有归类决定"),
  ).action(async (flags: WorkspaceFlags) => {
    const log = await within(flags, ({ records }) => records.themeEdits());
    if (flags.json === true) printJson(log);
    else print(logText(log, chooseLanguage(flags.lang)));
  });
}

function addNaming(themes: Command): void {
  withEdit(
    themes
      .command("rename")
      .description("give a theme another name, in one language or both\n重命名主题")
      .argument("<theme>", "its id", readTheme)
      .option("--en <name>", "English name", readName)
      .option("--zh <name>", "Chinese name", readName),
  ).action(async (themeId: ThemeId, flags: EditFlags) => {
    const name = nameOf(flags);
    if (Object.keys(name).length === 0) {
      throw new InvalidInput("no-name", "The theme was given no name.", {
        hint: "Give one with --en NAME, --zh NAME or both.",
      });
    }
    await decide(flags, { type: "rename", themeId, name });
  });
  withEdit(
    themes
      .command("hide")
      .description("keep a theme out of needs and reports\n在需求与报告中隐藏主题")
      .argument("<theme>", "its id", readTheme),
  ).action((themeId: ThemeId, flags: EditFlags) => decide(flags, { type: "hide", themeId }));
  withEdit(
    themes
      .command("show-again")
      .description("bring a hidden theme back\n恢复隐藏的主题")
      .argument("<theme>", "its id", readTheme),
  ).action((themeId: ThemeId, flags: EditFlags) => decide(flags, { type: "show", themeId }));
}

function addGrouping(themes: Command): void {
  withEdit(
    themes
      .command("merge")
      .description(
        "make themes one, also for what arrives later; the last one stays\n合并主题，以最后一个为准",
      )
      .argument("<themes...>", "FROM... INTO", collectThemes, []),
  ).action(async (ids: ThemeId[], flags: EditFlags) => {
    const into = ids.at(-1)!;
    if (ids.length < 2) {
      throw new InvalidInput("one-theme", "A merge needs two themes: received one.", {
        hint: "Write: heed themes merge FROM... INTO",
      });
    }
    await decide(flags, { type: "merge", from: ids.slice(0, -1), into });
  });
  withEdit(
    themes
      .command("move")
      .description("put mentions into a theme, or into none\n移动提及到某主题，或移出所有主题")
      .argument("<ids...>", "MENTION... THEME, or MENTION... none"),
  ).action(async (ids: string[], flags: EditFlags) => {
    const target = ids.at(-1)!;
    const mentionIds = ids.slice(0, -1).map(readMention);
    const themeId = target === "none" ? null : readTheme(target);
    await decide(flags, { type: "move", mentionIds, themeId });
  });
  withEdit(
    themes
      .command("regroup")
      .description("put a theme under another broader one, or at the top\n调整主题的上级")
      .argument("<theme>", "its id", readTheme)
      .argument("<parent>", "id of a broader theme, or top"),
  ).action(async (themeId: ThemeId, parent: string, flags: EditFlags) => {
    const parentId = parent === "top" ? null : readTheme(parent);
    await decide(flags, { type: "regroup", themeId, parentId });
  });
  withEdit(
    themes
      .command("undo")
      .description("take a decision back; undoing an undo brings it back\n撤销一项决定")
      .argument("<number>", "its number in heed themes log", readCount(1, 1e9)),
  ).action((edit: number, flags: EditFlags) => decide(flags, { type: "undo", edit }));
}

function addSplit(themes: Command): void {
  withEdit(
    themes
      .command("split")
      .description("take a theme apart; later mentions go to the part they resemble\n拆分主题")
      .argument("<theme>", "its id", readTheme)
      .option("--mentions <ids>", "these mentions, separated by commas", readMentions)
      .option("--words <words>", "the mentions that hold these words")
      .option("--into <k>", "as many parts, found in the theme itself", readCount(2, 20))
      .option("--en <name>", "English name of the part", readName)
      .option("--zh <name>", "Chinese name of the part", readName),
  ).action(async (themeId: ThemeId, flags: EditFlags) => {
    const { mentions, words, into } = flags;
    const ways = [
      ...(mentions === undefined ? [] : [{ mentionIds: mentions }]),
      ...(words === undefined ? [] : [{ words }]),
      ...(into === undefined ? [] : [{ into }]),
    ];
    if (ways.length !== 1) {
      throw new InvalidInput(
        "no-way-to-split",
        `A split needs one of --mentions, --words and --into: received ${ways.length}.`,
        { hint: "Find the mentions' ids with: heed search --theme ID" },
      );
    }
    const request = {
      themeId,
      by: ways[0]!,
      name: nameOf(flags),
      themeFinder: createSplitFinder(),
    };
    await carryOut(flags, (workspace) => splitTheme(workspace, request));
  });
}

function withEdit(command: Command): Command {
  return withWorkspace(command).option(
    "--no-needs",
    "leave the ranked needs as they are until the next analysis",
  );
}

const decide = (flags: EditFlags, edit: ThemeEdit) =>
  carryOut(flags, async (workspace) => [await editThemes(workspace, edit)]);

async function carryOut(
  flags: EditFlags,
  work: (workspace: Workspace) => Promise<LoggedThemeEdit[]>,
): Promise<void> {
  const edits = await within(flags, async (workspace) => {
    const logged = await work(workspace);
    if (flags.needs) await concludeAgain(workspace);
    return logged;
  });
  if (flags.json === true) printJson(edits);
  else print(edits.map((edit) => editText(edit, chooseLanguage(flags.lang))));
}

async function within<Result>(
  { workspace: folder }: WorkspaceFlags,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await openExistingWorkspace(folder);
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function nameOf({ en, zh }: EditFlags) {
  return { ...(en === undefined ? {} : { en }), ...(zh === undefined ? {} : { zh }) };
}

const collectThemes = (text: string, before: ThemeId[]) => [...before, readTheme(text)];

/** `theme_12`, or `12` for short. */
export function readTheme(text: string): ThemeId {
  const match = /^(?:theme_)?([1-9]\d{0,8})$/.exec(text);
  if (match === null) throw new InvalidArgumentError("expected a theme's id, such as theme_12.");
  return `theme_${Number(match[1])}`;
}

function readMention(text: string): MentionId {
  if (/^item_\d{1,15}\.\d{1,9}\.\d{1,9}-\d{1,9}$/.test(text)) return text as MentionId;
  throw new InvalidArgumentError(
    `expected a mention's id, such as item_7.1.0-24: received ${text}.`,
  );
}

function readMentions(text: string): MentionId[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map(readMention);
}

function readName(text: string): string {
  const name = text.trim();
  if (name !== "" && name.length <= 120) return name;
  throw new InvalidArgumentError("expected a name of 1 to 120 characters.");
}

function readCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= least && count <= most) return count;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`);
  };
}
