// People who sign in: their passwords and sessions, kept where nobody can read them back.
import type { Member, Role } from "../accounts/account.ts";

export interface NewMember {
  readonly name: string;
  readonly email: string;
  /** 10 to 128 characters. */
  readonly password: string;
  readonly role: Role;
}

/** A member with what the browser is to keep (`Set-Cookie` lines). */
export interface SignedIn {
  readonly member: Member;
  readonly cookies: readonly string[];
}

export interface Accounts {
  /** Refuses an address that is taken, and a password that is too short. */
  add(member: NewMember): Promise<Member>;
  /** Null where the address or the password is wrong; which of the two is told to nobody. */
  signIn(email: string, password: string): Promise<SignedIn | null>;
  /** The member whose session the request's headers carry, null for none. */
  whoAsks(headers: Headers): Promise<Member | null>;
  /** Ends the session; what the browser is to forget. */
  signOut(headers: Headers): Promise<readonly string[]>;
  list(): Promise<readonly Member[]>;
  setRole(id: string, role: Role): Promise<void>;
  /** Takes a member away with every session. */
  remove(id: string): Promise<void>;
  close(): Promise<void>;
}
