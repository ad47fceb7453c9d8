// The widget's door: an open key, one message at a time, few from one address, and what robots fill in is dropped.
import type { FeedbackReceipt } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";

/** A person writes few messages; a page may have many readers. */
export class WidgetLimits {
  readonly #people = new RateLimit(6, 4);
  readonly #sites = new RateLimit(300, 100);

  take(client: string, keyId: string): void {
    this.#people.take(`${keyId} ${client}`);
    this.#sites.take(keyId);
  }
}

interface WidgetBody {
  readonly text: string;
  readonly rating?: number | null | undefined;
  readonly page?: string | undefined;
  readonly language?: string | undefined;
  readonly website?: string | undefined;
}

export async function receiveWidgetMessage(
  desk: Desk,
  limits: WidgetLimits,
  from: { readonly keyId: string; readonly client: string },
  { text, rating, page, language, website }: WidgetBody,
): Promise<FeedbackReceipt> {
  const key = await desk.findKeyById(from.keyId, "widget");
  if (key === null) {
    throw new Refused(
      404,
      "widget-not-known",
      "There is no such widget.",
      "Make a key with the scope widget under Collect, and put its id into the page.",
    );
  }
  limits.take(from.client, key.id);
  // A robot is told the same as a person, so that it learns nothing.
  if (website !== undefined && website !== "")
    return { received: 1, rejected: [], isRepeat: false };
  const properties = {
    ...(page === undefined ? {} : { page: withoutQuery(page) }),
    ...(language === undefined ? {} : { interface: language }),
  };
  return desk.receiveFeedback(
    key,
    [{ text, rating: rating ?? null, channel: "widget", properties }],
    null,
  );
}

/** What follows the question mark or the hash may name a person. */
function withoutQuery(page: string): string {
  return page.replace(/[?#].*$/s, "");
}
