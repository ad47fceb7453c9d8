// What people do, through the terminal: a file in, funnel, retention, trend and SQL out, and what is wrong said in both languages.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

const HEED = new URL("../apps/cli/bin/heed.js", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "heed-events-journey-"));
const file = join(folder, "events.csv");
writeFileSync(
  file,
  [
    "user_id,event,time,plan,price",
    "ann,visit,2026-03-01 10:00,team,",
    "ann,buy,2026-03-01 10:30,team,10",
    "bob,visit,2026-03-02 10:00,solo,",
    "bob,visit,2026-03-09 10:00,solo,",
    "cid,visit,2026-03-02 10:00,,",
    "cid,buy,2026-03-20 10:00,,30",
    "dee,visit,never,,",
  ].join("\n"),
);

function heed(...words: string[]) {
  const place = ["--workspace", join(folder, "workspace")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [HEED, ...words, ...place], {
    encoding: "utf8",
  });
  return { status, text: stdout + stderr, json: () => JSON.parse(stdout) };
}

describe("events in the terminal", () => {
  beforeAll(() => {
    const { status, text } = heed("events", "import", file);
    expect([status, text]).toEqual([0, expect.stringContaining("7 rows: 6 new events")]);
    expect(text).toContain("row 7, line 8 (no-time)");
  }, 60_000);

  test("the same file again adds nothing", () => {
    const { text } = heed("events", "import", file, "--lang", "zh");
    expect(text).toContain("新增事件 0 个，已存在 6 个，拒收 1 行");
  }, 60_000);

  test("a funnel with its window, its groups, and the people who dropped", () => {
    const steps = ["visit", "buy", "--window", "7d"];
    expect(heed("funnel", ...steps, "--json").json()).toMatchObject({
      groups: [{ people: [3, 1], medianMs: [null, 1_800_000] }],
    });
    expect(
      heed("funnel", ...steps, "--dropped", "2")
        .text.trim()
        .split("\n"),
    ).toHaveLength(2);
    const groups = heed(
      "funnel",
      "visit",
      "buy[price>5]",
      "--breakdown",
      "plan",
      "--lang",
      "zh",
    ).text;
    expect(groups).toMatch(/plan = team[\s\S]*1 visit\s+1\s+100\.0 %[\s\S]*30 分钟/);
  }, 60_000);

  test("retention, trends and SQL", () => {
    const cohorts = heed("retention", "visit", "--json", "--to", "2026-03-15").json().cohorts;
    expect(cohorts[1]).toEqual({ startDate: "2026-03-02", people: [2, 1] });
    const trend = [
      "trend",
      "buy",
      "visit",
      "--measure",
      "sum:price",
      "people",
      "--formula",
      "A / B",
    ];
    expect(heed(...trend, "--period", "month", "--json").json().lines).toEqual([
      { series: "A / B", value: null, values: [40 / 3], total: 40 / 3 },
    ]);
    const sql = "SELECT name, count() AS n FROM events GROUP BY name ORDER BY n";
    expect(heed("sql", sql, "--json").json().rows).toEqual([
      ["buy", 2],
      ["visit", 4],
    ]);
  }, 60_000);

  test("cohorts are saved, counted, opened and forgotten", () => {
    const added = heed("cohorts", "add", "Comes back", "--did", "visit@2", "--did-not", "buy");
    expect([added.status, added.text]).toEqual([
      0,
      expect.stringContaining("visit ≥ 2 and not buy"),
    ]);
    const [cohort] = heed("cohorts", "--json").json().rows;
    expect(cohort).toMatchObject({ name: "Comes back", joined: "all", people: 1 });
    expect(heed("cohorts", "show", cohort.id, "--json").json()).toMatchObject({
      ...{ total: 1, people: [expect.any(String)] },
      said: { speakers: 0 },
    });
    expect(heed("cohorts", "show", cohort.id, "--lang", "zh").text).toContain("其中 0 人");
    const any = ["--did", "buy[price>5]", "visit@9", "--any", "--from", "2026-03-01"];
    expect(heed("cohorts", "add", "Half a range", ...any).status).toBe(3);
    heed("cohorts", "add", "Payers", ...any, "--to", "2026-03-31");
    expect(heed("cohorts", "--json").json().rows[0]).toMatchObject({ joined: "any", people: 2 });
    expect(heed("cohorts", "remove", cohort.id, "--json").json().rows).toHaveLength(1);
    const gone = heed("cohorts", "remove", cohort.id, "--lang", "zh");
    expect([gone.status, gone.text]).toEqual([4, expect.stringContaining("没有人群")]);
  }, 120_000);

  test("alerts are kept, shown and forgotten; one that nobody is told of is refused", () => {
    const watch = ["--event", "visit", "--measure", "people", "--days", "7"];
    const added = heed(
      ...["alerts", "add", "Fewer visits", ...watch, "--below", "3", "--clear", "5"],
      ...["--email", "ann@example.org", "--json"],
    ).json();
    expect(added).toMatchObject({
      ...{ direction: "below", bound: 3, clear: 5, days: 7, email: "ann@example.org" },
      subject: { kind: "event", match: { name: "visit" }, measure: "people" },
    });
    expect(heed("alerts", "--lang", "zh").text).toMatch(
      /Fewer visits\s+visit, 人数 \(7 天\)\s+< 3, 恢复于 5\s+–\s+尚未查看/,
    );
    expect(heed("alerts", "show", added.id).text).toContain("ann@example.org");
    const unsent = heed("alerts", "test", added.id);
    expect([unsent.status, unsent.text]).toEqual([3, expect.stringContaining("HEED_SMTP_URL")]);
    expect(heed("alerts", "add", "Untold", ...watch, "--above", "3").text).toContain(
      "needs a webhook or an e-mail address",
    );
    expect(heed("alerts", "add", "Endless", ...watch, "--email", "a@example.org").status).toBe(3);
    expect(heed("alerts", "remove", added.id, "--json").json()).toEqual({ rows: [] });
    expect(heed("alerts", "show", added.id).status).toBe(4);
  }, 120_000);

  test.each([
    [["funnel", "visit", "buy", "--window", "0d"], 3, "more than 0", "应大于 0"],
    [["funnel", "visit", "pay"], 4, 'No event is called "pay"', "没有名为“pay”的事件"],
    [["funnel", "visit[price>x]", "buy"], 3, "expected a number", "应与数字比较"],
    [["trend", "visit", "--from", "2026-02-30"], 3, "is no day", "不是日期"],
    [["sql", "DELETE FROM events"], 3, "it is no SELECT", "不是 SELECT 语句"],
  ])(
    "%j is refused with a sentence in both languages",
    (words, status, english, chinese) => {
      const told = [heed(...words, "--lang", "en"), heed(...words, "--lang", "zh")];
      expect(told.map((one) => one.status)).toEqual([status, status]);
      expect(told[0]!.text).toContain(english);
      expect(told[1]!.text).toContain(chinese);
    },
    60_000,
  );
});
