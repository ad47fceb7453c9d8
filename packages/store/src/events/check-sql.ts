// Reads SQL that a person or a model wrote as the engine reads it, and refuses what is no single SELECT over the events.
import { InvalidInput } from "@heed/core";

/** Words, then quoted text, then quoted names, then anything else of one character. */
const TOKEN =
  /[A-Za-z_]\w*|\d\w*|'(?:[^'\\]|\\.|'')*'|`[^`\\]*`|"[^"\\]*"|--|\/\*|[\t\n\r !%&()*+,\-./:;<=>?[\]^|~]|./gsuy;
/** One-character tokens that a question is made of; the others begin what the engine reads in its own ways. */
const PLAIN = /^[\t\n\r !%&()*+,\-./:;<=>?[\]^|~]$/;
const IS_TEXT = /^'.*'$/s;
const IS_NAME = /^(?:`.*`|".*")$/s;
const TABLES = ["events", "people"];
/** Tables that are made up in the question: they hold nothing of anybody's. */
const MADE_UP =
  /^(?:numbers(?:_mt)?|zeros(?:_mt)?|generate_?series|primes|values|SQLStandardValues)$/i;
/** Functions that read files, dictionaries, other tables, the server and its settings, or that wait. */
const ELSEWHERE =
  /^(?:file|dict(?:get|has|isin).*|joinget.*|region.*|naivebayes.*|catboostevaluate|evalmlmethod|ai(?:classify|embed|extract|generate|translate)|get(?:setting|serversetting|mergetreesetting|macro|serverport|clienthttpheader|oskernelversion|maxtablename).*|globalvariable|(?:full)?hostname|fqdn|displayname|tcpport|currentuser|current_user|session_user|user|auth(?:enticated)?user|(?:current|enabled|default)(?:roles|profiles)|serveruuid|filesystem.*|uptime|zookeeper.*|transaction.*|tid|logtrace|addressto.*|demangle|buildid|showcertificate|hascolumnintable|generateserialid|sleep.*|__.*)$/;
/** Databases of the engine itself. */
const ENGINES = [
  "system",
  "information_schema",
  "default",
  "_temporary_and_external_tables",
] as const;

/** What is wrong with a question, in both languages. */
export type Refuse = (why: string, zh: string) => InvalidInput;

const refuse: Refuse = (why, zh) =>
  new InvalidInput("sql-refused", `The query was not run: ${why}.`, {
    hint: "Write one SELECT, such as: SELECT name, count() FROM events GROUP BY name",
    zh: {
      message: `查询未执行：${zh}。`,
      hint: "请写一条 SELECT，例如：SELECT name, count() FROM events GROUP BY name",
    },
  });

export interface CheckedSql {
  /** The question without its closing semicolon. */
  readonly question: string;
  /** Names that the question itself gives to parts of it (`WITH name AS (…)`). */
  readonly named: ReadonlySet<string>;
}

/**
 * The question, when it is one SELECT in signs that mean one thing only: no comment, no second statement, no escape in a name, no
 * sign that the engine reads as a quote or a blank of another alphabet.
 * @throws InvalidInput `sql-refused`
 */
export function checkSql(sql: string): CheckedSql {
  const question = sql.trim().replace(/;\s*$/, "");
  const tokens = (question.match(TOKEN) ?? []).filter((token) => token.trim() !== "");
  if (!/^(?:SELECT|WITH)$/i.test(tokens[0] ?? ""))
    throw refuse("it is no SELECT", "不是 SELECT 语句");
  let depth = 0;
  const named = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token === ";") throw refuse("it holds more than one statement", "含有多条语句");
    if (token === "--" || token === "/*" || token === "#")
      throw refuse("it holds a comment", "含有注释");
    if (/^(?:SETTINGS|FORMAT|INTO)$/i.test(token) && tokens[index + 1] !== "(")
      throw refuse("SETTINGS, FORMAT and INTO are set for it", "不可使用 SETTINGS、FORMAT 和 INTO");
    if (!/^\w/.test(token) && !IS_TEXT.test(token) && !IS_NAME.test(token) && !PLAIN.test(token))
      throw strangeSign(token);
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (depth < 0) throw refuse("it closes more brackets than it opens", "右括号多于左括号");
    const before = tokens[index - 1] ?? "";
    // With a dot inside it would stand for a table of another database, too.
    if (/^AS$/i.test(token) && tokens[index + 1] === "(" && /^\w+$/.test(bare(before)))
      named.add(bare(before));
  }
  return { question, named };
}

/** A name without its quotes. */
function bare(name: string): string {
  return name.replace(/^[`"]|[`"]$/g, "");
}

function strangeSign(token: string): InvalidInput {
  if (/^['"`]/.test(token))
    return refuse(
      "a quote is not closed, or a name in quotes holds a backslash",
      "引号没有闭合，或引号内的名称含有反斜杠",
    );
  const sign = `U+${token.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  return refuse(
    `it holds ${/^[!-~]$/.test(token) ? `"${token}"` : sign} outside of quotes`,
    `引号之外含有 ${/^[!-~]$/.test(token) ? `“${token}”` : sign}`,
  );
}

/**
 * Refuses a question that reads more than events, by the tree into which the engine itself reads it.
 * @param tree lines of `EXPLAIN AST`
 * @throws InvalidInput `sql-refused`
 */
export function checkTree(tree: readonly string[], { named }: CheckedSql, database: string): void {
  const databases: readonly string[] = [database.toLowerCase(), ...ENGINES];
  const elsewhere = (name: string) =>
    refuse(`"${name}" reads more than events`, `“${name}”读取事件以外的内容`);
  let isTable = false;
  for (const line of tree) {
    const [, kind = "", name = ""] =
      /^"?\s*(\w+)(?: (.*?))?(?: \(alias .*\))?(?: \(children \d+\))?"?$/s.exec(line) ?? [];
    if (kind === "TableIdentifier" && !TABLES.includes(name) && !named.has(name))
      throw elsewhere(name);
    if (kind === "Function" && (isTable ? !MADE_UP.test(name) : ELSEWHERE.test(name.toLowerCase())))
      throw elsewhere(name);
    const [first, ...rest] = name.split(".");
    if (kind === "Identifier" && rest.length > 0 && databases.includes(first!.toLowerCase()))
      throw elsewhere(name);
    isTable = kind === "TableExpression";
  }
}
