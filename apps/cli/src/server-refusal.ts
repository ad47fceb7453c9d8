// What a running server refused, as the failure that the same command would have met on the workspace itself.
import { Conflict, HeedError, InvalidInput, NotFound, Unavailable } from "@heed/core";
import { ApiError } from "@heed/core/api";

/** Does the work, and gives the server's refusals their sentences and their exit codes. */
export async function throughServer<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ApiError ? refusalOf(error) : error;
  }
}

function refusalOf({ problem }: ApiError): HeedError {
  const { code, detail, hint, zh, status } = problem;
  const options = {
    ...(hint === undefined ? {} : { hint }),
    ...(zh === undefined
      ? {}
      : { zh: { message: zh.detail, ...(zh.hint === undefined ? {} : { hint: zh.hint }) } }),
  };
  if (status === 404) return new NotFound(code, detail, options);
  if (status === 409) return new Conflict(code, detail, options);
  if (status === 400 || status === 422) return new InvalidInput(code, detail, options);
  if (status === 502 || status === 503) return new Unavailable(code, detail, options);
  return new HeedError(code, detail, options);
}
