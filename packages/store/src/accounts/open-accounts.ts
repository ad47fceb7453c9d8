// Accounts by better-auth, in the same SQLite file as the rest of the app state.
import {
  type Accounts,
  Conflict,
  InvalidInput,
  type Member,
  type NewMember,
  ROLES,
  type Role,
} from "@heed/core";
import type { betterAuth } from "better-auth";
import type { Kysely } from "kysely";
import { openSqlite } from "../records/sqlite/open-sqlite.ts";

export interface AccountOptions {
  /** Where people reach the server; decides whether cookies travel over TLS only. */
  readonly baseUrl: string;
  /** Signs cookies; at least 32 characters. */
  readonly secret: string;
}

const LEAST_PASSWORD = 10;
const MOST_PASSWORD = 128;
const SESSION_SECONDS = 30 * 86_400;
const DAY_SECONDS = 86_400;

interface AccountTables {
  user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly createdAt: string;
  };
  session: { readonly id: string; readonly userId: string };
  account: { readonly id: string; readonly userId: string };
}

/** Opens the accounts in an SQLite file, with their tables brought to this version. */
export async function openSqliteAccounts(path: string, options: AccountOptions): Promise<Accounts> {
  // Loaded only where people sign in: it is a tenth of all that a start would load.
  const [{ betterAuth }, { getMigrations }] = await Promise.all([
    import("better-auth"),
    import("better-auth/db/migration"),
  ]);
  const db = openSqlite<AccountTables>(path);
  const settings = settingsOf(db, options);
  const { runMigrations } = await getMigrations(settings);
  await runMigrations();
  return accountsOver(db, betterAuth(settings));
}

function settingsOf(db: Kysely<AccountTables>, { baseUrl, secret }: AccountOptions) {
  return {
    database: { db, type: "sqlite" as const },
    secret,
    baseURL: baseUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY_SECONDS },
    user: {
      additionalFields: {
        role: { type: "string" as const, required: true, defaultValue: "viewer", input: false },
      },
    },
    advanced: { cookiePrefix: "heed", useSecureCookies: baseUrl.startsWith("https:") },
  };
}

type Auth = ReturnType<typeof betterAuth<ReturnType<typeof settingsOf>>>;

function accountsOver(db: Kysely<AccountTables>, auth: Auth): Accounts {
  const find = async (id: string) =>
    memberOf(
      await db.selectFrom("user").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    );
  return {
    add: async (member) => {
      await refuseUnusable(db, member);
      const { name, email, password, role } = member;
      const { user } = await auth.api.signUpEmail({ body: { name, email, password } });
      await db.updateTable("user").set({ role }).where("id", "=", user.id).execute();
      return find(user.id);
    },
    signIn: async (email, password) => {
      const answer = await auth.api.signInEmail({ body: { email, password }, asResponse: true });
      if (!answer.ok) return null;
      const { user } = (await answer.json()) as { user: { id: string } };
      return { member: await find(user.id), cookies: answer.headers.getSetCookie() };
    },
    whoAsks: async (headers) => {
      const found = await auth.api.getSession({ headers }).catch(() => null);
      return found === null ? null : memberOf(found.user);
    },
    signOut: async (headers) => {
      const answer = await auth.api.signOut({ headers, asResponse: true });
      return answer.headers.getSetCookie();
    },
    list: async () =>
      (await db.selectFrom("user").selectAll().orderBy("createdAt").execute()).map(memberOf),
    setRole: async (id, role) => {
      await db.updateTable("user").set({ role }).where("id", "=", id).execute();
    },
    remove: async (id) => {
      for (const table of ["session", "account"] as const)
        await db.deleteFrom(table).where("userId", "=", id).execute();
      await db.deleteFrom("user").where("id", "=", id).execute();
    },
    close: () => db.destroy(),
  };
}

async function refuseUnusable(
  db: Kysely<AccountTables>,
  { email, password }: NewMember,
): Promise<void> {
  if (password.length < LEAST_PASSWORD || password.length > MOST_PASSWORD) {
    throw new InvalidInput(
      "password-length",
      `The password has ${password.length} characters, expected ${LEAST_PASSWORD} to ${MOST_PASSWORD}.`,
      { hint: "A few words in a row are easy to remember and hard to guess." },
    );
  }
  const taken = await db
    .selectFrom("user")
    .select("id")
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst();
  if (taken === undefined) return;
  throw new Conflict("email-taken", "Somebody signs in with this address already.", {
    hint: "Sign in instead, or use another address.",
  });
}

function memberOf(user: {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role?: string | null | undefined;
  readonly createdAt: string | Date;
}): Member {
  const role = ROLES.find((known) => known === user.role) ?? ("viewer" satisfies Role);
  const { id, name, email, createdAt } = user;
  return { id, name, email, role, createdAt: new Date(createdAt).toISOString() };
}
