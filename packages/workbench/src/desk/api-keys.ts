// Keys of programs: shown once, kept as hashes, with scopes.
import { createHash, randomBytes } from "node:crypto";
import { NotFound } from "@heed/core";
import type { CreatedKey, KeyView } from "@heed/core/api";
import type { DeskContext } from "./desk-context.ts";

type Scope = KeyView["scopes"][number];
/** Scopes whose messages are signed, not accompanied by the key. */
const SIGNING: ReadonlySet<Scope> = new Set(["webhook", "releases:webhook"]);

interface KeptKey extends KeyView {
  /** SHA-256 of the secret: 144 random bits need no slow hash. */
  readonly hash: string;
}

export async function createKey(
  context: DeskContext,
  { name, scopes }: { name: string; scopes: readonly Scope[] },
): Promise<CreatedKey> {
  const id = `key_${randomBytes(6).toString("hex")}`;
  // What signs must be known again to check a signature: it is made from the workspace's own key, and kept nowhere.
  const secret = scopes.some((scope) => SIGNING.has(scope))
    ? webhookSecret(context, id)
    : `heed_${randomBytes(18).toString("base64url")}`;
  const view: KeyView = {
    id,
    name,
    scopes: [...new Set(scopes)],
    starts: secret.slice(0, 9),
    createdAt: context.now().toISOString(),
    lastUsedAt: null,
  };
  const kept: KeptKey = { ...view, hash: hashOf(secret) };
  await context.workspace.records.kept.put("api-key", view.id, kept);
  context.changes.note();
  return { ...view, secret };
}

export async function listKeys(context: DeskContext): Promise<{ rows: KeyView[] }> {
  const keys = await readKeys(context);
  return { rows: keys.map(({ hash: _hash, ...view }) => view) };
}

export async function deleteKey(context: DeskContext, id: string): Promise<void> {
  const wasThere = await context.workspace.records.kept.delete("api-key", id);
  context.changes.note();
  if (wasThere) return;
  throw new NotFound("key-not-found", "There is no such key.", {
    hint: "List the keys and choose one of their ids.",
  });
}

/** The key of a secret when it has the scope, else null. */
export async function findKey(
  context: DeskContext,
  secret: string,
  scope: Scope,
): Promise<KeyView | null> {
  const hash = hashOf(secret);
  const key = (await readKeys(context)).find((known) => known.hash === hash);
  if (key === undefined || !key.scopes.includes(scope)) return null;
  const { hash: _hash, ...view } = key;
  return view;
}

/** A key by its id when it has the scope, with what its messages are signed with; else null. */
export async function findKeyById(
  context: DeskContext,
  id: string,
  scope: Scope,
): Promise<(KeyView & { readonly signedWith: string }) | null> {
  const key = (await readKeys(context)).find((known) => known.id === id);
  if (key === undefined || !key.scopes.includes(scope)) return null;
  const { hash: _hash, ...view } = key;
  return { ...view, signedWith: webhookSecret(context, id) };
}

function webhookSecret({ workspace }: DeskContext, id: string): string {
  return `heed_wh_${workspace.hash("webhook", id)}`;
}

function readKeys(context: DeskContext): Promise<KeptKey[]> {
  return context.changes.remember("api keys", async () => {
    const kept = await context.workspace.records.kept.list("api-key");
    return kept.map(({ record }) => record as KeptKey);
  });
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
