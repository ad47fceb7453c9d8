// `heed cohorts`: people told by what they did, saved under a name that questions can filter by.
import { InvalidInput, NotFound } from "@heed/core";
import { CohortInput, type CohortView } from "@heed/core/api";
import type { Command } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { type WatchDoor, withWatch } from "../watch-door.ts";
import { EVENT_SYNTAX, eventText, readCount, readEvent } from "./event-options.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface AddFlags extends WorkspaceFlags {
  readonly did?: string[];
  readonly didNot?: string[];
  readonly any?: boolean;
  readonly from?: string;
  readonly to?: string;
}
type ShowFlags = WorkspaceFlags & { readonly limit: string };
type Condition = CohortInput["conditions"][number];

const TIMES_SYNTAX = `
How often comes after @: 'pay@2' at least twice, 'pay@2..5' two to five times 次数写在 @ 之后：'pay@2' 至少两次，'pay@2..5' 两到五次${EVENT_SYNTAX}`;

export function addCohorts(program: Command): void {
  const cohorts = program
    .command("cohorts")
    .description("people told by what they did, saved under a name\n按行为保存的人群");
  withWorkspace(
    cohorts.command("list", { isDefault: true }).description("saved cohorts\n列出人群"),
  ).action((flags: WorkspaceFlags) => withWatch(flags.workspace, (door) => list(door, flags)));
  withWorkspace(
    cohorts
      .command("add")
      .description("save a cohort\n保存人群")
      .argument("<name>", "what it is called")
      .option("--did <event...>", "did this 做过的事件")
      .option("--did-not <event...>", "did not do this 没有做过的事件")
      .option("--any", "any one condition is enough 满足任一条件即可")
      .option("--from <day>", "first day that counts 起始日")
      .option("--to <day>", "last day that counts 截止日")
      .addHelpText("after", TIMES_SYNTAX),
  ).action((name: string, flags: AddFlags) =>
    withWatch(flags.workspace, async (door) => {
      const added = await door.createCohort(cohortOf(name, flags));
      if (flags.json === true) return printJson(added);
      const lines = cohortLines([added], chooseLanguage(flags.lang));
      process.stdout.write(`${lines.join("\n")}\n`);
    }),
  );
  withWorkspace(
    cohorts
      .command("show")
      .description("who is in a cohort, and what they say\n人群中的人及其反馈")
      .argument("<cohort>", "its id, such as cohort_2")
      .option("--limit <n>", "people that are listed, up to 100 最多列出的人数", "25"),
  ).action((id: string, flags: ShowFlags) => show(id, flags));
  withWorkspace(
    cohorts
      .command("remove")
      .description("forget a cohort\n删除人群")
      .argument("<cohort>", "its id, such as cohort_2"),
  ).action((id: string, flags: WorkspaceFlags) =>
    withWatch(flags.workspace, async (door) => {
      await door.deleteCohort(id);
      await list(door, flags);
    }),
  );
}

async function list(door: WatchDoor, flags: WorkspaceFlags): Promise<void> {
  const { rows } = await door.listCohorts();
  if (flags.json === true) return printJson({ rows });
  process.stdout.write(`${cohortLines(rows, chooseLanguage(flags.lang)).join("\n")}\n`);
}

