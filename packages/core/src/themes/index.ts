// Themes, people's decisions about them and what they state, as part of the public surface of @heed/core.

export {
  checkThemeEdit,
  type ThemeDecisions,
  themeDecisions,
} from "./apply-theme-edits.ts";
export { layOutMap, type MapLayout } from "./lay-out-map.ts";
export { matchThemes } from "./match-themes.ts";
export {
  MentionTextList,
  type MentionTexts,
  mentionContext,
  mentionCount,
  mentionsAround,
  mentionText,
  wholeTexts,
} from "./mention-texts.ts";
export {
  type Headed,
  type Headline,
  headlineOf,
  type NamedBy,
  namedByOf,
  type Statement,
  type Statements,
  statementsByTheme,
  type ThemeStatements,
} from "./statement.ts";
export {
  type NameGiver,
  type Theme,
  type ThemeAssignment,
  type ThemeId,
  type ThemeName,
  themeNumber,
  UNCLEAR_REASONS,
  type UnclearReason,
} from "./theme.ts";
export type { LoggedThemeEdit, ThemeEdit } from "./theme-edit.ts";
export { checkLevels, groupIds, leafThemes } from "./theme-levels.ts";
