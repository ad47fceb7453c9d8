// Tells who asks: this machine's own user, a member by session, or a program by key; and refuses those who may not.
import { createHash, timingSafeEqual } from "node:crypto";
import { type Member, mayActAs, type Role } from "@heed/core";
import type { Desk, People } from "@heed/workbench";
import { Refused } from "../problem.ts";

/** Who asks, as far as the request tells. */
export interface Asker {
  /** Null for whoever is not known. */
  readonly role: Role | null;
  /** Null for programs, and for this machine's own user. */
  readonly member: Member | null;
}

interface Sources {
  readonly desk: Desk;
  readonly people: People | null;
  readonly localToken: string;
}

export function createWhoAsks({ desk, people, localToken }: Sources) {
  return async (headers: Headers): Promise<Asker> => {
    if (people === null) return { role: "owner", member: null };
    const bearer = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
    if (bearer !== undefined) {
      if (isSame(bearer, localToken)) return { role: "owner", member: null };
      if ((await desk.findKey(bearer, "write")) !== null) return { role: "editor", member: null };
      const key = await desk.findKey(bearer, "read");
      return { role: key === null ? null : "viewer", member: null };
    }
    const member = headers.has("cookie") ? await people.whoAsks(headers) : null;
    return { role: member?.role ?? null, member };
  };
}

/** Takes as long for a secret that is nearly right as for any other. */
export function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** Refuses whoever is not known, or whose role may not do it. */
export function requireRole({ role }: Asker, needed: Role): void {
  if (role === null) {
    throw new Refused(
      401,
      "sign-in-needed",
      "This server does not know who asks.",
      "Sign in, or send a key with the scope read or write as: Authorization: Bearer heed_...",
    );
  }
  if (!mayActAs(role, needed)) {
    throw new Refused(
      403,
      "role-not-enough",
      `This takes the role ${needed}, and yours is ${role}.`,
      "Ask an owner of the workspace.",
    );
  }
}
