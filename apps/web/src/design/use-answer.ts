// Asks a question and gives its sentences as they come, then the whole answer.
import { type AnswerSentenceView, type AnswerView, ApiError, type Problem } from "@heed/core/api";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { readEvents } from "./read-events.ts";

export interface AnswerState {
  readonly sentences: readonly AnswerSentenceView[];
  readonly answer: AnswerView | null;
  readonly error: unknown;
  readonly isAsking: boolean;
}
const NOTHING: AnswerState = { sentences: [], answer: null, error: null, isAsking: false };

/** The answer to a question, asked anew when it changes or `attempt` does; null asks nothing. */
export function useAnswer(question: string | null, model: boolean, attempt: number): AnswerState {
  const [state, setState] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again.
  useEffect(() => {
    setState({ ...NOTHING, isAsking: question !== null });
    if (question === null) return;
    const stop = new AbortController();
    const tell = (more: Partial<AnswerState>) => {
      if (!stop.signal.aborted) setState((before) => ({ ...before, ...more }));
    };
    const ask = async () => {
      const language = currentLanguage();
      if (!model) {
        const answer = await api.getAnswer(
          { query: { question, language } },
          { signal: stop.signal },
        );
        return tell({ answer, sentences: answer.sentences, isAsking: false });
      }
      const response = await api.streamAnswer(
        { body: { question, language, model } },
        { signal: stop.signal },
      );
      const sentences: AnswerSentenceView[] = [];
      for await (const { event, data } of readEvents(response)) {
        if (event === "sentence") {
          sentences.push(JSON.parse(data) as AnswerSentenceView);
          tell({ sentences: [...sentences] });
        } else if (event === "answer") {
          const answer = JSON.parse(data) as AnswerView;
          tell({ answer, sentences: answer.sentences, isAsking: false });
        } else if (event === "problem") throw new ApiError(JSON.parse(data) as Problem);
      }
      tell({ isAsking: false });
    };
    ask().catch((error: unknown) => tell({ error, isAsking: false }));
    return () => stop.abort();
  }, [question, model, attempt]);
  return state;
}
