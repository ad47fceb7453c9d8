// `heed matters`: what people speak of, told by words of your own, for releases to be held to.
import { MATTER_KINDS, type MatterKind, type MatterWords } from "@heed/core";
import {
  changeMatter,
  conceptsNamed,
  defineMatter,
  draftMatters,
  examineMatter,
  findMatter,
  findRelease,
  listMatters,
  openExistingWorkspace,
  readMatterWords,
  removeMatter,
  writeTerms,
} from "@heed/workbench";
import { type Command, InvalidArgumentError } from "commander";
import { chooseLanguage } from "../output.ts";
import { conceptsText, draftsText, findingsText, mattersText, matterText } from "./matter-words.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface WordFlags extends WorkspaceFlags {
  readonly says?: string[];
  readonly without?: string;
  readonly kinds?: MatterKind[];
  readonly name?: string;
  readonly zh?: string;
}

export function addMatters(program: Command): void {
  const matters = program
    .command("matters")
    .description(
      "what people speak of, told by words of your own, for releases to be held to\n用自己的词说明的议题，可作为版本的目标",
    );
  withWorkspace(
    matters
      .command("list", { isDefault: true })
      .description("matters with their words\n列出议题及其用词"),
  ).action((flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      const all = await listMatters(records);
      if (flags.json === true) printJson(all);
      else print(mattersText(all, chooseLanguage(flags.lang)));
    }),
  );
  addTry(matters);
  addChanges(matters);
  withWorkspace(
    matters
      .command("show")
      .description(
        "what its words find and what they miss, with samples to check\n查看命中与遗漏，并附样例核对",
      )
      .argument("<id>", "such as matter_1"),
  ).action(async (id: string, flags: WorkspaceFlags) => {
    const matter = await withRecords(flags.workspace, (records) => findMatter(records, id));
    const head = flags.json === true ? [] : [...matterText(matter, chooseLanguage(flags.lang)), ""];
    await examine(matter.definitions.at(-1)!, flags, head);
  });
  addSuggest(matters);
  matters
    .command("concepts")
    .description(
      "concepts of the bilingual lexicon that a word names; use one as #concept\n按词查找双语词典的概念，以 #概念 使用",
    )
    .argument("<word>", "in English or Chinese")
    .option("--lang <language>", "language of the terminal\n终端语言")
    .option("--json", "print JSON\n输出 JSON")
    .action((word: string, flags: { lang?: string; json?: boolean }) => {
      const found = conceptsNamed(word, 20);
      if (flags.json === true) printJson(found);
      else print(conceptsText(found, chooseLanguage(flags.lang)));
    });
}

function addSuggest(matters: Command): void {
  withWorkspace(
    matters
      .command("suggest")
      .description(
        "words that a release's notes suggest, for you to change\n按发布说明提示用词，供修改",
      )
      .argument("<version>", "such as 4.3.1"),
  ).action((version: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      const { notes } = await findRelease(records, version);
      const drafts = draftMatters(notes === undefined ? [] : [...new Set([notes.en, notes.zh])]);
      if (flags.json === true) printJson(drafts);
      else print(draftsText(drafts, chooseLanguage(flags.lang)));
    }),
  );
}

function addTry(matters: Command): void {
  withWords(
    matters
      .command("try")
      .description("what words would find, without keeping them\n试用一组词，不保存"),
  ).action((flags: WordFlags) => examine(wordsOf(flags), flags, []));
}

function addChanges(matters: Command): void {
  withWords(
    matters
      .command("define")
      .description(
        "keep a matter: fix its words, then hold a release to it\n保存议题：先定词，再关联版本",
      )
      .argument("<name>", "what it is called")
      .option("--zh <name>", "its name in Chinese\n中文名称"),
  ).action((name: string, flags: WordFlags) =>
    withRecords(flags.workspace, async (records) => {
      const words = wordsOf(flags);
      const named = { en: name, zh: flags.zh ?? name };
      const matter = await defineMatter(records, { name: named, words }, new Date());
      if (flags.json === true) printJson(matter);
      else print(matterText(matter, chooseLanguage(flags.lang)));
    }),
  );
  withWords(
    matters
      .command("change")
      .description("give a matter other words or another name\n修改议题的用词或名称")
      .argument("<id>", "such as matter_1")
      .option("--name <name>", "what it is called\n名称")
      .option("--zh <name>", "its name in Chinese\n中文名称"),
  ).action((id: string, flags: WordFlags) =>
    withRecords(flags.workspace, async (records) => {
      const known = await findMatter(records, id);
      const { name = known.name.en, zh = known.name.zh } = flags;
      const isOther =
        flags.says !== undefined || flags.without !== undefined || flags.kinds !== undefined;
      const words = isOther ? { words: changedWords(known.definitions.at(-1)!, flags) } : {};
      const matter = await changeMatter(
        records,
        id,
        { name: { en: name, zh }, ...words },
        new Date(),
      );
      if (flags.json === true) printJson(matter);
      else print(matterText(matter, chooseLanguage(flags.lang)));
    }),
  );
  withWorkspace(
    matters
      .command("remove")
      .description("remove a matter with its links\n删除议题及其关联")
      .argument("<id>", "such as matter_1"),
  ).action((id: string, flags: WorkspaceFlags) =>
    withRecords(flags.workspace, async (records) => {
      await removeMatter(records, id);
      const all = await listMatters(records);
      if (flags.json === true) printJson(all);
      else print(mattersText(all, chooseLanguage(flags.lang)));
    }),
  );
}

function withWords(command: Command): Command {
  return withWorkspace(
    command
      .option(
        "--says <words>",
        "a list of words, of which a mention holds one; give it again for a further list\n一组词，提及须含其一；可重复给出多组",
        (text: string, before: string[] = []) => [...before, text],
      )
      .option("--without <words>", "words that must not stand in it\n不得出现的词")
      .option(
        "--kinds <kinds>",
        `kinds that count (default ${MATTER_KINDS.join(",")})\n计入的类型`,
        readKinds,
      ),
  );
}

function wordsOf({ says = [], without, kinds }: WordFlags): MatterWords {
  return readMatterWords({ lists: says, without, kinds });
}

/** What is not given stays as it was. */
function changedWords(known: MatterWords, { says, without, kinds }: WordFlags): MatterWords {
  return readMatterWords({
    lists: says ?? known.lists.map(writeTerms),
    without: without ?? writeTerms(known.without),
    kinds: kinds ?? known.kinds,
  });
}

async function examine(
  words: MatterWords,
  flags: WorkspaceFlags,
  head: readonly string[],
): Promise<void> {
  const workspace = await openExistingWorkspace(flags.workspace);
  try {
    const zone = (await workspace.records.setting("time-zone")) ?? "UTC";
    await workspace.facts.browser.refresh(zone);
    const findings = await examineMatter(workspace, words);
    if (flags.json === true) printJson(findings);
    else print([...head, ...findingsText(findings, chooseLanguage(flags.lang))]);
  } finally {
    await workspace.close();
  }
}

function readKinds(text: string): MatterKind[] {
  const kinds = text.split(/[,，、 ]+/u).filter((one) => one !== "");
  if (kinds.length > 0 && kinds.every((one) => MATTER_KINDS.includes(one as MatterKind)))
    return kinds as MatterKind[];
  throw new InvalidArgumentError(`expected some of ${MATTER_KINDS.join(", ")}.`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
