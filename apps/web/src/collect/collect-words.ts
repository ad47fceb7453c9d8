// The words of bringing feedback in, loaded with its pages.

import { roomWords } from "../i18n/room-words.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export const useCollectWords = roomWords("collect-reasons", { en, zh });

/** Says why a row was left out: the server's own sentence in English, which names what it received; its reason in Chinese. */
export function useRejection(): (row: { reason: string; message: string }) => string {
  const t = useCollectWords();
  return ({ reason, message }) =>
    currentLanguage() === "zh" && reason in zh.rejected
      ? t(`rejected.${reason as keyof typeof en.rejected}`)
      : message;
}
