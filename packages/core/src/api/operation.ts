// What is said of one operation: the form of the tables of operations.
import type { z } from "zod";

/** One operation; what is absent is not taken, and `response` null means an answer without a body. */
export interface Operation {
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A schema of JSON, the media type of a file or stream, or null for none. */
  readonly response: z.ZodType | string | null;
  /** Default 200. */
  readonly status?: 200 | 201 | 202 | 204;
}
