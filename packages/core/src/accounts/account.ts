// Who works in a workspace, and what each role may do.

export const ROLES = ["viewer", "editor", "owner"] as const;
/** A viewer reads, an editor decides and imports, an owner also lets people and programs in. */
export type Role = (typeof ROLES)[number];

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** UTC instant. */
  readonly createdAt: string;
}

/** True when a role may do what is asked of at least `needed`. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
