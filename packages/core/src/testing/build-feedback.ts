// Builders of believable records for tests: name what matters, the rest is plain.
import { type FeedbackItem, itemId } from "../feedback/feedback-item.ts";

/** An item with number `number`; everything not given is plain and consistent. */
export function buildItem(number: number, given: Partial<FeedbackItem> = {}): FeedbackItem {
  return {
    id: itemId(number),
    revision: 1,
    source: "reviews.csv",
    importId: "import_1",
    sourceId: `r${number}`,
    row: number,
    text: "Sync loses my notes. Love the design though.",
    language: "en",
    rating: null,
    authorKey: null,
    writtenAt: null,
    channel: null,
    appVersion: null,
    properties: {},
    identityKey: `identity-${number}`,
    contentKey: `content-${number}`,
    textKey: `text-${number}`,
    duplicateOf: null,
    similarTo: null,
    spam: null,
    rival: null,
    redactions: [],
    ...given,
  };
}
