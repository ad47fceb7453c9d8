// The words of this stage, loaded with its pages.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useDesignWords = roomWords("design", { en, zh });
