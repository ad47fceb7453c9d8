// A theme's statement: its matter in one clause of a person's own words, that can be read out where key words cannot.
import type { MentionId } from "../mentions/mention.ts";
import type { NameGiver, Theme, ThemeId, ThemeName } from "./theme.ts";

/** Part of a mention, by UTF-16 offsets into its item's stored text: a quote, so it is never written, translated or changed. */
export interface Statement {
  readonly mentionId: MentionId;
  readonly start: number;
  readonly end: number;
}

/** One for each language in which the theme's voices hold a clause that says it; null where none is good enough. */
export interface Statements {
  readonly en: Statement | null;
  readonly zh: Statement | null;
}

export interface ThemeStatements {
  readonly themeId: ThemeId;
  /** By those who lack something: defects, displeasure, wishes, questions. */
  readonly need: Statements;
  /** By those who praise. */
  readonly praise: Statements;
  /** Of whom more speak in the theme: whose statements stand for the theme itself. */
  readonly leading: "need" | "praise";
}

const NO_STATEMENTS: Statements = { en: null, zh: null };

/** Statements by theme: of the theme itself, and of the need that it makes. */
export function statementsByTheme(
  all: readonly ThemeStatements[],
): (themeId: ThemeId) => { readonly theme: Statements; readonly need: Statements } {
  const known = new Map(all.map((one) => [one.themeId, one]));
  return (themeId) => {
    const own = known.get(themeId);
    if (own === undefined) return { theme: NO_STATEMENTS, need: NO_STATEMENTS };
    return { theme: own[own.leading], need: own.need };
  };
}

/** Who gave the name in each language; null where it is made of key words. */
export interface NamedBy {
  readonly en: NameGiver | null;
  readonly zh: NameGiver | null;
}

/** A theme's name givers, none left out. */
export function namedByOf({ namedBy }: Pick<Theme, "namedBy">): NamedBy {
  return { en: namedBy?.en ?? null, zh: namedBy?.zh ?? null };
}

/** A theme or need as it is to be headed: its name with who gave it, and its statements' words. */
export interface Headed {
  readonly name: ThemeName;
  readonly namedBy: NamedBy;
  readonly statement: {
    readonly en: { readonly text: string } | null;
    readonly zh: { readonly text: string } | null;
  };
}

export interface Headline {
  /** What stands first: a name that somebody gave, else the statement, else the key words. */
  readonly text: string;
  /** True when `text` is a quote. */
  readonly isStatement: boolean;
  /** The name, where the statement stands first. */
  readonly name: string | null;
  /** The other language's statement, where this one's voices hold none and nobody gave a name. */
  readonly other: { readonly language: "en" | "zh"; readonly text: string } | null;
}

/** How a theme or need is headed in a language. */
export function headlineOf({ name, namedBy, statement }: Headed, language: "en" | "zh"): Headline {
  const own = statement[language];
  const isGiven = namedBy[language] !== null;
  if (own !== null && !isGiven)
    return { text: own.text, isStatement: true, name: name[language], other: null };
  const foreign = language === "en" ? ("zh" as const) : ("en" as const);
  const other = isGiven || statement[foreign] === null ? null : statement[foreign].text;
  return {
    text: name[language],
    isStatement: false,
    name: null,
    other: other === null ? null : { language: foreign, text: other },
  };
}
