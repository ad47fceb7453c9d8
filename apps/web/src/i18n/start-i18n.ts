// Speaks the reader's language: the one chosen last, else the browser's, else English.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export type Language = "en" | "zh";

const STORED = "heed.language";

export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: firstLanguage(),
    fallbackLng: "en",
    interpolation: { escapeValue: false },
  });
  showLanguage();
}

export function currentLanguage(): Language {
  return i18next.language === "zh" ? "zh" : "en";
}

export function switchLanguage(): void {
  const next = currentLanguage() === "en" ? "zh" : "en";
  localStorage.setItem(STORED, next);
  void i18next.changeLanguage(next).then(showLanguage);
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "zh") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function showLanguage(): void {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-Hans" : "en";
}
