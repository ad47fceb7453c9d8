// Theme names by a large model: each rests on words that stand in the theme's own quotes, or the built-in name stays.
import {
  type FoundTheme,
  type FoundThemes,
  HeedError,
  type LanguageModel,
  mentionText,
  type ThemeFinder,
  type ThemeName,
} from "@heed/core";
import { z } from "zod";
import { evidenceFaults, evidenceSchema, type ShownQuote } from "./check-quotes.ts";
import { loadPrompt } from "./load-prompt.ts";
import { runPool } from "./run-pool.ts";

const AT_A_TIME = 8;
const AT_ONCE = 16;
const MOST_QUOTES = 6;
const LONGEST_QUOTE = 300;
const LONGEST_NAME = { en: 60, zh: 24 } as const;

const namesSchema = z.strictObject({
  themes: z.array(
    z.strictObject({ id: z.string(), en: z.string(), zh: z.string(), evidence: evidenceSchema }),
  ),
});
type Names = z.infer<typeof namesSchema>;

interface NamelessTheme {
  readonly id: string;
  readonly keyphrases: readonly string[];
  readonly quotes: readonly ShownQuote[];
}

export interface NamingOptions {
  readonly signal?: AbortSignal;
  /** Called with how many themes have a new name, and how many kept the built-in one. */
  readonly onNamed?: (named: { readonly themes: number; readonly kept: number }) => void;
}

/** A finder whose themes a large model names; a theme that it cannot name with evidence keeps the name it had. */
export function withModelNames(
  finder: ThemeFinder,
  model: LanguageModel,
  naming: NamingOptions = {},
): ThemeFinder {
  const { name, version } = loadPrompt("name-themes", 1);
  return {
    model: {
      name: `${finder.model.name}+${model.name}`,
      version: `${finder.model.version}+${name}.${version}`,
    },
    find: async (texts, options) => {
      const found = await finder.find(texts, options);
      const quoted = (indexes: readonly number[]) =>
        indexes.slice(0, MOST_QUOTES).map((at) => ({
          id: `q${at}`,
          text: cutWhole(mentionText(texts, at)),
        }));
      const signal = naming.signal ?? options.signal;
      const names = await nameAll(model, describe(found, quoted), {
        ...naming,
        ...(signal === undefined ? {} : { signal }),
      });
      return {
        ...found,
        themes: found.themes.map((theme, at) => ({
          ...theme,
          ...named(theme, names.get(`t${at}`)),
        })),
        groups: found.groups.map((group, at) => ({
          ...group,
          ...named(group, names.get(`g${at}`)),
        })),
      };
    },
  };
}

function named({ name }: Pick<FoundTheme, "name">, given: ThemeName | undefined) {
  return given === undefined
    ? { name }
    : { name: given, namedBy: { en: "model", zh: "model" } as const };
}

function describe(
  { themes, groups }: FoundThemes,
  quoted: (indexes: readonly number[]) => ShownQuote[],
): NamelessTheme[] {
  const all = [
    ...themes.map((theme, at) => ({ id: `t${at}`, theme })),
    ...groups.map((theme, at) => ({ id: `g${at}`, theme })),
  ];
  return all.map(({ id, theme }) => ({
    id,
    keyphrases: [...theme.keyphrases.en.slice(0, 5), ...theme.keyphrases.zh.slice(0, 5)],
    quotes: quoted(theme.representatives),
  }));
}

async function nameAll(
  model: LanguageModel,
  themes: readonly NamelessTheme[],
  { signal, onNamed }: NamingOptions,
): Promise<Map<string, ThemeName>> {
  const names = new Map<string, ThemeName>();
  const starts = Array.from({ length: Math.ceil(themes.length / AT_A_TIME) }, (_, at) => at);
  await runPool(starts, AT_ONCE, async (start) => {
    const part = themes.slice(start * AT_A_TIME, (start + 1) * AT_A_TIME);
    const named = await nameSome(model, part, signal);
    for (const { id, en, zh } of named) names.set(id, { en: en.trim(), zh: zh.trim() });
    onNamed?.({ themes: named.length, kept: part.length - named.length });
  });
  return names;
}

/** Names for some themes; where they are wrong twice, for each theme alone, and none for one that stays wrong. */
async function nameSome(
  model: LanguageModel,
  themes: readonly NamelessTheme[],
  signal: AbortSignal | undefined,
): Promise<Names["themes"]> {
  try {
    const { value } = await model.answer({
      purpose: "name-themes",
      name: "names",
      instructions: loadPrompt("name-themes", 1).words,
      content: [{ type: "text", text: JSON.stringify(themes, null, 1) }],
      maxOutputTokens: 2_000 + themes.length * 250,
      schema: namesSchema,
      check: (names) => nameFaults(names, themes),
      ...(signal === undefined ? {} : { signal }),
    });
    return value.themes;
  } catch (error) {
    if (!HeedError.is(error) || error.code !== "answer-unusable") throw error;
    if (themes.length === 1) return [];
    const named: Names["themes"] = [];
    for (const theme of themes) named.push(...(await nameSome(model, [theme], signal)));
    return named;
  }
}

function nameFaults({ themes: names }: Names, themes: readonly NamelessTheme[]): string[] {
  const faults = names.flatMap(({ id, en, zh, evidence }) => {
    const theme = themes.find((one) => one.id === id);
    if (theme === undefined) return [`No theme has the id ${id.slice(0, 40)}.`];
    return [
      ...oneNameFaults(`The English name of ${id}`, en, LONGEST_NAME.en, /\p{sc=Latin}/u),
      ...oneNameFaults(`The Chinese name of ${id}`, zh, LONGEST_NAME.zh, /\p{sc=Han}/u),
      ...evidenceFaults(evidence, theme.quotes, `The name of ${id}`),
    ];
  });
  for (const { id } of themes) {
    const count = names.filter((name) => name.id === id).length;
    if (count !== 1) faults.push(`The theme ${id} was answered for ${count} times.`);
  }
  return faults;
}

function oneNameFaults(name: string, words: string, longest: number, script: RegExp): string[] {
  if (words.trim().length > longest) return [`${name} is longer than ${longest} characters.`];
  if (!script.test(words)) return [`${name} is not in its language.`];
  return /[\n\r\t]/.test(words) ? [`${name} is not one line.`] : [];
}

/** The beginning of a text, without half a character at its end. */
function cutWhole(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  return text.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, "");
}
