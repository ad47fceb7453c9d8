// `heed needs`: the ranked needs of a workspace, one need with its reasons, or the rows behind one of its figures.
import { type Figure, KINDS, type Kind, type Need, NotFound } from "@heed/core";
import {
  type HeadedNeed,
  type ReleaseOutcome,
  readFigureRows,
  readHeadedNeeds,
  readOutcomes,
  readQuotes,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { describeNeed, needTable } from "./need-tables.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly limit: number;
  readonly rows?: boolean;
  readonly week?: string;
  readonly segment?: { readonly dimension: string; readonly value: string };
  readonly kind?: Kind;
  readonly language?: string;
}

export function addNeeds(program: Command): void {
  const command = program
    .command("needs")
    .description(
      "rank what people need, from the last analysis; name a need to see why it stands there\n按上次分析列出需求；指定一项可看排名理由",
    )
    .argument("[need]", "a need's id, such as need_3")
    .option("--limit <n>", "how many needs to list", readLimit, 20)
    .option("--rows", "list the mentions that the need's figures count")
    .option("--week <monday>", "with --rows: of the week that begins on this day", readDay)
    .option("--segment <dimension=value>", "with --rows: of one segment", readSegment)
    .addOption(new Option("--kind <kind>", "with --rows: of one kind").choices([...KINDS]))
    .option("--language <code>", "with --rows: in one language");
  withWorkspace(command).action(async (id: string | undefined, flags: Flags) => {
    const language = chooseLanguage(flags.lang);
    if (id === undefined) await listNeeds(flags, language);
    else if (flags.rows === true) await listRows(id, flags, language);
    else await showNeed(id, flags, language);
  });
}

async function listNeeds(flags: Flags, language: Language): Promise<void> {
  const { needs, summary } = await readHeadedNeeds(flags.workspace);
  const shown = needs.slice(0, flags.limit);
  if (flags.json === true) {
    printJson({ needs: shown, all: needs.length, counts: summary.counts });
    return;
  }
  process.stdout.write(`${needTable(shown, language).join("\n")}\n`);
  const more = needs.length - shown.length;
  if (more > 0)
    process.stdout.write(language === "en" ? `… and ${more} more\n` : `… 还有 ${more} 条\n`);
}

async function showNeed(id: string, flags: Flags, language: Language): Promise<void> {
  const need = await findNeed(id, flags.workspace);
  const quotes = await readQuotes(flags.workspace, need.quotes);
  const words = need.quotes.flatMap((mentionId) => quotes.get(mentionId) ?? []);
  const outcomes = await outcomesOf(need, flags.workspace);
  if (flags.json === true) printJson({ ...need, quotes: words, outcomes });
  else process.stdout.write(`${describeNeed(need, words, language, outcomes).join("\n")}\n`);
}

/** What releases did to it, as they were last measured. */
async function outcomesOf(
  { themeId }: Need,
  workspace: string,
): Promise<readonly ReleaseOutcome[]> {
  const outcomes = await withRecords(workspace, readOutcomes);
  return outcomes.get(themeId) ?? [];
}

async function listRows(id: string, flags: Flags, language: Language): Promise<void> {
  const { themeId } = await findNeed(id, flags.workspace);
  const { week, segment, kind, language: spoken } = flags;
  const figure: Figure = {
    themeId,
    ...(week === undefined ? {} : { weeks: { from: week, to: week } }),
    ...(segment === undefined ? {} : { segment }),
    ...(kind === undefined ? {} : { kind }),
    ...(spoken === undefined ? {} : { language: spoken }),
  };
  const { mentionIds, people, quotes } = await readFigureRows(flags.workspace, figure);
  const rows = mentionIds.flatMap((mentionId) => quotes.get(mentionId) ?? []);
  if (flags.json === true) {
    printJson({ figure, people, mentions: mentionIds.length, rows });
    return;
  }
  const titles =
    language === "en"
      ? (["mention", "day", "words"] as const)
      : (["提及", "日期", "原话"] as const);
  const lines = table(
    [{ title: titles[0] }, { title: titles[1] }, { title: titles[2], most: 90 }],
    rows.map(({ mentionId, writtenAt, text }) => [mentionId, writtenAt?.slice(0, 10) ?? "", text]),
  );
  const sum =
    language === "en"
      ? `${mentionIds.length} mentions by ${people} people`
      : `${people} 人的 ${mentionIds.length} 条提及`;
  process.stdout.write(`${[...lines, "", sum].join("\n")}\n`);
}

async function findNeed(id: string, workspace: string): Promise<HeadedNeed> {
  const { needs } = await readHeadedNeeds(workspace);
  const found = needs.find((need) => need.id === id);
  if (found !== undefined) return found;
  throw new NotFound("need-not-found", `There is no need ${id} in this workspace.`, {
    hint: "List them with: heed needs",
  });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new InvalidArgumentError("expected a whole number of at least 1.");
}

function readDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).getUTCDay() === 1)
    return text;
  throw new InvalidArgumentError("expected a Monday as YYYY-MM-DD.");
}

function readSegment(text: string): { dimension: string; value: string } {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1)
    return { dimension: text.slice(0, at), value: text.slice(at + 1) };
  throw new InvalidArgumentError("expected DIMENSION=VALUE, such as plan=team.");
}
