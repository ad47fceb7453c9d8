// `heed alerts`: figures that are watched, told by webhook or mail when they cross a bound and when they are well again.
import { InvalidInput, NotFound } from "@heed/core";
import { AlertInput, type AlertView } from "@heed/core/api";
import { type Command, InvalidArgumentError, Option } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { type WatchDoor, withWatch } from "../watch-door.ts";
import { issueOf } from "./cohorts.ts";
import { EVENT_SYNTAX, eventText, readEvent } from "./event-options.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface AddFlags extends WorkspaceFlags {
  readonly event?: string;
  readonly theme?: string;
  readonly measure: "count" | "people";
  readonly days: string;
  readonly above?: number;
  readonly below?: number;
  readonly clear?: number;
  readonly webhook?: string;
  readonly email?: string;
}

const WATCHED = `
A running server looks every five minutes; mail needs HEED_SMTP_URL 由运行中的服务器每五分钟查看一次；邮件需要 HEED_SMTP_URL。${EVENT_SYNTAX}`;

export function addAlerts(program: Command): void {
  const alerts = program
    .command("alerts")
    .description("figures that are watched, and told when they cross a bound\n指标告警");
  withWorkspace(
    alerts
      .command("list", { isDefault: true })
      .description("alerts and how they stand\n列出告警及其状态"),
  ).action((flags: WorkspaceFlags) => withWatch(flags.workspace, (door) => list(door, flags)));
  withWorkspace(
    alerts
      .command("add")
      .description("watch a figure\n添加告警")
      .argument("<name>", "what it is called")
      .addOption(new Option("--event <event>", "an event is watched 监控的事件").conflicts("theme"))
      .option("--theme <id>", "people who mention a theme are watched, such as theme_3 监控的主题")
      .addOption(
        new Option("--measure <what>", "of an event 事件的度量")
          .choices(["count", "people"])
          .default("count"),
      )
      .addOption(
        new Option("--days <n>", "whole days that count, the last of them yesterday 统计天数")
          .choices(["1", "7"])
          .default("1"),
      )
      .addOption(
        new Option("--above <bound>", "told when it is over this 高于此值时通知")
          .argParser(readNumber)
          .conflicts("below"),
      )
      .option("--below <bound>", "told when it is under this 低于此值时通知", readNumber)
      .option("--clear <value>", "well again at this; the bound by default 恢复界限", readNumber)
      .option("--webhook <url>", "where it is told 通知的 Webhook")
      .option("--email <address>", "where it is told 通知的邮箱")
      .addHelpText("after", WATCHED),
  ).action((name: string, flags: AddFlags) =>
    withWatch(flags.workspace, async (door) =>
      tell([await door.createAlert(alertOf(name, flags))], flags),
    ),
  );
  withWorkspace(
    alerts
      .command("show")
      .description("one alert, and why its last message was not sent\n查看一个告警")
      .argument("<alert>", "its id, such as alert_2"),
  ).action((id: string, flags: WorkspaceFlags) =>
    withWatch(flags.workspace, async (door) => {
      const alert = (await door.listAlerts()).rows.find((one) => one.id === id);
      if (alert === undefined) throw noAlert(id);
      if (flags.json === true) return printJson(alert);
      const language = chooseLanguage(flags.lang);
      const to = [alert.webhook, alert.email].filter((way) => way !== undefined).join(", ");
      const more = alert.failure === null ? [] : [alert.failure];
      process.stdout.write(`${[...alertLines([alert], language), "", to, ...more].join("\n")}\n`);
    }),
  );
  withWorkspace(
    alerts
      .command("test")
      .description("send a test message now\n立即发送测试通知")
      .argument("<alert>", "its id, such as alert_2"),
  ).action((id: string, flags: WorkspaceFlags) =>
    withWatch(flags.workspace, async (door) => {
      await door.testAlert(id);
      if (flags.json === true) return printJson({ sent: id });
      const en = chooseLanguage(flags.lang) === "en";
      process.stdout.write(en ? "A test message was sent.\n" : "已发送测试通知。\n");
    }),
  );
  withWorkspace(
    alerts
      .command("remove")
      .description("stop watching\n删除告警")
      .argument("<alert>", "its id, such as alert_2"),
  ).action((id: string, flags: WorkspaceFlags) =>
    withWatch(flags.workspace, async (door) => {
      await door.deleteAlert(id);
      await list(door, flags);
    }),
  );
}

