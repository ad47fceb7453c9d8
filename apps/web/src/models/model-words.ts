// The words of large models, loaded with their page.
import { roomWords } from "../i18n/room-words.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useModelWords = roomWords("large-models", { en, zh });
