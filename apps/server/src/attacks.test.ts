// What strangers try at a server's doors: bodies without end, forged addresses, proxies that nobody set up, pages of the plain http address.
import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readServerConfig } from "./config.ts";
import { clientAddress } from "./middleware/client-address.ts";
import { guard } from "./middleware/guard.ts";
import { problemResponse } from "./problem.ts";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => app.close());

const JSON_TYPE = { "content-type": "application/json" };
const AFAR = { host: "heed.example.com" };
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

test("a body of events that has no end is left where it is as soon as it is too long", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      // A server that reads on ends here, and answers otherwise.
      if (sent > 64) controller.close();
      else controller.enqueue(new Uint8Array(1024 * 1024).fill(32));
    },
  });
  const init = { method: "POST", body: endless, duplex: "half" } as RequestInit;
  expect(await codeOf(await app.request("/batch", init))).toEqual([413, "body-too-large"]);
  expect(sent).toBeLessThan(16);
  const announced = { ...JSON_TYPE, "content-length": String(1024 ** 3) };
  const lie = await app.request("/e/", { method: "POST", headers: announced, body: "{}" });
  expect(await codeOf(lie)).toEqual([413, "body-too-large"]);
});

test("whoever sends events without a key is soon told to wait, before a body is read, and others are not held up", async () => {
  const { secret } = await app.api.createKey({ body: { name: "a", scopes: ["events:write"] } });
  const send = (address: string, key: string) =>
    app.requestFrom(address, "/api/v1/events", {
      method: "POST",
      headers: { ...AFAR, ...JSON_TYPE },
      body: JSON.stringify({ key, event: "x", person: "1" }),
    });
  // Nothing is given back meanwhile, however slow the machine is.
  vi.spyOn(performance, "now").mockReturnValue(performance.now());
  const statuses = await Promise.all(
    Array.from({ length: 400 }, async () => (await send("203.0.113.7", "heed_guess")).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(100);
  const waits = await send("203.0.113.7", secret);
  expect([...(await codeOf(waits)), waits.headers.has("retry-after")]).toEqual([
    ...[429, "too-many-requests"],
    true,
  ]);
  expect((await send("203.0.113.8", secret)).status).toBe(200);
});

test("flags are told to whoever shows a key, as to GrowthBook's clients", async () => {
  const ask = async (body: object) =>
    (
      await app.request("/flags/?v=2", {
        method: "POST",
        headers: JSON_TYPE,
        body: JSON.stringify(body),
      })
    ).status;
  const { secret } = await app.api.createKey({ body: { name: "b", scopes: ["events:write"] } });
  expect(await ask({ distinct_id: "1" })).toBe(401);
  expect(await ask({ distinct_id: "1", token: "phc_guess" })).toBe(401);
  expect(await ask({ distinct_id: "1", api_key: secret })).toBe(200);
  const { secret: flags } = await app.api.createKey({ body: { name: "f", scopes: ["flags"] } });
  expect(await ask({ distinct_id: "1", token: flags })).toBe(200);
  expect((await app.request(`/decide?token=${secret}&distinct_id=1`)).status).toBe(200);
});

test("JSON 100,000 levels deep is refused or stored, and nothing falls over", async () => {
  const { secret } = await app.api.createKey({
    body: { name: "c", scopes: ["events:write", "feedback:write"] },
  });
  const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
  const inside = [deep("[", "]"), `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`];
  for (const value of inside) {
    const authorization = `Bearer ${secret}`;
    for (const [path, body] of [
      ["/api/v1/events", `{"event":"x","person":"1","properties":{"a":${value}}}`],
      ["/v1/track", `{"event":"x","userId":"1","properties":${value}}`],
      ["/capture/", `{"event":"x","distinct_id":"1","properties":{"$set":${value}}}`],
      ["/api/v1/feedback", `{"text":"deep","properties":{"a":${value}}}`],
      ["/api/v1/feedback", value],
      ["/api/v1/release-announcements", value],
    ] as const) {
      const init = { method: "POST", headers: { ...JSON_TYPE, authorization }, body };
      const { status } = await app.request(path, init);
      expect([path, status]).not.toEqual([path, 500]);
    }
    for (const path of ["/api/v1/funnels", "/api/v1/specs", "/api/v1/flags/a", "/api/v1/settings"])
      for (const method of ["POST", "PUT"]) {
        const { status } = await app.request(path, { method, headers: JSON_TYPE, body: value });
        expect([path, status]).not.toEqual([path, 500]);
      }
  }
});

test("a page of the plain http address does not act where people come over TLS", async () => {
  const post = (origin: string) =>
    app.request("/api/v1/session", {
      method: "POST",
      headers: { ...AFAR, ...JSON_TYPE, origin },
      body: JSON.stringify({ email: "a@example.org", password: "wrong password" }),
    });
  expect(await codeOf(await post("http://heed.example.com"))).toEqual([403, "origin-not-allowed"]);
  expect(await codeOf(await post("https://heed.example.com"))).toEqual([401, "sign-in-not-valid"]);
});

test("answers that are not said to be keepable are kept by nobody", async () => {
  for (const path of [
    "/api/v1/workspace",
    "/metrics",
    "/api/v1/none",
    "/share/none",
    "/api/v1/session",
  ])
    expect([path, (await app.request(path)).headers.get("cache-control")]).toEqual([
      path,
      "no-store",
    ]);
});

describe("a server for this machine's own user alone", () => {
  const own = new Hono()
    .use(guard(readServerConfig({})))
    .get("/api/v1/keys", (c) => c.json({}))
    .onError((error) => problemResponse(error));
  const request = (headers: Record<string, string>) =>
    own.request("http://127.0.0.1:4310/api/v1/keys", { headers });

  test.each(["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"])(
    "refuses what a proxy passes on, told by %s",
    async (name) => {
      const passed = await request({ [name]: "203.0.113.9" });
      const { status, code, hint, zh } = (await passed.json()) as Record<string, unknown>;
      expect([status, code]).toEqual([421, "proxy-not-set-up"]);
      expect(hint).toContain("HEED_PUBLIC_URL");
      expect(zh).toMatchObject({ hint: expect.stringContaining("HEED_PUBLIC_URL") });
      expect((await request({})).status).toBe(200);
    },
  );
});

describe("whom limits count as one", () => {
  const told = async (remoteAddress: string, forwarded?: string, trusted = ["10.0.0.1"]) => {
    const seen = new Hono().get("/", (c) => c.text(clientAddress(c, trusted)));
    const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    const bindings = { incoming: { socket: { remoteAddress } } };
    return (await seen.request("/", { headers }, bindings)).text();
  };

  test.each([
    ["203.0.113.9", undefined, "203.0.113.9"],
    ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
    ["::1", undefined, "::1"],
    ["2001:db8:0:1:aaaa::1", undefined, "2001:db8:0:1::"],
    ["2001:0DB8:0:1::ffff", undefined, "2001:db8:0:1::"],
    ["2001:db8::1:2:3:4:5", undefined, "2001:db8:0:1::"],
    ["fe80::1%eth0", undefined, "fe80:0:0:0::"],
  ])("%s is %s's %s", async (socket, forwarded, expected) => {
    expect(await told(socket, forwarded)).toBe(expected);
  });

  test("what an untrusted sender says of its address is not believed", async () => {
    expect(await told("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(await told("10.0.0.1", "127.0.0.1, 198.51.100.1")).toBe("198.51.100.1");
  });

  test("a proxy's word for an address counts without its port, and no word that is no address", async () => {
    for (const port of [1, 2, 65_535])
      expect(await told("::ffff:10.0.0.1", `198.51.100.1:${port}`)).toBe("198.51.100.1");
    expect(await told("10.0.0.1", "[2001:db8:0:1::7]:443")).toBe("2001:db8:0:1::");
    expect(await told("10.0.0.1", "_hidden-7")).toBe("10.0.0.1");
    expect(await told("10.0.0.1", "unknown, 10.0.0.1")).toBe("10.0.0.1");
  });
});
