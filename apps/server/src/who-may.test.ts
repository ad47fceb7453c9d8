// Walks every operation that the server documents with nobody, with each role and with keys of every scope, and holds what it meets to a list of its own.
import { type OperationName, PATHS } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

/** A key, a code, a password or a signature in the request decides. */
const OPEN = [
  ...["getSession", "signIn", "signOut", "createOwner", "join"],
  ...["sendFeedback", "sendWidgetMessage", "sendWebhook", "sendReleaseWebhook", "announceRelease"],
];
/** What lets people or programs in, copies everything, or spends the owner's money. */
const OWNERS = [
  ...["listPeople", "invite", "revokeInvitation", "setRole", "removeMember"],
  ...["listKeys", "createKey", "deleteKey", "putSettings", "startBackup"],
  ...["getModelSetup", "listModelCalls", "chooseModels", "setModelBudget", "tryModel"],
];
/** Questions that are too large for an address: they change nothing. */
const QUESTIONS = [
  ...["askFunnel", "askRetention", "askTrend", "listPeopleBehind", "compareBehaviour", "askSql"],
  ...["readMetric", "planExperiment", "analyseTable", "evaluateFlag", "recogniseIntent"],
  "examineMatter",
];
const SCOPES = [
  ...(["feedback:write", "webhook", "widget", "releases:write", "releases:webhook"] as const),
  ...(["events:write", "flags"] as const),
];
const NAMES = Object.keys(PATHS) as OperationName[];
const PASSWORD = "four words in a row";

let app: TestApp;
const cookies = new Map<"viewer" | "editor", string>();
beforeAll(async () => {
  app = await openTestApp({ HEED_HOST: "0.0.0.0", HEED_PUBLIC_URL: "https://heed.example.com" });
  const owner = { name: "Ada", email: "ada@example.org", password: PASSWORD };
  await app.people!.createOwner({ ...owner, code: app.people!.setupCode });
  for (const role of ["viewer", "editor"] as const) {
    const { path } = await app.people!.invite({ email: `${role}@example.org`, role });
    const code = path.split("=")[1]!;
    const joined = await app.people!.join({ code, name: role, password: PASSWORD });
    cookies.set(role, joined!.cookies.map((line) => line.slice(0, line.indexOf(";"))).join("; "));
  }
});
afterAll(() => app.close());

/** The status and code of an operation asked with nothing in its body and any names in its path. */
async function meet(name: OperationName, headers: Record<string, string>) {
  const [method, path] = PATHS[name].split(" ") as [string, string];
  const response = await app.request(path.replace(/\{\w+\}/g, "x"), {
    method,
    headers: { host: "heed.example.com", "content-type": "application/json", ...headers },
  });
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  const code = isProblem ? ((await response.json()) as { code: string }).code : "";
  if (!isProblem) await response.body?.cancel();
  return { name, status: response.status, code };
}

const classOf = (name: string) =>
  OPEN.includes(name)
    ? null
    : OWNERS.includes(name)
      ? "owner"
      : QUESTIONS.includes(name) || PATHS[name as OperationName].startsWith("GET ")
        ? "viewer"
        : "editor";
const refused = (name: OperationName, code: "sign-in-needed" | "role-not-enough") => ({
  name,
  code,
  status: code === "sign-in-needed" ? 401 : 403,
});

