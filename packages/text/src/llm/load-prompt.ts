// The words that models are asked with: one file a version, so that a reading names exactly what it was asked.
import { readFileSync } from "node:fs";

/** A prompt of this package by name and version, read once. */
export interface Prompt {
  readonly name: string;
  readonly version: string;
  readonly words: string;
}

const loaded = new Map<string, Prompt>();

/** Reads `prompts/<name>.v<version>.md`. */
export function loadPrompt(name: string, version: number): Prompt {
  const file = `${name}.v${version}`;
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const words = readFileSync(new URL(`./prompts/${file}.md`, import.meta.url), "utf8").trim();
  const prompt = { name, version: `v${version}`, words };
  loaded.set(file, prompt);
  return prompt;
}
