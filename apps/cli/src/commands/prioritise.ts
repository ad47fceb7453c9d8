// `heed prioritise`: needs in the order of RICE, ICE or weights, every part of every score, and how sure the order is.
import { writeFile } from "node:fs/promises";
import {
  headlineOf,
  NotFound,
  PRIORITY_METHODS,
  type Priorities,
  type PriorityMethod,
  prioritise,
  priorityTable,
  type RecordStore,
  type ThemeId,
  tableAsCsv,
} from "@heed/core";
import {
  changeGuesses,
  openExistingWorkspace,
  type PriorityInputs,
  readPriorityInputs,
  readStatements,
  savePrioritySettings,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { missingText, PRIORITY_WORDS, partText } from "./prioritise-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface SetGuess {
  readonly need: string;
  readonly name: string;
  readonly value: number | null;
}
interface Flags extends WorkspaceFlags {
  readonly method: PriorityMethod;
  readonly set: readonly SetGuess[];
  readonly audience?: number;
  readonly doubt?: number;
  readonly seed: number;
  readonly draws: number;
  readonly limit: number;
  readonly out?: string;
}

export function addPrioritise(program: Command): void {
  const command = program
    .command("prioritise")
    .alias("prioritize")
    .description(
      "put needs in order by reach, impact, confidence and effort, and say whether the order survives wrong guesses\n按覆盖、影响、把握与投入排序需求，并说明估计有误时排序是否仍成立",
    )
    .addOption(
      new Option("--method <method>", "how needs are scored")
        .choices([...PRIORITY_METHODS])
        .default("rice"),
    )
    .option(
      "--set <need.guess=value>",
      "keep a guess, such as need_3.effort=2 (none takes it away), or rest.effort=2 for every need without it; may be repeated",
      readGuess,
      [],
    )
    .option("--audience <n>", "keep the number of users that reach is counted on", readCount)
    .option("--doubt <share>", "keep by how much of itself a guess may be off (0.5)", readShare)
    .option("--seed <n>", "seed of the drawn worlds", readSeed, 1)
    .option("--draws <n>", "how many worlds are drawn", readCount, 2_000)
    .option("--limit <n>", "how many needs to show", readCount, 20)
    .option("--out <file>", "write all of it as CSV");
  withWorkspace(command).action(async (flags: Flags) => {
    const language = chooseLanguage(flags.lang);
    const workspace = await openExistingWorkspace(flags.workspace);
    try {
      const { records, facts } = workspace;
      const statementsOf = await readStatements(records, facts);
      const inputs = await changed(records, () => readPriorityInputs(records, statementsOf), flags);
      const { seed, draws } = flags;
      const found = prioritise(inputs.items, inputs.settings, flags.method, { seed, draws });
      if (flags.out !== undefined)
        await writeFile(flags.out, `\ufeff${tableAsCsv(priorityTable(found, language))}`);
      if (flags.json === true) printJson({ ...found, settings: inputs.settings });
      else process.stdout.write(`${describe(found, flags.limit, language).join("\n")}\n`);
    } finally {
      await workspace.close();
    }
  });
}

/** Keeps what the command line sets, and reads anew when it set anything. */
async function changed(
  records: RecordStore,
  read: () => Promise<PriorityInputs>,
  { set, audience, doubt }: Flags,
): Promise<PriorityInputs> {
  const inputs = await read();
  for (const { need, name, value } of set) {
    if (need === "rest") {
      const { items } = await read();
      const lacking = items.filter(({ guesses }) => !(name in guesses));
      for (const { themeId } of lacking)
        await changeGuesses(records, themeId as ThemeId, { [name]: value });
      continue;
    }
    const item = inputs.items.find(({ needId, themeId }) => needId === need || themeId === need);
    if (item === undefined)
      throw new NotFound("need-not-found", `There is no need ${need} in this workspace.`, {
        hint: "List them with: heed needs",
        zh: { message: `工作区中没有需求 ${need}。`, hint: "可用 heed needs 列出需求。" },
      });
    await changeGuesses(records, item.themeId as ThemeId, { [name]: value });
  }
  if (audience !== undefined || doubt !== undefined)
    await savePrioritySettings(records, {
      ...inputs.settings,
      ...(audience === undefined ? {} : { audience }),
      ...(doubt === undefined ? {} : { doubt }),
    });
  return read();
}

function describe(
  { rows, robustness, method }: Priorities,
  limit: number,
  language: Language,
): string[] {
  const words = PRIORITY_WORDS[language];
  const told = rows.filter(({ place }) => place !== null);
  const untold = rows.filter(({ place }) => place === null);
  const doubts = new Map((robustness?.ranks ?? []).map((rank) => [rank.themeId, rank]));
  const percent = (share: number | undefined) =>
    share === undefined ? "–" : `${Math.round(share * 100)} %`;
  const names = new Map(rows.map(({ item }) => [item.themeId, headlineOf(item, language).text]));
  const order = table(
    [
      { title: "#", align: "right" },
      { title: words.need, most: 34 },
      { title: words.score, align: "right" },
      { title: words.parts, most: 74 },
      { title: words.first, align: "right" },
      { title: words.topThree, align: "right" },
      { title: words.places, align: "right" },
    ],
    told.slice(0, limit).map(({ item, place, score }) => {
      const doubt = doubts.get(item.themeId);
      return [
        String(place),
        names.get(item.themeId)!,
        score.ok ? figure(score.value) : "",
        score.parts.map((part) => partText(part, language)).join(" · "),
        percent(doubt?.first),
        percent(doubt?.topThree),
        doubt === undefined ? "–" : `${doubt.best}–${doubt.worst}`,
      ];
    }),
  );
  const lines = told.length === 0 ? [] : [...order, "", words.origins];
  if (robustness !== null) {
    lines.push("", words.verdict[robustness.verdict](robustness), words.drawn(robustness));
    for (const one of robustness.matters.slice(0, 3))
      lines.push(words.matters(one, one.themeId === null ? null : names.get(one.themeId)!));
  }
  if (untold.length > 0) {
    lines.push(...(lines.length === 0 ? [] : [""]), words.untold(untold.length, method));
    for (const { item, score } of untold.slice(0, Math.min(8, limit)))
      if (!score.ok)
        lines.push(
          `  ${item.needId}  ${names.get(item.themeId)}: ${missingText(score.missing, language)}`,
        );
    lines.push(words.howToGuess(untold[0]!.item.needId, method));
  }
  return lines;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function readGuess(text: string, before: readonly SetGuess[]): SetGuess[] {
  const match = /^((?:need|theme)_\d+|rest)\.([a-z0-9:-]+)=(none|\d*\.?\d+)$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError("expected NEED.GUESS=VALUE, such as need_3.effort=2.");
  const [, need, name, value] = match;
  return [...before, { need: need!, name: name!, value: value === "none" ? null : Number(value) }];
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("expected a whole number of at least 1.");
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError("expected a whole number.");
}

function readShare(text: string): number {
  const share = Number(text);
  if (share > 0 && share <= 0.9) return share;
  throw new InvalidArgumentError("expected a share over 0 and up to 0.9, such as 0.5.");
}
