// The door for code hosts that sign what they send: GitHub's X-Hub-Signature-256 over the body as it came.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Desk } from "@heed/workbench";
import type { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";

interface Sent {
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as it came: what was signed. */
  readonly text: string;
  readonly request: Pick<Request, "headers">;
}

/**
 * Lists the release of a signed message. A message of another event (`ping`, sent when a webhook is made) is believed and ships
 * nothing. The same message again is the same release, so one that is sent twice does no harm.
 */
export async function receiveReleaseWebhook(
  desk: Desk,
  senders: RateLimit,
  keyId: string,
  { body, text, request }: Sent,
): ReturnType<Desk["announceRelease"]> {
  const key = await desk.findKeyById(keyId, "releases:webhook");
  const signature = request.headers.get("x-hub-signature-256");
  if (key === null || !isHubSignature(text, signature, key.signedWith)) {
    throw new Refused(
      401,
      "signature-not-valid",
      "The request is not signed with this webhook's secret, or was changed on its way.",
      "Set the secret that Heed showed in the code host's webhook; it sends X-Hub-Signature-256: sha256=HEX, the HMAC-SHA256 of the body.",
    );
  }
  senders.take(key.id);
  const event = request.headers.get("x-github-event");
  return event === null || event === "release" ? desk.announceRelease(body) : { release: null };
}

/**
 * True when `signature` is `sha256=` and the HMAC-SHA256 of `text` under `secret` in hexadecimal. Compared in constant time.
 *
 * Source: GitHub Docs, "Validating webhook deliveries".
 */
export function isHubSignature(text: string, signature: string | null, secret: string): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(signature ?? "")?.[1];
  if (hex === undefined) return false;
  const expected = createHmac("sha256", secret).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
