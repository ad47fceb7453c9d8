// The lab's words, loaded with its pages.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useLabWords = roomWords("lab", { en, zh });
