// The words of this room, loaded with its page.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useWords = roomWords("conversation", { en, zh });
export type Words = ReturnType<typeof useWords>;
