// Alerts of a workspace: kept, looked at every few minutes, told by webhook or mail.
import {
  type AlertRule,
  type AlertState,
  addDays,
  checkAlert,
  dateIn,
  HeedError,
  InvalidInput,
  judgeAlert,
  NotFound,
  QUIET,
} from "@heed/core";
import type { AlertInput, AlertView } from "@heed/core/api";
import { timeZoneOf } from "../desk/desk-context.ts";
import { matchOf } from "../events/answer-questions.ts";
import type { EventDesk } from "../events/event-desk.ts";
import { type AlertMessage, type AlertWay, type SendRules, sendAlert } from "./send-alert.ts";

interface KeptAlert extends AlertInput {
  readonly id: string;
  readonly createdAt: string;
  readonly state: AlertState;
  /** Why the last message was not sent; it is tried again at the next look. */
  readonly failure: string | null;
  /** What is still to be told, and by which ways. */
  readonly untold: { readonly what: "firing" | "well"; readonly ways: readonly AlertWay[] } | null;
}

const LOOK_MS = 5 * 60_000;
const WAYS: readonly AlertWay[] = ["webhook", "email"];

export class AlertDesk {
  readonly #events: EventDesk;
  readonly #rules: SendRules;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(events: EventDesk, rules: SendRules) {
    this.#events = events;
    this.#rules = rules;
  }

  /** Looks every five minutes until it is closed. */
  begin(): void {
    this.#timer = setInterval(() => void this.look().catch(() => undefined), LOOK_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking.catch(() => undefined);
  }

  async list(): Promise<{ rows: AlertView[] }> {
    return { rows: (await this.#all()).map(viewOf) };
  }

  async create(input: AlertInput): Promise<AlertView> {
    const { workspace, now, changes } = this.#events.context;
    if (input.webhook === undefined && input.email === undefined)
      throw new InvalidInput("alert-target", "An alert needs a webhook or an e-mail address.", {
        zh: { message: "告警需要 Webhook 或邮箱地址。" },
      });
    checkAlert(ruleOf(input));
    const kept: KeptAlert = {
      ...input,
      id: `alert_${await workspace.records.takeNumbers("alert", 1)}`,
      createdAt: now().toISOString(),
      ...{ state: QUIET, failure: null, untold: null },
    };
    // A figure that cannot be asked for is refused now, and not in the night.
    await this.#measure(ruleOf(kept));
    await workspace.records.kept.put("alert", kept.id, kept);
    changes.note();
    return viewOf(kept);
  }

  async remove(id: string): Promise<void> {
    const wasThere = await this.#events.context.workspace.records.kept.delete("alert", id);
    if (!wasThere) throw noAlert(id);
    this.#events.context.changes.note();
  }

  /** Sends a test message now. */
  async test(id: string): Promise<void> {
    const alert = await this.#find(id);
    const value = await this.#measure(ruleOf(alert));
    const message = messageOf(alert, "test", value);
    const { failed, reason } = await sendAlert(alert, WAYS, message, this.#rules);
    if (failed.length > 0) throw reason;
  }

  /** Looks at every alert once; what could not be told before is told now. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .catch(() => undefined)
      .then(async () => {
        for (const alert of await this.#all()) await this.#lookAt(alert);
      });
    return this.#looking;
  }

  async #lookAt(alert: KeptAlert): Promise<void> {
    const { workspace, now } = this.#events.context;
    let next: KeptAlert;
    try {
      const value = await this.#measure(ruleOf(alert));
      const judged = judgeAlert(ruleOf(alert), alert.state, value, now().toISOString());
      // What was to be told and is no longer so is not told; a way that took the message is not sent it again.
      const untold = judged.tell === null ? alert.untold : { what: judged.tell, ways: WAYS };
      next = { ...alert, state: judged.state, untold: null, failure: null };
      if (untold !== null) {
        const { what, ways } = untold;
        const message = messageOf(alert, what, value);
        const { failed, reason } = await sendAlert(alert, ways, message, this.#rules);
        if (failed.length > 0)
          next = { ...next, untold: { what, ways: failed }, failure: reasonOf(reason) };
      }
    } catch (error) {
      next = { ...alert, failure: reasonOf(error) };
    }
    // It may have been deleted while it was looked at.
    await workspace.records.kept.change("alert", alert.id, (kept) =>
      kept === undefined ? null : next,
    );
  }

  async #measure({ subject, days }: AlertRule): Promise<number> {
    const { context } = this.#events;
    const timeZone = await timeZoneOf(context);
    const today = dateIn(timeZone)(context.now().getTime() * 1000);
    const range = { firstDate: addDays(today, -days), lastDate: addDays(today, -1), timeZone };
    if (subject.kind === "theme") {
      const themes = await context.workspace.records.themes();
      const leaves = themes
        .filter(({ id, parentId }) => id === subject.themeId || parentId === subject.themeId)
        .map(({ id }) => id);
      if (leaves.length === 0)
        throw new NotFound("theme-not-found", `There is no theme ${subject.themeId}.`, {
          zh: { message: `没有主题 ${subject.themeId}。` },
        });
      const { people } = await context.workspace.facts.browser.totals({
        ...{ themeIds: leaves, fromDate: range.firstDate, toDate: range.lastDate },
      });
      return people;
    }
    const store = await this.#events.store();
    const { lines } = await store.trend({
      series: [{ match: subject.match, measure: { kind: subject.measure } }],
      ...{ period: "day", range },
    });
    return lines[0]?.total ?? 0;
  }

  async #all(): Promise<KeptAlert[]> {
    const kept = await this.#events.context.workspace.records.kept.list("alert");
    return kept
      .map(({ record }) => record as KeptAlert)
      .sort((a, b) => Number(b.id.slice(6)) - Number(a.id.slice(6)));
  }

  async #find(id: string): Promise<KeptAlert> {
    const kept = await this.#events.context.workspace.records.kept.get("alert", id);
    if (kept === undefined) throw noAlert(id);
    return kept as KeptAlert;
  }
}

function ruleOf({ subject, days, direction, bound, clear }: AlertInput): AlertRule {
  return {
    subject:
      subject.kind === "theme"
        ? subject
        : { kind: "event", match: matchOf(subject.match), measure: subject.measure },
    ...{ days, direction, bound, clear },
  };
}

function viewOf({ untold: _untold, ...alert }: KeptAlert): AlertView {
  return { ...alert, state: { ...alert.state } };
}

function messageOf(
  alert: KeptAlert,
  what: "firing" | "well" | "test",
  value: number,
): AlertMessage {
  const { name, direction, bound, clear, days } = alert;
  const en = {
    firing: `${direction} its bound of ${bound}`,
    well: `well again (${clear})`,
    test: "a test",
  };
  const zh = {
    firing: `${direction === "above" ? "高于" : "低于"}界限 ${bound}`,
    well: `已恢复（${clear}）`,
    test: "测试",
  };
  return {
    subject: `Heed: ${name}`,
    text: {
      en: `${name}: ${value} in the last ${days === 1 ? "day" : "7 days"}, ${en[what]}.`,
      zh: `${name}：最近 ${days} 天为 ${value}，${zh[what]}。`,
    },
    details: { alert: alert.id, name, state: what, value, bound, days },
  };
}

function reasonOf(error: unknown): string {
  return HeedError.is(error) ? error.message : "It failed for an unknown reason.";
}

function noAlert(id: string): NotFound {
  return new NotFound("alert-not-found", `There is no alert ${id}.`, {
    zh: { message: `没有告警 ${id}。` },
  });
}
