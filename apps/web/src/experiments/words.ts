// The words of experiments and flags, loaded with their pages.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useWords = roomWords("experiments", { en, zh });