async function show(id: string, flags: ShowFlags): Promise<void> {
  const limit = readCount(flags.limit, "--limit", 1, 100);
  await withWatch(flags.workspace, async (door) => {
    const cohort = (await door.listCohorts()).rows.find((one) => one.id === id);
    if (cohort === undefined) throw noCohort(id);
    const behind = await door.listPeopleBehind({ cohortId: cohort.id });
    const people = behind.people.slice(0, limit);
    if (flags.json === true) return printJson({ cohort, ...behind, people });
    const language = chooseLanguage(flags.lang);
    const { speakers, themes } = behind.said;
    const en = language === "en";
    const lines = [
      ...cohortLines([cohort], language),
      "",
      ...people,
      ...(behind.total > people.length ? ["…"] : []),
      "",
      en ? `${speakers} of them left feedback.` : `其中 ${speakers} 人留下了反馈。`,
      ...themes.map(({ name, people: count }) => `  ${count}  ${name[language]}`),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

function cohortLines(rows: readonly CohortView[], language: Language): string[] {
  const en = language === "en";
  if (rows.length === 0)
    return [
      en
        ? "No cohorts yet. Save one: heed cohorts add NAME --did EVENT"
        : "还没有人群。保存：heed cohorts add 名称 --did 事件",
    ];
  const titles = en ? ["cohort", "name", "people", "who"] : ["人群", "名称", "人数", "条件"];
  return table(
    titles.map((title, at) => ({
      title,
      most: at === 3 ? 70 : 36,
      align: at === 2 ? "right" : "left",
    })),
    rows.map(({ id, name, people, conditions, joined }) => [
      ...[id, name, people.toLocaleString("en")],
      conditions
        .map((condition) => conditionText(condition, language))
        .join(joined === "all" ? (en ? " and " : " 且 ") : en ? " or " : " 或 "),
    ]),
  );
}

function conditionText({ match, atLeast, atMost, range }: Condition, language: Language): string {
  const en = language === "en";
  const event = eventText(match);
  const days = range === undefined ? "" : ` (${range.firstDate} – ${range.lastDate})`;
  if (atMost === 0) return `${en ? "not" : "未"} ${event}${days}`;
  const least = atLeast ?? 1;
  const times = atMost === undefined ? (least === 1 ? "" : ` ≥ ${least}`) : ` ${least}–${atMost}`;
  return `${event}${times}${days}`;
}

function cohortOf(name: string, flags: AddFlags): CohortInput {
  const { from, to } = flags;
  if ((from === undefined) !== (to === undefined)) throw halfRange();
  const range =
    from === undefined || to === undefined ? {} : { range: { firstDate: from, lastDate: to } };
  const asked = {
    name,
    joined: flags.any === true ? "any" : "all",
    conditions: [
      ...(flags.did ?? []).map((text) => ({ ...readTimes(text), ...range })),
      ...(flags.didNot ?? []).map((text) => ({ match: matchOf(text), atMost: 0, ...range })),
    ],
  };
  const read = CohortInput.safeParse(asked);
  if (read.success) return read.data;
  throw new InvalidInput("cohort-asked", `The cohort cannot be saved: ${issueOf(read.error)}.`, {
    hint: "Name it, and say what its people did: heed cohorts add 'Payers' --did 'pay@2'",
    zh: {
      message: `无法保存人群：${issueOf(read.error)}。`,
      hint: "请给出名称和条件：heed cohorts add 付费用户 --did 'pay@2'",
    },
  });
}

/** `pay[plan=team]@2..5` is how often it was done. */
function readTimes(text: string): Condition {
  const [, event = text, least, most] = /^(.*)@(\d+)(?:\.\.(\d+))?$/s.exec(text) ?? [];
  return {
    match: matchOf(event),
    ...(least === undefined ? {} : { atLeast: Number(least) }),
    ...(most === undefined ? {} : { atMost: Number(most) }),
  };
}

function matchOf(text: string): Condition["match"] {
  return structuredClone(readEvent(text)) as Condition["match"];
}

/** What the first fault is, by its place. */
export function issueOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const [issue] = error.issues;
  return issue === undefined ? "" : `${issue.path.map(String).join(".")}: ${issue.message}`;
}

function halfRange(): InvalidInput {
  return new InvalidInput("cohort-range", "--from and --to belong together: only one was given.", {
    hint: "Give both days, or neither for all of them.",
    zh: { message: "--from 与 --to 应同时给出。", hint: "请给出两个日期，或都不给。" },
  });
}

function noCohort(id: string): NotFound {
  return new NotFound("cohort-not-found", `There is no cohort ${id}.`, {
    hint: "List them: heed cohorts",
    zh: { message: `没有人群 ${id}。`, hint: "列出：heed cohorts" },
  });
}
