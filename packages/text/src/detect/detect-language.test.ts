// Shows that short feedback in many languages and scripts is told apart, and measures how often.
import { expect, test } from "vitest";
import { detectLanguage } from "./detect-language.ts";

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    "great app",
    "crashes every time",
    "Please add dark mode",
    "too many ads",
    "wont open anymore",
    "best app ever",
    "I want my money back",
    "meh",
    "Login broken since 4.3",
    "superb!!!",
    "customer support never replied",
    "lag",
  ],
  zh: [
    "很好用",
    "更新以后一直闪退",
    "希望支持 iPad",
    "这个 app 太卡了",
    "客服态度差",
    "好评！",
    "VIP 会员太贵",
    "鲜の每日 送货很快",
    "點餐很方便",
    "垃圾",
  ],
  fr: [
    "Très bonne application",
    "Ça ne marche pas",
    "Impossible de se connecter",
    "Trop de publicités",
    "J'adore",
    "Parfait, merci",
  ],
  de: [
    "Sehr gute App",
    "Stürzt ständig ab",
    "Die App funktioniert nicht",
    "Leider zu viel Werbung",
    "Bitte Dunkelmodus hinzufügen",
  ],
  es: [
    "Muy buena aplicación",
    "No funciona",
    "Me encanta",
    "Demasiados anuncios",
    "Se cierra sola desde la actualización",
  ],
  pt: [
    "Muito bom",
    "Não funciona",
    "Adorei o aplicativo",
    "Não consigo entrar na minha conta",
    "Ótimo aplicativo, recomendo",
  ],
  it: [
    "Ottima applicazione",
    "Non funziona più",
    "Molto bello",
    "Troppa pubblicità",
    "Si blocca sempre",
  ],
  ja: [
    "とても良いアプリです",
    "起動しない",
    "広告が多すぎる",
    "最高のゲーム",
    "ログインできません",
  ],
  ko: ["아주 좋아요", "앱이 자꾸 꺼져요", "광고가 너무 많아요", "업데이트 후 안 열려요", "최고"],
  ru: [
    "Отличное приложение",
    "Не работает после обновления",
    "Слишком много рекламы",
    "Всё супер",
    "Вылетает при запуске",
  ],
  tr: ["Çok güzel uygulama", "Açılmıyor", "Reklam çok fazla"],
  vi: ["Ứng dụng rất tốt", "Không mở được"],
  pl: ["Bardzo dobra aplikacja", "Nie działa po aktualizacji"],
  nl: ["Zeer goede app", "Werkt niet meer"],
  id: ["Aplikasi sangat bagus", "Tidak bisa login"],
  ar: ["تطبيق رائع", "لا يعمل بعد التحديث"],
  th: ["แอปดีมาก"],
  uk: ["Дуже гарний застосунок, дякую", "Не працює після оновлення"],
  bg: ["Приложението не работи, защо?", "Много добър е, благодаря"],
  da: ["Virker slet ikke mere"],
  cs: ["Aplikace nefunguje po aktualizaci"],
  he: ["אפליקציה מעולה"],
  el: ["Πολύ καλή εφαρμογή"],
  hi: ["बहुत अच्छा ऐप"],
};

test("Short sentences in twenty languages are named right at least nineteen times in twenty.", () => {
  const rows = Object.entries(SENTENCES).flatMap(([tag, texts]) =>
    texts.map((text) => ({ tag, text })),
  );
  const wrong = rows.filter(({ tag, text }) => detectLanguage(text) !== tag);
  console.log(
    `languages: ${rows.length - wrong.length} of ${rows.length} right`,
    wrong.map(({ tag, text }) => `${tag}: ${text} -> ${detectLanguage(text)}`),
  );
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(1 - wrong.length / rows.length).toBeGreaterThanOrEqual(0.95);
});

test("A text without letters has no language.", () => {
  for (const text of ["", "5/5", "👍👍", "!!! ???", "12:30", " \n "])
    expect(detectLanguage(text), text).toBe("und");
});

test("Of mixed Chinese and English the one that says more counts.", () => {
  expect(detectLanguage("打开 Settings 就闪退")).toBe("zh");
  expect(detectLanguage("Please translate 设置 in the settings menu, I can't read it")).toBe("en");
  expect(detectLanguage("nice！很好的 app")).toBe("zh");
});

test("Addresses count only when nothing else is said.", () => {
  expect(detectLanguage("打不开 https://shop.example.com/orders/list?page=2")).toBe("zh");
  expect(detectLanguage("https://shop.example.com/orders")).not.toBe("und");
});

test("A megabyte takes no longer than its beginning.", () => {
  const from = performance.now();
  expect(detectLanguage("a".repeat(1_000_000))).toHaveLength(2);
  expect(detectLanguage("好".repeat(1_000_000))).toBe("zh");
  // No benchmark: only work that grows with the square of the length fails.
  expect(performance.now() - from).toBeLessThan(5_000);
});
