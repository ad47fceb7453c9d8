// A server that others can reach asks who they are: the first owner, invitations, roles, sessions, keys.
import { OPERATIONS } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ HEED_HOST: "0.0.0.0", HEED_PUBLIC_URL: "https://heed.example.com" });
});
afterAll(() => app.close());

const PASSWORD = "four words in a row";
type Answer = { status: number; body: Record<string, unknown>; cookie: string };

/** Asks from afar, with a browser's headers and what it keeps. */
async function ask(method: string, path: string, body?: object, cookie = ""): Promise<Answer> {
  const response = await app.request(path, {
    method,
    headers: {
      host: "heed.example.com",
      origin: "https://heed.example.com",
      "sec-fetch-site": "same-origin",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie === "" ? {} : { cookie }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const kept = response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(";")));
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith("{") ? JSON.parse(text) : {},
    cookie: kept.join("; "),
  };
}

/** True when an answer is what the contract says, with no field beyond it. */
function isTold(response: { safeParse(value: unknown): { data?: unknown } }, body: unknown) {
  return JSON.stringify(response.safeParse(body).data) === JSON.stringify(body);
}

let owner = "";

test("nobody is let in before signing in, and the session says that an owner is missing", async () => {
  for (const path of ["/api/v1/workspace", "/api/v1/items", "/api/v1/jobs/stream", "/metrics"])
    expect(await ask("GET", path)).toMatchObject({ status: 401, body: { code: "sign-in-needed" } });
  expect((await ask("POST", "/api/v1/sample")).status).toBe(401);
  expect((await ask("GET", "/api/v1/session")).body).toEqual({
    needsSignIn: true,
    hasOwner: false,
    member: null,
    role: null,
  });
  expect((await ask("GET", "/health")).status).toBe(200);
});

test("only the code that the terminal showed makes an owner, once", async () => {
  const asked = { name: "Ada", email: "ada@example.org", password: PASSWORD };
  const code = app.people!.setupCode;
  const guess = await ask("POST", "/api/v1/owner", { ...asked, code: "guess" });
  expect(guess.body.code).toBe("setup-code-not-valid");
  const short = await ask("POST", "/api/v1/owner", { ...asked, code, password: "short" });
  expect(short.body.code).toBe("password-length");
  const made = await ask("POST", "/api/v1/owner", { ...asked, code });
  expect(made).toMatchObject({ status: 201, body: { role: "owner", member: { name: "Ada" } } });
  owner = made.cookie;
  expect(isTold(OPERATIONS.createOwner.response, made.body)).toBe(true);
  const again = await ask("POST", "/api/v1/owner", { ...asked, code });
  expect(again).toMatchObject({ status: 409, body: { code: "owner-exists" } });
  expect((await ask("GET", "/api/v1/workspace", undefined, owner)).body).toMatchObject({
    access: { role: "owner", signIn: true },
  });
});

test("cookies travel over TLS only, are unreadable to scripts and stay on this site", async () => {
  const response = await app.request("/api/v1/session", {
    method: "POST",
    headers: { host: "heed.example.com", "content-type": "application/json" },
    body: JSON.stringify({ email: "ada@example.org", password: PASSWORD }),
  });
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-heed\./);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/Secure/);
  expect(cookie).toMatch(/SameSite=Lax/);
});

test("an invitation makes a member of its role, once; a viewer reads, an editor decides, neither lets others in", async () => {
  const join = async (role: string) => {
    const email = `${role}@example.org`;
    const { body } = await ask("POST", "/api/v1/invitations", { email, role }, owner);
    expect(isTold(OPERATIONS.invite.response, body)).toBe(true);
    const code = new URL(String(body.path), "https://x").searchParams.get("code")!;
    const asked = { code, name: role, password: PASSWORD };
    const joined = await ask("POST", "/api/v1/members", asked);
    expect(joined).toMatchObject({ status: 201, body: { role } });
    expect((await ask("POST", "/api/v1/members", asked)).status).toBe(404);
    return joined.cookie;
  };
  const viewer = await join("viewer");
  const editor = await join("editor");
  const brief = { question: "Why?", users: [], outcome: "", hypotheses: [], rivals: [] };
  expect((await ask("GET", "/api/v1/needs", undefined, viewer)).status).toBe(200);
  expect(await ask("PUT", "/api/v1/brief", brief, viewer)).toMatchObject({
    status: 403,
    body: { code: "role-not-enough" },
  });
  expect((await ask("PUT", "/api/v1/brief", brief, editor)).status).toBe(200);
  for (const cookie of [viewer, editor]) {
    expect((await ask("GET", "/api/v1/members", undefined, cookie)).status).toBe(403);
    const key = { name: "mine", scopes: ["read"] };
    expect((await ask("POST", "/api/v1/keys", key, cookie)).status).toBe(403);
  }
});

