// A judgement with its sentences, as the API and reports tell it.
import type { ExperimentJudgement } from "@heed/core";
import type { JudgementView } from "@heed/core/api";
import {
  comparisonSentence,
  guardrailSentence,
  noteWords,
  uncappedSentence,
  verdictSentence,
} from "./experiment-words.ts";

export function describeJudgement(judgement: ExperimentJudgement): JudgementView {
  const copy = structuredClone(judgement) as unknown as JudgementView;
  return {
    ...copy,
    period: copy.period ?? null,
    sentence: verdictSentence(judgement),
    comparisons: judgement.comparisons.map((comparison, at) => ({
      ...copy.comparisons[at]!,
      sentence: comparisonSentence(comparison, judgement),
      guardrailSentence: guardrailSentence(comparison),
      uncappedSentence: uncappedSentence(comparison),
    })),
    notes: judgement.notes.map((note, at) => ({ ...copy.notes[at]!, sentence: noteWords(note) })),
  };
}
