// The door for CI: a job or a code host announces a release with a key that may write releases.
import type { Desk } from "@heed/workbench";
import type { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";

/** Lists the announced release; refuses a request without a key for it. GitLab sends its key as `X-Gitlab-Token`. */
export async function receiveRelease(
  desk: Desk,
  senders: RateLimit,
  body: Readonly<Record<string, unknown>>,
  { headers }: Pick<Request, "headers">,
): ReturnType<Desk["announceRelease"]> {
  const bearer = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
  const secret = /^heed_[\w-]{24}$/.exec(bearer ?? headers.get("x-gitlab-token") ?? "")?.[0];
  const key = secret === undefined ? null : await desk.findKey(secret, "releases:write");
  if (key === null) {
    throw new Refused(
      401,
      "key-not-known",
      "The request has no key that may announce releases.",
      "Make a key with the scope releases:write, and send it as: Authorization: Bearer heed_...",
      { "www-authenticate": "Bearer" },
    );
  }
  senders.take(key.id);
  return desk.announceRelease(body);
}
