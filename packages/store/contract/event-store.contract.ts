// What any event store must do; each engine's test runs this same suite. The rules are those of core's SPEC-events.md.
import type { EventStore, Funnel, PersonLink, ProductEvent } from "@heed/core";
import { buildEvents, buildLinks, type EventPlan } from "@heed/core/testing";
import { describe, expect, test } from "vitest";

const range = { firstDate: "2026-03-01", lastDate: "2026-03-31", timeZone: "UTC" };
const funnelOf = (...names: string[]): Funnel => ({
  steps: names.map((name) => ({ name })),
  order: "ordered",
  windowMs: 86_400_000,
  range,
});

export function describeEventStoreContract(engine: string, open: () => Promise<EventStore>): void {
  describe(`event store on ${engine}`, () => {
    const withStore =
      (
        body: (store: EventStore) => Promise<void>,
        events: readonly ProductEvent[] = [],
        links: readonly PersonLink[] = [],
      ) =>
      async () => {
        const store = await open();
        try {
          await store.append(events, links);
          await store.setVisibleImports(["import_1"]);
          await body(store);
        } finally {
          await store.close();
        }
      };
    const shop = buildEvents([
      ["ann", "open", "2026-03-01T10:00:00.000001", { plan: "team" }],
      ["bob", "open", "2026-03-01T11:00"],
      ["ann", "buy", "2026-03-02T09:59", { price: "9.5" }],
    ]);

    test(
      "[EV2] an import's repeats are taken away, and the first stands",
      withStore(async (store) => {
        const [first, second] = shop;
        const again = { ...first!, at: first!.at + 5e6, order: 9, importId: "import_2" };
        const own = { ...second!, id: "new", order: 10, importId: "import_2" };
        await store.append([again, own, { ...own, order: 11 }], []);
        expect(await store.settle("import_2")).toBe(2);
        await store.setVisibleImports(["import_1", "import_2"]);
        const { events, people, span } = await store.summary();
        expect([events, people, span?.from]).toEqual([4, 2, first!.at]);
        expect(await store.settle("import_2")).toBe(0);
        expect(await store.nextOrder()).toBe(11);
      }, shop),
    );

    test(
      "[EV2] what programs send is visible at once, and the same again adds nothing",
      withStore(async (store) => {
        const [first] = shop;
        const sent = { ...first!, id: "it's 100%", order: 12, importId: "import_9" };
        expect(await store.receive([sent, { ...sent, order: 13 }, first!], [])).toEqual([sent.id]);
        expect(await store.receive([{ ...sent, order: 14 }], [])).toEqual([]);
        expect((await store.summary()).events).toBe(3 + 1);
        await store.deleteImport("import_9");
        expect(await store.receive([sent], [])).toEqual([sent.id]);
        expect((await store.summary()).events).toBe(3 + 1);
      }, shop),
    );

    test(
      "[EV2] what was here before an import that failed is still known when it is sent again",
      withStore(async (store) => {
        const [first] = shop;
        await store.append([{ ...first!, order: 15, importId: "import_2" }], []);
        await store.deleteImport("import_2");
        expect(await store.receive([first!], [])).toEqual([]);
        expect((await store.summary()).events).toBe(3);
      }, shop),
    );

    test(
      "[EV9] links that programs send count once they are joined",
      withStore(async (store) => {
        await store.receive([], buildLinks([["identify", "ann", "bob", "2026-03-01T10:00"]]));
        expect((await store.summary()).people).toBe(2);
        await store.joinLinks();
        expect((await store.summary()).people).toBe(1);
        await store.joinLinks();
        expect((await store.summary()).people).toBe(1);
      }, shop),
    );

    test(
      "only visible imports are counted, and a deleted one is gone",
      withStore(async (store) => {
        const hidden = buildEvents([["cid", "open", "2026-03-05T10:00"]], "import_2");
        await store.append(
          hidden,
          buildLinks([["alias", "ann", "bob", "2026-03-01T10:00"]], "import_2"),
        );
        expect(await store.names(5)).toEqual([
          { name: "open", events: 2 },
          { name: "buy", events: 1 },
        ]);
        expect(await store.importsWithEvents()).toEqual(["import_1", "import_2"]);
        await store.setVisibleImports(["import_1", "import_2"]);
        expect((await store.summary()).people).toBe(2);
        await store.deleteImport("import_2");
        await store.setVisibleImports(["import_1"]);
        expect(await store.importsWithEvents()).toEqual(["import_1"]);
        expect((await store.summary()).people).toBe(2);
        expect((await store.funnel(funnelOf("open"))).groups[0]?.people).toEqual([2]);
      }, shop),
    );

    test(
      "an empty store answers with nobody",
      withStore(async (store) => {
        expect(await store.summary()).toEqual({ events: 0, people: 0, span: null });
        expect(await store.funnel(funnelOf("a", "b"))).toEqual({
          groups: [{ value: null, people: [0, 0], medianMs: [null, null] }],
          leftOut: 0,
        });
      }),
    );

    test(
      "[EV3] [FU4] onboarding, then page views at one instant and after: 1, 1, 1",
      withStore(
        async (store) => {
          const funnel = funnelOf("onboarding", "page_view", "page_view");
          const [group] = (await store.funnel(funnel)).groups;
          expect(group?.people).toEqual([1, 1, 1]);
          expect(await store.funnelPeople(funnel, { step: 3, which: "reached" })).toEqual(["ann"]);
        },
        buildEvents([
          ["ann", "onboarding", "2026-03-01T13:01"],
          ["ann", "page_view", "2026-03-01T13:10"],
          ["ann", "page_view", "2026-03-01T13:10"],
          ["ann", "page_view", "2026-03-01T13:11"],
        ]),
      ),
    );

    test(
      "[FU1] [FU4] four actions over four days reach level 4, as in ClickHouse's own example of windowFunnel",
      withStore(
        async (store) => {
          const funnel = {
            ...funnelOf("1003", "1009", "1007", "1010"),
            range: { ...range, firstDate: "2019-01-01", lastDate: "2019-02-28" },
            windowMs: 7 * 86_400_000,
          };
          expect((await store.funnel(funnel)).groups[0]?.people).toEqual([1, 1, 1, 1]);
        },
        buildEvents([
          ["1", "1010", "2019-02-01T08:00"],
          ["1", "1003", "2019-01-29T10:00"],
          ["1", "1009", "2019-01-30T08:00"],
          ["1", "1007", "2019-01-31T09:00"],
        ]),
      ),
    );

    test(
      "[RE1] 5, 5, 5 of 5, 10 and 15 visitors, as in ClickHouse's own example of retention",
      withStore(
        async (store) => {
          const { cohorts } = await store.retention({
            start: { name: "visit" },
            back: { name: "visit" },
            cohorts: "first-time",
            isRolling: false,
            period: "day",
            range: { firstDate: "2020-01-01", lastDate: "2020-01-03", timeZone: "UTC" },
          });
          expect(cohorts[0]?.people).toEqual([5, 5, 5]);
        },
        buildEvents(
          [5, 10, 15].flatMap((visitors, day) =>
            Array.from(
              { length: visitors },
              (_, uid): EventPlan => [String(uid), "visit", `2020-01-0${day + 1}T00:00`],
            ),
          ),
        ),
      ),
    );

    const hostile = 'it\'s 100 % "odd" \\ {v0:String} `x` 你好 👩‍👩‍👧 \n;--';
    test(
      "names, ids and values are only texts, whatever stands in them",
      withStore(
        async (store) => {
          const step = {
            name: hostile,
            filters: [{ property: hostile, test: "is" as const, values: [hostile] }],
          };
          const funnel = { ...funnelOf(), steps: [step], breakdown: hostile };
          expect((await store.funnel(funnel)).groups).toEqual([
            { value: hostile, people: [1], medianMs: [null] },
          ]);
          const bar = { step: 1, which: "reached" as const, value: hostile };
          expect(await store.funnelPeople(funnel, bar)).toEqual([hostile]);
        },
        buildEvents([[hostile, hostile, "2026-03-01T10:00", { [hostile]: hostile }]]),
      ),
    );

    test(
      "people come in pages",
      withStore(async (store) => {
        const bar = { step: 1, which: "reached" as const };
        expect(await store.funnelPeople(funnelOf("open"), bar, { limit: 1 })).toEqual(["ann"]);
        expect(await store.funnelPeople(funnelOf("open"), bar, { after: "ann" })).toEqual(["bob"]);
      }, shop),
    );

    test(
      "a query reads events and people, within its limit of rows",
      withStore(async (store) => {
        const { columns, rows, isCut } = await store.query(
          "SELECT name, count() AS n FROM events GROUP BY name ORDER BY n DESC, name;",
        );
        expect(columns.map(({ name }) => name)).toEqual(["name", "n"]);
        expect([rows.map(([name, n]) => [name, Number(n)]), isCut]).toEqual([
          [
            ["open", 2],
            ["buy", 1],
          ],
          false,
        ]);
        const cut = await store.query("SELECT person FROM people ORDER BY person", 1);
        expect(cut).toMatchObject({ rows: [["ann"]], isCut: true });
        const sum = "SELECT sum(toFloat64OrZero(properties['price'])) FROM events";
        expect((await store.query(sum)).rows).toEqual([[9.5]]);
        // Names of its own, made-up tables, quotes of every kind, and words that look like more than they are.
        const wide = `WITH bought AS (SELECT person FROM events WHERE name = 'buy'), "of it" AS (SELECT 1)
          SELECT count() AS "价格 's", 'it''s -- file(''/etc''); INTO \\'' AS \`text\`
          FROM bought AS b JOIN people AS p ON p.person = b.person, numbers(2) AS n WHERE b.person IN bought`;
        expect((await store.query(wide)).rows.map(([n, said]) => [Number(n), said])).toEqual([
          [2, "it's -- file('/etc'); INTO '"],
        ]);
        await store.append(buildEvents([["cid", "open", "2026-03-05T10:00"]], "import_2"), []);
        expect((await store.query("SELECT count() FROM events")).rows.flat().map(Number)).toEqual([
          3,
        ]);
      }, shop),
    );

    test(
      "of many queries at once a few are answered, and the others told to wait",
      withStore(async (store) => {
        const asked = Array.from({ length: 6 }, () => store.query("SELECT count() FROM events"));
        const codes = (await Promise.allSettled(asked)).map((one) =>
          one.status === "fulfilled" ? "answered" : (one.reason as { code: string }).code,
        );
        expect(codes).toEqual([...Array(4).fill("answered"), "sql-busy", "sql-busy"]);
        expect((await store.query("SELECT count() FROM events")).rows).toHaveLength(1);
      }, shop),
    );

    test.each([
      "DROP TABLE heed.event",
      "SELECT 1; DROP TABLE event",
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      "SELECT * FROM url('http://127.0.0.1/', 'LineAsString')",
      "SELECT * FROM system.tables",
      "SELECT * FROM events) UNION ALL (SELECT 1",
      "SELECT count() FROM numbers(1e15) SETTINGS max_execution_time = 0",
      "SELECT * FROM nowhere",
      "SELECT /* */ 1",
      "",
      // What the engine reads otherwise than a look at the text tells.
      "SELECT file\u200b('/etc/hostname')",
      "SELECT arrayMap(path -> file(path), ['/etc/hostname'])",
      "SELECT 1 AS `'`, file('/etc/hostname'), 2 AS `'`",
      "SELECT $$'$$, file('/etc/hostname'), ''",
      "SELECT \u2018'\u2019, file('/etc/hostname'), ''",
      "SELECT name FROM `syst\\x65m`.tables",
      "SELECT name FROM system\u200b.tables",
      "SELECT 1 AS `'`, name FROM system.tables, (SELECT 2 AS `'`)",
      "WITH `system.one` AS (SELECT 1) SELECT * FROM system.one",
      "SELECT 0 IN (SELECT dummy FROM system.one)",
      "SELECT name FROM events WHERE 0 IN system.one",
      "SELECT number FROM numbers(3)) UNION ALL SELECT * FROM (SELECT 1",
      "SELECT 1) INTO OUTFILE '/tmp/heed-out.csv' --",
      "SELECT * FROM view(SELECT 1)",
      "SELECT hostName(), currentUser(), getSetting('readonly')",
      "SELECT 'open",
    ])("a query that does more is refused: %s", async (sql) => {
      const store = await open();
      try {
        await expect(store.query(sql)).rejects.toMatchObject({ code: "sql-refused" });
      } finally {
        await store.close();
      }
    });
  });
}
