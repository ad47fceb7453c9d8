// What the page works on: the items with guesses as they are typed, kept on the server when a field is left, each step undoable.
import type { PrioritiesView, PrioritySettingsView } from "@heed/core/api";
import type { Guesses, GuessName, PriorityItem } from "@heed/core/priorities";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api } from "../api/client.ts";

type Changes = Readonly<Record<string, number | null>>;
type ThemeIdText = PrioritiesView["items"][number]["themeId"];

interface Step {
  /** What to set to take the step back, by theme. */
  readonly before: ReadonlyMap<ThemeIdText, Changes>;
}

export function usePriorities(loaded: PrioritiesView) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<ReadonlyMap<string, Guesses>>(new Map());
  const [settings, setSettings] = useState<PrioritySettingsView>(loaded.settings);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const saveGuesses = useMutation({
    mutationFn: async (all: ReadonlyMap<ThemeIdText, Changes>) => {
      for (const [themeId, body] of all) await api.putGuesses({ params: { themeId }, body });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["priorities"] }),
  });
  const saveSettings = useMutation({
    mutationFn: (body: PrioritySettingsView) => api.putPrioritySettings({ body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["priorities"] }),
  });
  const items = useMemo(
    () =>
      loaded.items.map(
        (item): PriorityItem => ({ ...item, guesses: typed.get(item.themeId) ?? item.guesses }),
      ),
    [loaded.items, typed],
  );
  const guessesOf = (themeId: string) =>
    items.find((item) => item.themeId === themeId)?.guesses ?? {};

  const show = (all: ReadonlyMap<ThemeIdText, Changes>) => {
    const next = new Map(typed);
    for (const [themeId, changes] of all) {
      const guesses = { ...guessesOf(themeId) } as Record<string, number>;
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) delete guesses[name];
        else guesses[name] = value;
      }
      next.set(themeId, guesses);
    }
    setTyped(next);
  };
  return {
    items,
    settings,
    canUndo: steps.length > 0,
    failure: saveGuesses.error ?? saveSettings.error,
    /** Shows a guess at once; nothing is kept yet. */
    type: (themeId: ThemeIdText, name: GuessName, value: number | null) =>
      show(new Map([[themeId, { [name]: value }]])),
    /** Keeps guesses; `before` is what undoing restores. */
    keep: (all: ReadonlyMap<ThemeIdText, Changes>, before: ReadonlyMap<ThemeIdText, Changes>) => {
      show(all);
      setSteps([...steps, { before }]);
      saveGuesses.mutate(all);
    },
    undo: () => {
      const last = steps.at(-1);
      if (last === undefined) return;
      setSteps(steps.slice(0, -1));
      show(last.before);
      saveGuesses.mutate(last.before);
    },
    change: (next: PrioritySettingsView) => {
      setSettings(next);
      saveSettings.mutate(next);
    },
  };
}
export type PrioritiesInHand = ReturnType<typeof usePriorities>;
