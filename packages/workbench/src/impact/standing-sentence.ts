// Says when the words of a matter were fixed: a verdict on words that were chosen with the answer in sight is a hint, not a test.
import type { MatterStanding } from "@heed/core";

/** One sentence in each language; `definedOn` is a day. */
export function standingSentence(
  standing: MatterStanding,
  definedOn: string,
): { readonly en: string; readonly zh: string } {
  switch (standing) {
    case "before-release":
      return {
        en: `Its words were fixed on ${definedOn}, before the release.`,
        zh: `其用词定于 ${definedOn}，早于发布。`,
      };
    case "before-verdict":
      return {
        en: `Its words were fixed on ${definedOn}, after the release and before any verdict on it was seen.`,
        zh: `其用词定于 ${definedOn}，晚于发布，但当时尚未看到该版本的任何结论。`,
      };
    case "after-verdict":
      return {
        en: `Defined after the fact: its words were written on ${definedOn}, when a verdict on this release had been seen. A hint, not a test.`,
        zh: `事后定义：其用词写于 ${definedOn}，当时已看到该版本的结论。只是线索，不是检验。`,
      };
  }
}
