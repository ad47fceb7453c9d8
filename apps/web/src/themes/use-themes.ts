// The themes by id, read once for every page that names one.
import type { Headline } from "@heed/core";
import type { ThemeList, ThemeView } from "@heed/core/api";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { headlineNow } from "../components/headline.tsx";
import { currentLanguage } from "../i18n/start-i18n.ts";

export function useThemes(): UseQueryResult<ThemeList> {
  return useQuery({
    queryKey: ["themes", true],
    queryFn: () => api.listThemes({ query: { hidden: true } }),
  });
}

/** Names of themes; an id stands for a theme that is not there. */
export function useThemeName(): (id: string) => string {
  const { data } = useThemes();
  const language = currentLanguage();
  return (id) => data?.rows.find((theme) => theme.id === id)?.name[language] ?? id;
}

/** What heads each theme; null for one that is not there. */
export function useThemeHeadline(): (id: string) => Headline | null {
  const { data } = useThemes();
  return (id) => {
    const theme = data?.rows.find((one) => one.id === id);
    return theme === undefined ? null : headlineNow(theme);
  };
}

/** A theme to choose: what heads it, and what stands beneath that. */
export interface ThemeChoice {
  readonly value: string;
  readonly label: string;
  readonly headline: Headline;
  /** In lower case; the key words find a theme too. */
  readonly found: string;
}

/** Leaves under the names of their groups, for choosing one. */
export function leafChoices(list: ThemeList | undefined, except: string) {
  const language = currentLanguage();
  const rows = list?.rows ?? [];
  const option = (theme: ThemeView): ThemeChoice => {
    const headline = headlineNow(theme);
    const label = `${headline.text} (${theme.people})`;
    const found = `${label} ${theme.name[language]}`.toLowerCase();
    return { value: theme.id, label, headline, found };
  };
  return rows
    .filter(({ parentId }) => parentId === null)
    .map((group) => ({
      group: group.name[language],
      items: rows
        .filter(({ parentId, id, hidden }) => parentId === group.id && id !== except && !hidden)
        .map(option),
    }))
    .filter(({ items }) => items.length > 0);
}
