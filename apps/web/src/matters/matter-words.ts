// The words of the room, in both languages.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useMatterWords = roomWords("matters", { en, zh });
