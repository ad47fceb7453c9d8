// The colours of verdicts: a complaint that fell is good news.
import type { ReleaseImpactView } from "@heed/core/api";
import type { Tone } from "../components/tag.tsx";

type Verdict = ReleaseImpactView["themes"][number]["verdict"];

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  fell: "good",
  rose: "bad",
  "no-change": "plain",
  "cannot-tell": "plain",
};
