// What the operations about people do: sign in and out, the first owner, invitations, roles.
import { Unsupported } from "@heed/core";
import type { SessionView } from "@heed/core/api";
import type { People } from "@heed/workbench";
import { RateLimit } from "../middleware/rate-limit.ts";
import type { Asker } from "../middleware/who-asks.ts";
import { Refused } from "../problem.ts";
import type { Handlers } from "./handlers.ts";

/** Tries for one account in a minute, from wherever; one address may try three accounts as often. */
const TRIES_PER_MINUTE = 10;

type PeopleOperation =
  | "getSession"
  | "signIn"
  | "signOut"
  | "createOwner"
  | "join"
  | "listPeople"
  | "invite"
  | "revokeInvitation"
  | "setRole"
  | "removeMember";

/** `people` is null where nobody signs in: then only the session is told, and the rest is refused. */
export function createPeopleHandlers(people: People | null): Pick<Handlers, PeopleOperation> {
  const callers = new RateLimit(3 * TRIES_PER_MINUTE, 3 * TRIES_PER_MINUTE);
  const accounts = new RateLimit(TRIES_PER_MINUTE, TRIES_PER_MINUTE);
  const known = (): People => {
    if (people !== null) return people;
    throw new Unsupported("no-accounts-here", "Nobody signs in on this machine alone.", {
      hint: "Set HEED_HOST or HEED_PUBLIC_URL to open the workspace to a team.",
    });
  };
  const listed = async () => ({
    members: [...(await known().list())],
    invitations: await known().listInvitations(),
  });
  return {
    getSession: async ({ who }) => ({
      needsSignIn: people !== null,
      hasOwner: people === null || (await people.hasOwner()),
      member: who.member,
      role: who.role,
    }),
    signIn: async ({ body, client }) => {
      callers.take(client);
      accounts.take(body.email.toLowerCase());
      const signedIn = await known().signIn(body.email, body.password);
      if (signedIn !== null) return session(signedIn.member, signedIn.cookies, 200);
      throw new Refused(
        401,
        "sign-in-not-valid",
        "The address or the password is not right.",
        "Check both; an owner can take you out and invite you anew.",
      );
    },
    signOut: async ({ request }) =>
      session(null, people === null ? [] : await people.signOut(request.headers), 200),
    createOwner: async ({ body, client }) => {
      callers.take(client);
      const signedIn = await known().createOwner(body);
      return session(signedIn!.member, signedIn!.cookies, 201);
    },
    join: async ({ body, client }) => {
      callers.take(client);
      const signedIn = await known().join(body);
      return session(signedIn!.member, signedIn!.cookies, 201);
    },
    listPeople: listed,
    invite: ({ body }) => known().invite(body),
    revokeInvitation: async ({ params }) => {
      await known().revokeInvitation(params.invitationId);
      return undefined;
    },
    setRole: async ({ params, body }) => {
      await known().setRole(params.memberId, body.role);
      return listed();
    },
    removeMember: async ({ params }) => {
      await known().remove(params.memberId);
      return undefined;
    },
  };
}

/** The session as JSON, with the cookies that the browser is to keep or forget. */
function session(member: Asker["member"], cookies: readonly string[], status: number): Response {
  const view: SessionView = {
    needsSignIn: true,
    hasOwner: true,
    member: member === null ? null : { ...member },
    role: member?.role ?? null,
  };
  const response = Response.json(view, { status, headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
