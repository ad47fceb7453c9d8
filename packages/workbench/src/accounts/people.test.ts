// Who is let in when several try at once, or late.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteAccounts } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { openPeople, type People } from "./people.ts";

const PASSWORD = "four words in a row";
const DAY_MS = 86_400_000;
let folder: string;
let workspace: Workspace;
let people: People;
let nowMs: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-people-"));
  workspace = await openWorkspace(folder);
  nowMs = Date.parse("2026-06-01T12:00:00Z");
  const now = () => new Date(nowMs);
  people = await openPeople(workspace, { baseUrl: "https://heed.example.com", now });
});
afterEach(async () => {
  await people.close();
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

const createOwner = (name: string) =>
  people.createOwner({
    ...{ name, email: `${name}@example.org`, password: PASSWORD },
    code: people.setupCode,
  });
const codeOf = ({ path }: { path: string }) => path.slice(path.indexOf("=") + 1);
const outcomes = async (all: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(all)).map((one) =>
    one.status === "fulfilled" ? "done" : (one.reason as { code: string }).code,
  );

test("of two who show the code at once, one becomes the owner", async () => {
  expect(await outcomes([createOwner("ada"), createOwner("eve")])).toEqual([
    "done",
    "owner-exists",
  ]);
  expect((await people.list()).map(({ name }) => name)).toEqual(["ada"]);
});

test("an invitation lets one in, however many use it at once, and nobody after seven days or when it is taken back", async () => {
  const invited = await people.invite({ email: "Bob@example.org", role: "viewer" });
  const joinAs = (name: string) => people.join({ code: codeOf(invited), name, password: PASSWORD });
  expect(await outcomes([joinAs("bob"), joinAs("eve")])).toEqual(["done", "invitation-not-found"]);
  expect((await people.list()).map(({ name, email }) => [name, email])).toEqual([
    ["bob", "bob@example.org"],
  ]);
  const [late, gone] = [
    await people.invite({ email: "late@example.org", role: "owner" }),
    await people.invite({ email: "gone@example.org", role: "owner" }),
  ];
  await people.revokeInvitation(gone.id);
  const use = (invitation: { path: string }) =>
    people.join({ code: codeOf(invitation), name: "eve", password: PASSWORD });
  expect(await outcomes([use(gone)])).toEqual(["invitation-not-found"]);
  nowMs += 7 * DAY_MS;
  expect(await outcomes([use(late)])).toEqual(["invitation-not-found"]);
  expect(await people.listInvitations()).toEqual([]);
});

test("two owners who take each other's role at once leave one owner", async () => {
  await createOwner("ada");
  const { path } = await people.invite({ email: "bob@example.org", role: "owner" });
  await people.join({ code: codeOf({ path }), name: "bob", password: PASSWORD });
  const [ada, bob] = (await people.list()).map(({ id }) => id) as [string, string];
  expect(await outcomes([people.remove(bob), people.setRole(ada, "viewer")])).toEqual([
    "done",
    "last-owner",
  ]);
  expect((await people.list()).map(({ role }) => role)).toEqual(["owner"]);
});

test("a kill while the first owner was made does not keep everybody out", async () => {
  const accounts = await openSqliteAccounts(join(folder, "heed.sqlite"), {
    baseUrl: "https://heed.example.com",
    secret: workspace.hash("sessions"),
  });
  await accounts.add({
    ...{ name: "ada", email: "ada@example.org", password: PASSWORD },
    role: "viewer",
  });
  await accounts.close();
  expect(await people.hasOwner()).toBe(false);
  await createOwner("ada");
  expect((await people.list()).map(({ name, role }) => [name, role])).toEqual([["ada", "owner"]]);
  expect(await people.hasOwner()).toBe(true);
});
