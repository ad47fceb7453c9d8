// Takes a decision about themes: refused when another came first on another page, and everything is read again after it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useThemes } from "./use-themes.ts";

export type ThemeDecision = Parameters<typeof api.editThemes>[0]["body"]["decision"];

export function useThemeEdit(onDone?: () => void) {
  const client = useQueryClient();
  const { data } = useThemes();
  return useMutation({
    mutationFn: (decision: ThemeDecision) =>
      api.editThemes({
        body: { decision, ...(data === undefined ? {} : { after: data.lastEdit }) },
      }),
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries(),
  });
}
