// What a specification gives to the plan of its experiment: the hypothesis, and the metric with today's rate.
import { readCount } from "../counts/count-query.ts";
import type { BothWords } from "../requirements/story.ts";
import type { Spec } from "./spec.ts";

export interface SpecHypothesis {
  /** The first sentence of its experiment plan that is an assumption; null where there is none. */
  readonly hypothesis: BothWords | null;
  /** What its first counted share measures; null where its metrics count none. */
  readonly metric: BothWords | null;
  /** That share as it stood when it was counted, in [0, 1]. */
  readonly baseRate: number | null;
}

/** Reads the claims of a specification; whatever a person took out of it is null. */
export function hypothesisOf({ claims }: Pick<Spec, "claims">): SpecHypothesis {
  const believed = claims.find(
    ({ section, basis }) => section === "experiment" && basis.type === "assumption",
  );
  for (const { section, basis, text } of claims) {
    if (section !== "metrics" || basis.type !== "counted") continue;
    const share = basis.counts.find(({ query }) => readCount(query).measure === "share");
    if (share === undefined) continue;
    const metric = { en: firstSentence(text.en), zh: firstSentence(text.zh) };
    return { hypothesis: believed?.text ?? null, metric, baseRate: share.value };
  }
  return { hypothesis: believed?.text ?? null, metric: null, baseRate: null };
}

function firstSentence(text: string): string {
  return text.split(/[.。{]/)[0]!.trim();
}
