// The webhook's door: the body is believed because it is signed, and only while the signature is fresh.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FeedbackReceipt, FeedbackRequest } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import type { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";

const FRESH_SECONDS = 300;

interface Sent {
  readonly body: FeedbackRequest;
  readonly text: string;
  readonly request: Request;
}

/** Takes the messages of a signed request; the same request again keeps nothing twice. */
export async function receiveWebhook(
  desk: Desk,
  senders: RateLimit,
  keyId: string,
  { body, text, request }: Sent,
): Promise<FeedbackReceipt> {
  const key = await desk.findKeyById(keyId, "webhook");
  const signature = readSignature(request.headers.get("heed-signature"));
  if (key === null || signature === null || !isSigned(text, signature, key.signedWith)) {
    throw new Refused(
      401,
      "signature-not-valid",
      "The request is not signed with this webhook's secret, or was changed on its way.",
      "Send Heed-Signature: t=SECONDS,v1=HEX, the HMAC-SHA256 of SECONDS.BODY under the secret.",
    );
  }
  const age = Math.abs(Date.now() / 1000 - signature.seconds);
  if (age > FRESH_SECONDS) {
    throw new Refused(
      401,
      "signature-not-fresh",
      `The request was signed ${Math.round(age)} s ago, expected at most ${FRESH_SECONDS}.`,
      "Sign each request when it is sent, and set the sender's clock.",
    );
  }
  senders.take(key.id);
  return desk.receiveFeedback(key, "items" in body ? body.items : [body], signature.hex);
}

function readSignature(header: string | null): { seconds: number; hex: string } | null {
  const found = /^t=(\d{9,11}),\s*v1=([0-9a-f]{64})$/.exec(header ?? "");
  return found === null ? null : { seconds: Number(found[1]), hex: found[2]! };
}

function isSigned(
  text: string,
  { seconds, hex }: { seconds: number; hex: string },
  secret: string,
) {
  const expected = createHmac("sha256", secret).update(`${seconds}.${text}`).digest();
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
