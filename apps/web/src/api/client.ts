// The one door from the pages to the server, and the keys under which answers are kept.
import { ApiError, createApiClient, type JobView } from "@heed/core/api";

export const api = createApiClient({
  baseUrl: "",
  fetch: (input, init) => window.fetch(input, init),
});

/** What to tell the reader about a failure: the server's own sentence and advice. */
export function failureOf(error: unknown): {
  readonly detail: string;
  readonly hint: string | undefined;
  readonly isOffline: boolean;
} {
  if (error instanceof ApiError) {
    const { code, zh } = error.problem;
    const isChinese = document.documentElement.lang.startsWith("zh");
    const { detail, hint } = isChinese && zh !== undefined ? zh : error.problem;
    return { detail, hint, isOffline: code === "network" };
  }
  return {
    detail: error instanceof Error ? error.message : String(error),
    hint: undefined,
    isOffline: false,
  };
}

/** Why a job failed, in the reader's language; null for one that did not fail. */
export function jobFailure({ error }: Pick<JobView, "error">): Error | null {
  if (error === null) return null;
  const isChinese = document.documentElement.lang.startsWith("zh");
  const { message, hint } = isChinese ? (error.zh ?? error) : error;
  return new Error(hint === undefined ? message : `${message} ${hint}`);
}