async function list(door: WatchDoor, flags: WorkspaceFlags): Promise<void> {
  const { rows } = await door.listAlerts();
  if (flags.json === true) return printJson({ rows });
  process.stdout.write(`${alertLines(rows, chooseLanguage(flags.lang)).join("\n")}\n`);
}

function tell(rows: readonly AlertView[], flags: WorkspaceFlags): void {
  if (flags.json === true) {
    printJson(rows[0]);
    return;
  }
  process.stdout.write(`${alertLines(rows, chooseLanguage(flags.lang)).join("\n")}\n`);
}

function alertLines(rows: readonly AlertView[], language: Language): string[] {
  const en = language === "en";
  if (rows.length === 0)
    return [
      en
        ? "No alerts yet. Watch a figure: heed alerts add NAME --event EVENT --above 50 --webhook URL"
        : "还没有告警。添加：heed alerts add 名称 --event 事件 --above 50 --webhook 网址",
    ];
  const titles = en
    ? ["alert", "name", "watched", "told when", "now", "state"]
    : ["告警", "名称", "监控", "通知条件", "当前", "状态"];
  return table(
    titles.map((title) => ({ title, most: 44 })),
    rows.map((alert) => [
      ...[alert.id, alert.name, watchedText(alert, language), boundText(alert, language)],
      alert.state.value === null ? "–" : alert.state.value.toLocaleString("en"),
      stateText(alert, language),
    ]),
  );
}

function watchedText({ subject, days }: AlertView, language: Language): string {
  const en = language === "en";
  const over = en ? (days === 1 ? "1 day" : "7 days") : `${days} 天`;
  if (subject.kind === "theme") return `${subject.themeId} (${over})`;
  const what = { count: en ? "times" : "次数", people: en ? "people" : "人数" }[subject.measure];
  return `${eventText(subject.match)}, ${what} (${over})`;
}

function boundText({ direction, bound, clear }: AlertView, language: Language): string {
  const sign = direction === "above" ? ">" : "<";
  const well = language === "en" ? "well at" : "恢复于";
  return `${sign} ${bound}${clear === bound ? "" : `, ${well} ${clear}`}`;
}

function stateText({ state, failure }: AlertView, language: Language): string {
  const en = language === "en";
  const own = state.lookedAt === null ? (en ? "not looked at yet" : "尚未查看") : null;
  const told = own ?? (state.isFiring ? (en ? "crossed" : "已越界") : en ? "well" : "正常");
  return failure === null ? told : `${told} (${en ? "not sent" : "未发出"})`;
}

function alertOf(name: string, flags: AddFlags): AlertInput {
  const { event, theme, above, below, webhook, email } = flags;
  const bound = above ?? below;
  const asked = {
    ...{ name, days: Number(flags.days), direction: above === undefined ? "below" : "above" },
    ...{ bound, clear: flags.clear ?? bound, webhook, email },
    subject:
      theme === undefined
        ? event === undefined
          ? undefined
          : { kind: "event", match: structuredClone(readEvent(event)), measure: flags.measure }
        : { kind: "theme", themeId: theme },
  };
  const read = AlertInput.safeParse(asked);
  if (read.success) return read.data;
  throw new InvalidInput("alert-asked", `The alert cannot be kept: ${issueOf(read.error)}.`, {
    hint: "Say what is watched, its bound, and where it is told: --event sync_failed --above 50 --webhook https://…",
    zh: {
      message: `无法保存告警：${issueOf(read.error)}。`,
      hint: "请给出监控对象、界限和通知方式：--event sync_failed --above 50 --webhook https://…",
    },
  });
}

function readNumber(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number.");
}

function noAlert(id: string): NotFound {
  return new NotFound("alert-not-found", `There is no alert ${id}.`, {
    hint: "List them: heed alerts",
    zh: { message: `没有告警 ${id}。`, hint: "列出：heed alerts" },
  });
}
