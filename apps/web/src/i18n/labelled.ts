// Joins a label with what it is of, with the signs that the reader's language writes.
import { currentLanguage } from "./start-i18n.ts";

/** `Status: done`, `状态：已完成`. */
export function labelled(label: string, value: string): string {
  return currentLanguage() === "zh" ? `${label}：${value}` : `${label}: ${value}`;
}

/** `Name (English)`, `名称（英文）`. */
export function noted(label: string, note: string): string {
  return currentLanguage() === "zh" ? `${label}（${note}）` : `${label} (${note})`;
}
