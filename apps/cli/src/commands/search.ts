// `heed search WORDS`: quotes that hold the words or mean the same, each with where it comes from.
import { styleText } from "node:util";
import {
  describeGap,
  type EncoderGap,
  InvalidInput,
  KINDS,
  type MentionFilter,
  SENTIMENTS,
  type Span,
  type ThemeId,
} from "@heed/core";
import {
  createEmbedder,
  type FoundMention,
  openExistingWorkspace,
  QueryEncoder,
  type SearchPage,
  searchMentions,
} from "@heed/workbench";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language } from "../output.ts";
import { readTheme } from "./themes.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly kind?: string[];
  readonly sentiment?: string[];
  readonly theme?: ThemeId[];
  readonly unclear?: boolean;
  readonly language?: string[];
  readonly source?: string[];
  readonly appVersion?: string[];
  readonly rival?: string[];
  readonly anyRival?: boolean;
  readonly ownOnly?: boolean;
  readonly stars?: { least: number; most: number };
  readonly from?: string;
  readonly before?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export function addSearch(program: Command): void {
  const command = program
    .command("search")
    .description(
      'find mentions by words ("in a row", -without), by meaning, and by filters\n按词语、含义与条件查找用户原话',
    )
    .argument("[words...]", "what to look for; without words, the filters alone choose")
    .addOption(new Option("--kind <kind...>", "kind of mention").choices([...KINDS]))
    .addOption(new Option("--sentiment <sentiment...>", "sentiment").choices([...SENTIMENTS]))
    .option("--theme <id...>", "in these themes", collectThemes)
    .option("--unclear", "only mentions that stand in no theme")
    .option("--language <code...>", "language, such as en or zh")
    .option("--source <name...>", "source")
    .option("--app-version <version...>", "version of the product")
    .option("--rival <name...>", "about these rivals")
    .option("--any-rival", "about any rival")
    .option("--own-only", "about our own product")
    .option("--stars <range>", "stars, such as 1-2 or 5", readStars)
    .option("--from <day>", "written on this day (UTC) or later", readDay)
    .option("--before <day>", "written before this day (UTC)", readDay)
    .option("--limit <n>", "mentions on a page, at most 200", Number, 20)
    .option("--cursor <cursor>", "go on after the page before");
  withWorkspace(command).action(async (words: string[], flags: Flags) => {
    const filter = filterFrom(flags);
    if (words.length === 0 && Object.keys(filter).length === 0) {
      throw new InvalidInput(
        "nothing-to-search",
        "There is nothing to look for: no word and no filter.",
        {
          hint: "Try: heed search crash --kind bug",
        },
      );
    }
    const workspace = await openExistingWorkspace(flags.workspace);
    const queries = new QueryEncoder(workspace, createEmbedder());
    try {
      const { gap, ...meaning } = await queries.seek(words.join(" "), { isKept: true });
      const page = await searchMentions(workspace, {
        words: words.join(" "),
        filter,
        limit: flags.limit,
        ...meaning,
        ...(flags.cursor === undefined ? {} : { cursor: flags.cursor }),
      });
      if (flags.json === true) printJson(asRecords(page, gap));
      else process.stdout.write(`${pageText(page, gap, chooseLanguage(flags.lang)).join("\n")}\n`);
    } finally {
      await queries.close();
      await workspace.close();
    }
  });
}

function filterFrom(flags: Flags): MentionFilter {
  const rivals = flags.ownOnly === true ? false : flags.anyRival === true ? true : flags.rival;
  return {
    ...given("kinds", flags.kind as MentionFilter["kinds"]),
    ...given("sentiments", flags.sentiment as MentionFilter["sentiments"]),
    ...given("themeIds", flags.theme),
    ...given("unclear", flags.unclear as true | undefined),
    ...given("languages", flags.language),
    ...given("sources", flags.source),
    ...given("appVersions", flags.appVersion),
    ...given("rivals", rivals),
    ...given("leastRating", flags.stars?.least),
    ...given("mostRating", flags.stars?.most),
    ...given("writtenFrom", flags.from),
    ...given("writtenBefore", flags.before),
  };
}

