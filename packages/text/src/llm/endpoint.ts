// A model at an address: everything that a request needs, and nothing of who pays or why.
import type { ModelProvider } from "@heed/core";

export interface ModelEndpoint
  extends Pick<ModelProvider, "kind" | "baseUrl" | "structure" | "temperature" | "limitField"> {
  readonly model: string;
  /** Null where none is needed. It goes into a header, and nowhere else. */
  readonly apiKey: string | null;
  /** The way out; the caller's guard stands in it. */
  readonly fetch: typeof globalThis.fetch;
}

/** Host and port, for messages and the log. */
export function hostOf({ baseUrl }: Pick<ModelEndpoint, "baseUrl">): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : "an unreadable address";
}
