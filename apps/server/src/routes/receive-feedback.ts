// The public door for feedback: a write key instead of a session, one message or many, the same key answered once.
import type { FeedbackReceipt, FeedbackRequest } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import type { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";

/** Takes the messages of a request; refuses one without a key that may write. */
export async function receiveFeedback(
  desk: Desk,
  senders: RateLimit,
  body: FeedbackRequest,
  request: Request,
): Promise<FeedbackReceipt> {
  const secret = /^Bearer (heed_[\w-]{24})$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const key = secret === undefined ? null : await desk.findKey(secret, "feedback:write");
  if (key === null) {
    throw new Refused(
      401,
      "key-not-known",
      "The request has no key that may send feedback.",
      "Send a write key as: Authorization: Bearer heed_...",
      { "www-authenticate": "Bearer" },
    );
  }
  senders.take(key.id);
  const idempotencyKey = request.headers.get("idempotency-key");
  if (idempotencyKey !== null && !/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) {
    throw new Refused(
      400,
      "idempotency-key-not-usable",
      "An idempotency key is 1 to 200 visible ASCII characters.",
      "Use a random UUID for each batch.",
    );
  }
  return desk.receiveFeedback(key, "items" in body ? body.items : [body], idempotencyKey);
}
