// `heed funnel STEPS`: how far people come, how long they take, and who dropped where.
import {
  type Exclusion,
  FUNNEL_ORDERS,
  type Funnel,
  type FunnelGroup,
  type FunnelOrder,
  InvalidInput,
} from "@heed/core";
import { checkEventNames, eventRange } from "@heed/workbench";
import { type Command, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import {
  EVENT_SYNTAX,
  percent,
  type RangeFlags,
  readCount,
  readEvent,
  readSpan,
  spanText,
  withEvents,
  withRange,
} from "./event-options.ts";
import { printJson } from "./workspace-option.ts";

interface Flags extends RangeFlags {
  readonly order: FunnelOrder;
  readonly window: string;
  readonly exclude?: string[];
  readonly breakdown?: string;
  readonly reached?: string;
  readonly dropped?: string;
}

export function addFunnel(program: Command): void {
  withRange(
    program
      .command("funnel")
      .description("how many people come how far along these events\n漏斗：有多少人依次走到哪一步")
      .argument("<steps...>", "events, the first step first")
      .addOption(
        new Option("--order <order>", "how steps follow each other 步骤顺序")
          .choices([...FUNNEL_ORDERS])
          .default("ordered"),
      )
      .option("--window <span>", "time allowed from the first step on 自第一步起的时间窗口", "14d")
      .option(
        "--exclude <event...>",
        "events that end an attempt; between two steps only: 'refund@2-3' 排除事件",
      )
      .option(
        "--breakdown <property>",
        "tell people apart by a property of their first step 按属性拆分",
      )
      .option("--reached <step>", "list the people who reached this step 列出到达该步的人")
      .option("--dropped <step>", "list the people who dropped at this step 列出在该步流失的人")
      .addHelpText("after", EVENT_SYNTAX),
  ).action(run);
}

async function run(steps: string[], flags: Flags): Promise<void> {
  const limit = readCount(flags.limit, "--limit", 1, 1_000_000);
  await withEvents(flags, async (events, workspace) => {
    const asked = { firstDate: flags.from, lastDate: flags.to, timeZone: flags.timeZone };
    const exclusions = (flags.exclude ?? []).map(readExclusion);
    const funnel: Funnel = {
      steps: steps.map(readEvent),
      order: flags.order,
      windowMs: readSpan(flags.window),
      range: await eventRange(workspace, events, asked),
      exclusions,
      mostGroups: limit,
      ...(flags.breakdown === undefined ? {} : { breakdown: flags.breakdown }),
    };
    await checkEventNames(events, [...funnel.steps, ...exclusions.map(({ match }) => match)]);
    const which = flags.dropped === undefined ? "reached" : "dropped";
    const step = flags.dropped ?? flags.reached;
    if (step !== undefined) {
      const bar = { step: readCount(step, `--${which}`, 1, steps.length), which } as const;
      const people = await events.funnelPeople(funnel, bar, { limit });
      if (flags.json === true) printJson({ funnel, bar, people });
      else process.stdout.write(people.map((person) => `${person}\n`).join(""));
      return;
    }
    const result = await events.funnel(funnel);
    if (flags.json === true) return printJson({ funnel, ...result });
    const language = chooseLanguage(flags.lang);
    const lines = result.groups.flatMap((group) => [
      ...(flags.breakdown === undefined ? [] : ["", `${flags.breakdown} = ${group.value ?? "–"}`]),
      ...bars(steps, group, language),
    ]);
    if (result.leftOut > 0) lines.push("", leftOut(result.leftOut, language));
    process.stdout.write(`${lines.join("\n").trimStart()}\n`);
  });
}

/** `event@2-3`: between steps 2 and 3. */
function readExclusion(text: string): Exclusion {
  const between = /^(.*)@(\d+)-(\d+)$/s.exec(text);
  if (between === null) return { match: readEvent(text) };
  const [, event = "", from, to] = between;
  if (event === "")
    throw new InvalidInput("event-name", `The exclusion "${text}" names no event.`, {
      zh: { message: `排除项“${text}”没有事件名称。` },
    });
  return { match: readEvent(event), fromStep: Number(from), toStep: Number(to) };
}

function bars(steps: readonly string[], { people, medianMs }: FunnelGroup, language: Language) {
  const en = language === "en";
  const titles = en
    ? ["step", "people", "of the first", "of the one before", "dropped", "median time"]
    : ["步骤", "人数", "占第一步", "占上一步", "流失", "用时中位数"];
  return table(
    titles.map((title, at) => ({ title, align: at === 0 ? "left" : "right", most: 40 })),
    people.map((count, at) => [
      `${at + 1} ${steps[at]}`,
      count.toLocaleString("en"),
      percent(count, people[0]!),
      at === 0 ? "" : percent(count, people[at - 1]!),
      at === 0 ? "" : (people[at - 1]! - count).toLocaleString("en"),
      spanText(medianMs[at]!, language),
    ]),
  );
}

function leftOut(count: number, language: Language): string {
  return language === "en"
    ? `${count} more groups: add --limit`
    : `还有 ${count} 组未列出：加上 --limit`;
}
