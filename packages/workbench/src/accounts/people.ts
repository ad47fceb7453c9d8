// People of a team server: the first owner, invitations, and who may change whom.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { Conflict, InvalidInput, type Member, NotFound, type Role } from "@heed/core";
import type { InvitationView } from "@heed/core/api";
import { openSqliteAccounts } from "@heed/store";
import type { Workspace } from "../workspace/open-workspace.ts";

interface KeptInvitation extends InvitationView {
  /** SHA-256 of the code: 192 random bits need no slow hash. */
  readonly hash: string;
}
const INVITED_MS = 7 * 86_400_000;

export interface PeopleOptions {
  readonly baseUrl: string;
  readonly now: () => Date;
}

/** Opens the people of a workspace; the code with which the first of them becomes its owner is made anew each time. */
export async function openPeople(
  workspace: Pick<Workspace, "folder" | "records" | "hash">,
  { baseUrl, now }: PeopleOptions,
) {
  const accounts = await openSqliteAccounts(join(workspace.folder, "heed.sqlite"), {
    baseUrl,
    secret: workspace.hash("sessions"),
  });
  const setupCode = randomBytes(9).toString("base64url");
  const invitations = new Invitations(workspace, now);
  // One after another: two at once could both be the first owner, use one invitation twice, or take each other's role.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    setupCode,
    hasOwner: async () => hasOwner(await accounts.list()),
    signIn: accounts.signIn,
    signOut: accounts.signOut,
    whoAsks: accounts.whoAsks,
    list: accounts.list,
    close: accounts.close,

    /** Makes the first member, with the code that the terminal showed. */
    createOwner: async (asked: { code: string; name: string; email: string; password: string }) => {
      if (!isSame(asked.code, setupCode)) {
        throw new InvalidInput("setup-code-not-valid", "This is not the code of this server.", {
          hint: "Open the address that Heed printed when it was started last.",
        });
      }
      const { code: _code, ...member } = asked;
      await inTurn(async () => {
        const members = await accounts.list();
        if (hasOwner(members)) {
          throw new Conflict("owner-exists", "This workspace has an owner already.", {
            hint: "Sign in, or ask the owner for an invitation.",
          });
        }
        // A member without an owner is what a kill left of an owner who was being made.
        for (const { id } of members) await accounts.remove(id);
        await accounts.add({ ...member, role: "owner" });
      });
      return accounts.signIn(asked.email, asked.password);
    },
    invite: (request: { email: string; role: Role }) => invitations.make(request),
    listInvitations: () => invitations.list(),
    revokeInvitation: (id: string) => invitations.revoke(id),
    /** Makes a member of whoever has an invitation's code; the code works once. */
    join: async (asked: { code: string; name: string; password: string }) => {
      const { name, password } = asked;
      const email = await inTurn(async () => {
        const { id, email, role } = await invitations.open(asked.code);
        await accounts.add({ email, role, name, password });
        await invitations.revoke(id);
        return email;
      });
      return accounts.signIn(email, password);
    },
    setRole: (id: string, role: Role) =>
      inTurn(async () => {
        const members = await accounts.list();
        if (role !== "owner") refuseLastOwner(members, id);
        await accounts.setRole(findMember(members, id).id, role);
      }),
    remove: (id: string) =>
      inTurn(async () => {
        const members = await accounts.list();
        refuseLastOwner(members, id);
        await accounts.remove(findMember(members, id).id);
      }),
  };
}

export type People = Awaited<ReturnType<typeof openPeople>>;

/** Links by which people join, each for one address. */
class Invitations {
  readonly #kept: Workspace["records"]["kept"];
  readonly #now: () => Date;

  constructor({ records }: Pick<Workspace, "records">, now: () => Date) {
    this.#kept = records.kept;
    this.#now = now;
  }

  async make({ email, role }: { email: string; role: Role }) {
    const code = randomBytes(24).toString("base64url");
    const view: InvitationView = {
      id: `invitation_${randomBytes(6).toString("hex")}`,
      email: email.toLowerCase(),
      role,
      expiresAt: new Date(this.#now().getTime() + INVITED_MS).toISOString(),
    };
    await this.#kept.put("invitation", view.id, { ...view, hash: hashOf(code) });
    return { ...view, path: `/join?code=${code}` };
  }

  async list(): Promise<InvitationView[]> {
    const kept = await this.#read();
    return kept.map(({ hash: _hash, ...view }) => view);
  }

  async revoke(id: string): Promise<void> {
    await this.#kept.delete("invitation", id);
  }

  async open(code: string): Promise<InvitationView> {
    const hash = hashOf(code);
    const found = (await this.#read()).find((invitation) => invitation.hash === hash);
    if (found !== undefined) return found;
    throw new NotFound(
      "invitation-not-found",
      "This invitation does not open, or no longer does.",
      {
        hint: "Ask the owner for a new one.",
      },
    );
  }

  /** Those that have not expired. */
  async #read(): Promise<KeptInvitation[]> {
    const now = this.#now().getTime();
    return (await this.#kept.list("invitation"))
      .map(({ record }) => record as KeptInvitation)
      .filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  }
}

function hasOwner(members: readonly Member[]): boolean {
  return members.some(({ role }) => role === "owner");
}

function findMember(members: readonly Member[], id: string): Member {
  const member = members.find((known) => known.id === id);
  if (member !== undefined) return member;
  throw new NotFound("member-not-found", "There is no such member.", {
    hint: "List the members and choose one of their ids.",
  });
}

/** A workspace without an owner could be opened to nobody any more. */
function refuseLastOwner(members: readonly Member[], id: string): void {
  const owners = members.filter(({ role }) => role === "owner");
  if (owners.length !== 1 || owners[0]!.id !== id) return;
  throw new Conflict("last-owner", "This is the only owner of the workspace.", {
    hint: "Make another member an owner first.",
  });
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a), "hex"), Buffer.from(hashOf(b), "hex"));
}

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
