// Releases from CI: keys and their scopes, the events of code hosts, and what becomes of the list.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isHubSignature } from "./routes/receive-release-webhook.ts";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
let secret: string;
beforeAll(async () => {
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" });
  ({ secret } = await app.api.createKey({ body: { name: "ci", scopes: ["releases:write"] } }));
});
afterAll(() => app.close());

const announce = (
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${secret}` },
) =>
  app.request("/api/v1/release-announcements", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

test("an announced release stands in the list, and again is the same one", async () => {
  for (let time = 0; time < 2; time += 1) {
    const response = await announce({ version: "v4.2.0", date: "2026-06-16", notes: "Sync" });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      release: { version: "4.2.0", date: "2026-06-16", notes: { en: "Sync", zh: "Sync" } },
    });
  }
  const { rows, areListed } = await app.api.listReleases();
  expect([rows.map(({ version }) => version), areListed]).toEqual([["4.2.0"], true]);
});

test("the release event of GitHub is read, GitLab may send its key its own way, an edit ships nothing", async () => {
  const release = { tag_name: "v4.3.0", published_at: "2026-07-14T09:00:00Z", body: null };
  expect((await announce({ action: "published", release })).status).toBe(202);
  const edited = await announce({ action: "edited", release });
  expect(await edited.json()).toEqual({ release: null });
  const event = {
    object_kind: "release",
    action: "create",
    tag: "4.4.0",
    released_at: "2026-09-01 08:00:00 UTC",
  };
  expect((await announce(event, { "x-gitlab-token": secret })).status).toBe(202);
  const { rows } = await app.api.listReleases();
  expect(rows.map(({ version }) => version)).toEqual(["4.2.0", "4.3.0", "4.4.0"]);
});

test("without a key for releases nothing is listed", async () => {
  const { secret: other } = await app.api.createKey({
    body: { name: "site", scopes: ["feedback:write"] },
  });
  for (const headers of [{}, { authorization: `Bearer ${other}` }, { authorization: "Bearer x" }]) {
    const response = await announce({ version: "9.9.9" }, headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "key-not-known" });
  }
  const { rows } = await app.api.listReleases();
  expect(rows.map(({ version }) => version)).not.toContain("9.9.9");
});

test("a message that announces no release is refused with the part that is wrong", async () => {
  const response = await announce({ version: "" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "release-not-readable" });
});

test("a signature is right for the words and the secret of GitHub's own example, and for no others", () => {
  const [words, secret] = ["Hello, World!", "It's a Secret to Everybody"];
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  expect(isHubSignature(words, signature, secret)).toBe(true);
  expect(isHubSignature("Hello, World", signature, secret)).toBe(false);
  expect(isHubSignature(words, signature, "another")).toBe(false);
  for (const wrong of [null, "", "sha256=", signature.slice(7), signature.toUpperCase()])
    expect(isHubSignature(words, wrong, secret)).toBe(false);
});

test("GitHub's signed release event is listed, its ping is believed, and nothing unsigned is", async () => {
  const hub = await app.api.createKey({ body: { name: "hub", scopes: ["releases:webhook"] } });
  const release = { tag_name: "v5.0.0", published_at: "2026-09-14T09:00:00Z", body: null };
  const send = (event: string, body: unknown, secret = hub.secret, id = hub.id) => {
    const text = JSON.stringify(body);
    const hex = createHmac("sha256", secret).update(text).digest("hex");
    return app.request(`/api/v1/webhooks/${id}/releases`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-github-event": event,
        "x-hub-signature-256": `sha256=${hex}`,
      },
      body: text,
    });
  };
  const listed = await send("release", { action: "published", release });
  expect([listed.status, await listed.json()]).toMatchObject([
    202,
    { release: { version: "5.0.0", date: "2026-09-14" } },
  ]);
  const ping = await send("ping", { zen: "Keep it logically awesome.", hook_id: 1 });
  expect([ping.status, await ping.json()]).toEqual([202, { release: null }]);
  const forged = { action: "published", release: { ...release, tag_name: "v6" } };
  expect((await send("release", forged, "guessed")).status).toBe(401);
  // The secret of another door signs nothing here.
  const other = await app.api.createKey({ body: { name: "crm", scopes: ["webhook"] } });
  expect((await send("release", forged, other.secret, other.id)).status).toBe(401);
  expect((await app.api.listReleases()).rows.map(({ version }) => version)).not.toContain("6");
});
