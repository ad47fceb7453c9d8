// Which role each operation asks for: a table for the few that are special, a rule for the rest.
import type { Role } from "../accounts/account.ts";
import { MATTER_QUESTIONS } from "./matters.ts";
import { type OperationName, PATHS } from "./paths.ts";
import { DECISION_QUESTIONS } from "./paths-decisions.ts";
import { EVENT_QUESTIONS } from "./paths-events.ts";
import { EXPERIMENT_QUESTIONS } from "./paths-experiments.ts";

/** Operations that anyone may call: a key, a code, a password or a signature in the request decides. */
const OPEN: ReadonlySet<OperationName> = new Set([
  "getSession",
  "signIn",
  "signOut",
  "createOwner",
  "join",
  "sendFeedback",
  "sendWidgetMessage",
  "sendWebhook",
  "sendReleaseWebhook",
  "announceRelease",
]);
/** What lets people or programs in, or copies everything. */
const OWNERS: ReadonlySet<OperationName> = new Set([
  "listPeople",
  "invite",
  "revokeInvitation",
  "setRole",
  "removeMember",
  "listKeys",
  "createKey",
  "deleteKey",
  "putSettings",
  "startBackup",
  // The models of the machine's user: what they cost is theirs to see and to decide.
  "getModelSetup",
  "listModelCalls",
  "chooseModels",
  "setModelBudget",
  "tryModel",
]);

const QUESTIONS: ReadonlySet<OperationName> = new Set([
  ...DECISION_QUESTIONS,
  ...EVENT_QUESTIONS,
  ...EXPERIMENT_QUESTIONS,
  ...MATTER_QUESTIONS,
]);

/** The least role that may call an operation; null for those that are open to anyone. Reading is a viewer's, changing an editor's. */
export function neededRole(name: OperationName): Role | null {
  if (OPEN.has(name)) return null;
  if (OWNERS.has(name)) return "owner";
  // Questions that are too large for an address only look.
  if (QUESTIONS.has(name)) return "viewer";
  // A preview only looks.
  return PATHS[name].startsWith("GET ") ? "viewer" : "editor";
}
