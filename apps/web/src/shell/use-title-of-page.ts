// The browser's tab, its history and a screen reader call a page as its heading does.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Keeps the document's title at the first heading of what is shown, followed by the product's name. */
export function useTitleOfPage(): void {
  const { t, i18n } = useTranslation();
  const product = t("app.fullName");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page has other headings in another language.
  useEffect(() => {
    const read = () => {
      const heading = document.querySelector("#content h1")?.textContent?.trim() ?? "";
      const title = heading === "" ? product : `${heading} · ${product}`;
      if (document.title !== title) document.title = title;
    };
    const watch = new MutationObserver(read);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    read();
    return () => watch.disconnect();
  }, [product, i18n.language]);
}