test("roles change at once, a member who is removed is out at once, and the last owner stays", async () => {
  const { body } = await ask("GET", "/api/v1/members", undefined, owner);
  expect(isTold(OPERATIONS.listPeople.response, body)).toBe(true);
  const members = body.members as { id: string; email: string; role: string }[];
  const idOf = (email: string) => members.find((member) => member.email === email)!.id;
  const viewer = (
    await ask("POST", "/api/v1/session", { email: "viewer@example.org", password: PASSWORD })
  ).cookie;
  const path = `/api/v1/members/${idOf("viewer@example.org")}`;
  await ask("PATCH", path, { role: "editor" }, owner);
  const plan = await ask("GET", "/api/v1/session", undefined, viewer);
  expect(plan.body.role).toBe("editor");
  await ask("DELETE", path, undefined, owner);
  expect((await ask("GET", "/api/v1/needs", undefined, viewer)).status).toBe(401);
  const own = `/api/v1/members/${idOf("ada@example.org")}`;
  expect((await ask("DELETE", own, undefined, owner)).body.code).toBe("last-owner");
  expect((await ask("PATCH", own, { role: "viewer" }, owner)).body.code).toBe("last-owner");
});

test("signing out ends the session; wrong passwords say nothing and are soon refused", async () => {
  const signIn = (password: string) =>
    ask("POST", "/api/v1/session", { email: "editor@example.org", password });
  const { cookie } = await signIn(PASSWORD);
  expect((await ask("GET", "/api/v1/needs", undefined, cookie)).status).toBe(200);
  await ask("DELETE", "/api/v1/session", undefined, cookie);
  expect((await ask("GET", "/api/v1/needs", undefined, cookie)).status).toBe(401);
  const unknown = await ask("POST", "/api/v1/session", { email: "x@example.org", password: "y" });
  expect(await signIn("wrong password")).toMatchObject({ body: unknown.body, status: 401 });
  const statuses = await Promise.all(
    Array.from({ length: 15 }, async () => (await signIn("guess guess")).status),
  );
  expect(statuses).toContain(429);
});

test("a key opens what its scopes say, and its secret is kept nowhere", async () => {
  const { secret } = await app.api.createKey({ body: { name: "reader", scopes: ["read"] } });
  const as = (authorization: string, path: string, method = "GET") =>
    app.request(path, { method, headers: { host: "heed.example.com", authorization } });
  expect((await as(`Bearer ${secret}`, "/api/v1/needs")).status).toBe(200);
  expect((await as(`Bearer ${secret}`, "/api/v1/sample", "POST")).status).toBe(403);
  expect((await as(`Bearer ${secret}x`, "/api/v1/needs")).status).toBe(401);
  expect(JSON.stringify(await app.api.listKeys())).not.toContain(secret);
});

test("a program that may write does what an editor does, and lets nobody in", async () => {
  const { secret } = await app.api.createKey({ body: { name: "sync job", scopes: ["write"] } });
  const as = (method: string, path: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: {
        host: "heed.example.com",
        authorization: `Bearer ${secret}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await as("GET", "/api/v1/needs")).status).toBe(200);
  const releases = await as("PUT", "/api/v1/releases", { rows: [] });
  expect(releases.status).toBe(200);
  const key = { name: "mine", scopes: ["write"] };
  expect((await as("POST", "/api/v1/keys", key)).status).toBe(403);
  expect((await as("POST", "/api/v1/backups")).status).toBe(403);
});

test("another site's page cannot act in a member's name", async () => {
  const response = await app.request("/api/v1/analyses", {
    method: "POST",
    headers: { host: "heed.example.com", origin: "https://evil.example", cookie: owner },
  });
  expect(response.status).toBe(403);
});
