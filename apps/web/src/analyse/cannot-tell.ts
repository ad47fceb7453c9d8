// Why an analysis cannot tell: the sentence of the one who refused in English, which names what it received; its reason in Chinese.
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useWords } from "./analyse-words.ts";
import { en } from "./words/en.ts";

type Reason = keyof typeof en.reason;

export function useCannotTell(): (refusal: {
  readonly reason: string;
  readonly message: string;
}) => string {
  const t = useWords();
  return ({ reason, message }) =>
    currentLanguage() === "zh" && reason in en.reason ? t(`reason.${reason as Reason}`) : message;
}
