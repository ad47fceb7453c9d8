// The words of this room, loaded with its page.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useWords = roomWords("evaluation", { en, zh });
export type Words = ReturnType<typeof useWords>;

/** A reader as people call it: those that come with Heed by what they are, others by their own name. */
export function readerName(name: string | null, t: Words): string {
  return name === "built-in" || name === "rules" ? t(`sorts.${name}`) : (name ?? "");
}