test("the lists above name operations, and the documentation names each operation", async () => {
  for (const name of [...OPEN, ...OWNERS]) expect(NAMES).toContain(name);
  const { paths } = (await (await app.request("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const documented = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(documented.filter((name) => !NAMES.includes(name as OperationName))).toEqual([]);
});

test("nobody, a key that is none, and a key for another door read and change nothing", async () => {
  const keys = await Promise.all(
    SCOPES.map(
      async (scope) => (await app.api.createKey({ body: { name: scope, scopes: [scope] } })).secret,
    ),
  );
  const bearers = ["nobody", "Heed", ...keys].map((secret) => ({
    authorization: `Bearer ${secret}`,
  }));
  const cookie = { cookie: "__Secure-heed.session_token=made.up" };
  for (const headers of [{ authorization: "" }, cookie, ...bearers]) {
    const met = await Promise.all(
      NAMES.filter((name) => classOf(name) !== null).map((name) =>
        meet(name, { authorization: "", ...headers }),
      ),
    );
    expect(met).toEqual(met.map(({ name }) => refused(name, "sign-in-needed")));
  }
});

test.each([
  ["viewer", ["editor", "owner"]],
  ["editor", ["owner"]],
] as const)(
  "who may only be %s, by session or by key, is refused what takes %s",
  async (role, above) => {
    const scope = role === "viewer" ? ("read" as const) : ("write" as const);
    const { secret } = await app.api.createKey({ body: { name: role, scopes: [scope] } });
    const ways = [
      { authorization: "", cookie: cookies.get(role)! },
      { authorization: `Bearer ${secret}` },
    ];
    for (const headers of ways) {
      const beyond = NAMES.filter((name) => (above as readonly unknown[]).includes(classOf(name)));
      expect(beyond.length).toBeGreaterThan(10);
      const met = await Promise.all(beyond.map((name) => meet(name, headers)));
      expect(met).toEqual(met.map(({ name }) => refused(name, "role-not-enough")));
      const readable = NAMES.filter((name) => classOf(name) === "viewer");
      for (const name of readable) {
        const { status, code } = await meet(name, headers);
        expect([name, status < 500 || status === 501 || status === 503, code]).not.toEqual([
          name,
          false,
          code,
        ]);
        expect([name, status]).not.toEqual([name, 401]);
        expect([name, status]).not.toEqual([name, 403]);
      }
    }
  },
);

test("routes beside the operations ask for a role or a secret, too", async () => {
  const ask = async (path: string, method = "GET") =>
    (
      await app.request(path, {
        method,
        headers: {
          host: "heed.example.com",
          authorization: "",
          "content-type": "application/json",
        },
        ...(method === "GET" ? {} : { body: "{}" }),
      })
    ).status;
  for (const path of ["/metrics", "/api/v1/jobs/stream"])
    expect([path, await ask(path)]).toEqual([path, 401]);
  for (const path of ["/flags", "/flags/?v=2", "/decide/", "/batch", "/v1/track", "/api/v1/events"])
    expect([path, await ask(path, "POST")]).toEqual([path, 401]);
  for (const path of ["/flags", "/decide", "/api/features/x", "/api/features/flags"])
    expect([path, await ask(path)]).toEqual([path, 401]);
  for (const path of ["/local/hello", "/share/x", `/share/${"x".repeat(32)}`])
    expect([path, await ask(path)]).toEqual([path, 404]);
  for (const path of ["engine", "refresh", "changes", "turns"])
    expect([path, await ask(`/local/${path}`, "POST")]).toEqual([path, 404]);
});

test("a webhook's address, which takes messages from whoever knows it, is shown to those who may change it", async () => {
  const { secret: key } = await app.api.createKey({
    body: { name: "e", scopes: ["events:write"] },
  });
  await app.request("/api/v1/events", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key, event: "buy", person: "1" }),
  });
  const webhook = "https://hooks.example.com/services/T0/secret";
  await app.api.createAlert({
    body: {
      ...{ name: "Buyers", days: 7, direction: "below", bound: 5, clear: 8, webhook },
      subject: { kind: "event", match: { name: "buy" }, measure: "people" },
    },
  });
  const listed = async (role: "viewer" | "editor") =>
    (
      await app.request("/api/v1/alerts", {
        headers: { host: "heed.example.com", authorization: "", cookie: cookies.get(role)! },
      })
    ).text();
  expect(await listed("viewer")).not.toContain("secret");
  expect(await listed("viewer")).toContain("https://hooks.example.com/…");
  expect(await listed("editor")).toContain(webhook);
});