function given<Key extends string, Value>(key: Key, value: Value | undefined) {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

const SUMMARY = {
  en: (total: number, isAny: boolean) =>
    `${total === 1 ? "1 mention" : `${total.toLocaleString("en")} mentions`}${isAny ? "; none holds all the words, so these hold some of them" : ""}`,
  zh: (total: number, isAny: boolean) =>
    `${total.toLocaleString("en")} 条提及${isAny ? "；没有一条包含全部词语，以下包含其中一部分" : ""}`,
} as const;
const NEXT = { en: "Next page: add --cursor", zh: "下一页：加上 --cursor" } as const;

function pageText(page: SearchPage, gap: EncoderGap | null, language: Language): string[] {
  const lines = page.hits.flatMap((hit) => [
    hitText(hit),
    styleText("dim", aboutText(hit, language)),
    "",
  ]);
  return [
    ...lines,
    ...(gap === null ? [] : [describeGap(gap)[language]]),
    SUMMARY[language](page.total, page.match === "any"),
    ...(page.cursor === null ? [] : [`${NEXT[language]} ${page.cursor}`]),
  ];
}

/** The quote on one line, its matches in bold. */
function hitText({ quote, mention, matches }: FoundMention): string {
  let text = "";
  let at = 0;
  for (const { start, end } of matches.map((span) => within(span, mention.start))) {
    text +=
      printable(quote.slice(at, start)) +
      styleText(["bold", "yellow"], printable(quote.slice(start, end)));
    at = end;
  }
  return text + printable(quote.slice(at));
}

function aboutText(
  { item, mention, reading, theme, assignment }: FoundMention,
  language: Language,
): string {
  const stars = item.rating === null ? "" : "★".repeat(Math.round(item.rating));
  const place =
    theme === null ? `(${assignment?.unclear ?? "—"})` : `${theme.name[language]} ${theme.id}`;
  return [
    mention.id,
    item.writtenAt?.slice(0, 10),
    stars,
    reading.kind,
    item.appVersion,
    item.rival,
    printable(place),
  ]
    .filter(Boolean)
    .join("  ");
}

/** What a program gets: everything of a hit but what names a person's row. */
function asRecords({ hits, ...page }: SearchPage, gap: EncoderGap | null) {
  return {
    ...page,
    gap,
    hits: hits.map(({ mention, item, reading, theme, assignment, quote, matches, score }) => ({
      mentionId: mention.id,
      itemId: item.id,
      revision: item.revision,
      start: mention.start,
      end: mention.end,
      quote,
      matches,
      score,
      kind: reading.kind,
      sentiment: reading.sentiment,
      theme,
      unclear: assignment?.unclear ?? null,
      source: item.source,
      language: item.language,
      rating: item.rating,
      writtenAt: item.writtenAt,
      appVersion: item.appVersion,
      rival: item.rival,
    })),
  };
}

// Feedback is hostile: control and direction characters must not repaint the terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming control characters is the purpose.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;

function printable(text: string): string {
  return text.replace(UNPRINTABLE, " ");
}

function within({ start, end }: Span, from: number): Span {
  return { start: start - from, end: end - from };
}

function collectThemes(text: string, before: ThemeId[] | undefined): ThemeId[] {
  return [...(before ?? []), readTheme(text)];
}

function readStars(text: string): { least: number; most: number } {
  const match = /^([1-5])(?:-([1-5]))?$/.exec(text.trim());
  const [least, most] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (match !== null && least <= most) return { least, most };
  throw new InvalidArgumentError("expected stars such as 1-2 or 5.");
}

function readDay(text: string): string {
  const instant = new Date(`${text}T00:00:00.000Z`);
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().startsWith(text)
  ) {
    return instant.toISOString();
  }
  throw new InvalidArgumentError("expected a day such as 2026-03-01.");
}
