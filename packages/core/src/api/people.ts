// People as the API tells them: signing in, the first owner, invitations, members and their roles.
import { z } from "zod";
import { ROLES } from "../accounts/account.ts";
import { Instant } from "./values.ts";

const email = z.email().max(200);
const name = z.string().trim().min(1).max(100);
const password = z.string().max(128);
export const RoleName = z.enum(ROLES);

export const SignInRequest = z.object({ email, password });
export const OwnerRequest = z.object({ code: z.string().max(100), name, email, password });
export const JoinRequest = z.object({ code: z.string().max(100), name, password });

export const MemberView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: RoleName,
    createdAt: Instant,
  })
  .meta({ id: "Member" });
export type MemberView = z.infer<typeof MemberView>;

/** Who asks, and what this server wants of those who ask. */
export const SessionView = z
  .object({
    /** False on this machine alone, where whoever asks is the owner. */
    needsSignIn: z.boolean(),
    /** False until the first person has become the owner. */
    hasOwner: z.boolean(),
    /** Null for whoever has not signed in; without sign-in, the owner has no name. */
    member: MemberView.nullable(),
    role: RoleName.nullable(),
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof SessionView>;

export const InvitationRequest = z.object({ email, role: RoleName });
export type InvitationView = z.infer<typeof InvitationView>;
export const InvitationView = z
  .object({ id: z.string(), email: z.string(), role: RoleName, expiresAt: Instant })
  .meta({ id: "Invitation" });
/** The only time the link is shown. */
export const CreatedInvitation = z
  .object({ ...InvitationView.shape, path: z.string() })
  .meta({ id: "CreatedInvitation" });
export const PeopleList = z
  .object({ members: z.array(MemberView), invitations: z.array(InvitationView) })
  .meta({ id: "PeopleList" });
export const RoleRequest = z.object({ role: RoleName });
