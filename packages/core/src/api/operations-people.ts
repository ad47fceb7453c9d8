// Operations about people: who asks, signing in and out, invitations, roles.
import { z } from "zod";
import type { Operation } from "./operation.ts";
import {
  CreatedInvitation,
  InvitationRequest,
  JoinRequest,
  OwnerRequest,
  PeopleList,
  RoleRequest,
  SessionView,
  SignInRequest,
} from "./people.ts";

const memberParams = z.object({ memberId: z.string().max(100) });
const invitationParams = z.object({ invitationId: z.string().max(100) });

export const PEOPLE_OPERATIONS = {
  getSession: { tag: "people", summary: "Who asks, and whether to sign in", response: SessionView },
  signIn: {
    tag: "people",
    summary: "Sign in by e-mail address and password",
    body: SignInRequest,
    response: SessionView,
  },
  signOut: { tag: "people", summary: "End the session", response: SessionView },
  createOwner: {
    tag: "people",
    summary: "Become the first owner, with the code that the terminal showed",
    body: OwnerRequest,
    response: SessionView,
    status: 201,
  },
  join: {
    tag: "people",
    summary: "Join with an invitation",
    body: JoinRequest,
    response: SessionView,
    status: 201,
  },
  listPeople: { tag: "people", summary: "Members and invitations", response: PeopleList },
  invite: {
    tag: "people",
    summary: "Invite a person; the link is shown once",
    body: InvitationRequest,
    response: CreatedInvitation,
    status: 201,
  },
  revokeInvitation: {
    tag: "people",
    summary: "Take an invitation back",
    params: invitationParams,
    response: null,
    status: 204,
  },
  setRole: {
    tag: "people",
    summary: "Give a member another role",
    params: memberParams,
    body: RoleRequest,
    response: PeopleList,
  },
  removeMember: {
    tag: "people",
    summary: "Take a member away, with every session",
    params: memberParams,
    response: null,
    status: 204,
  },
} as const satisfies Readonly<Record<string, Operation>>;
