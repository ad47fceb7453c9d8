// The themes by id, read once for every page that names one.
import type { ThemeList, ThemeView } from "@heed/core/api";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
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

/** Leaves under the names of their groups, for choosing one. */
export function leafChoices(list: ThemeList | undefined, except: string) {
  const language = currentLanguage();
  const rows = list?.rows ?? [];
  const option = ({ id, name, people }: ThemeView) => ({
    value: id,
    label: `${name[language]} (${people})`,
  });
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
