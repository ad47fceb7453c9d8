// A short hash of what an example holds: tells whether a model has seen it, and keeps none of its words.
import { createHash } from "node:crypto";
import { type Example, foldForComparing } from "@heed/core";

/** 12 hexadecimal digits; texts that differ in case, spaces or punctuation have the same. */
export function exampleHash(example: Pick<Example, "text" | "file" | "cells">): string {
  const { text, cells, file } = example;
  const content = text !== undefined ? foldForComparing(text) : (file ?? JSON.stringify(cells));
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
