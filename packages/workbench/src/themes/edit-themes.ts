// Carries out a person's decision about themes at once, without finding themes again, and logs it for every later run.
import {
  Conflict,
  checkThemeEdit,
  type LoggedThemeEdit,
  type MentionId,
  NotFound,
  type Theme,
  type ThemeEdit,
  type ThemeId,
  themeDecisions,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";
import { decideAssignment } from "./assign-themes.ts";

/** Checks, logs and carries out a decision; themes and the assignments it touches are current when it returns. */
export async function editThemes(
  workspace: Workspace,
  edit: ThemeEdit,
  at: Date = new Date(),
): Promise<LoggedThemeEdit> {
  const { records } = workspace;
  const log = await records.themeEdits();
  checkThemeEdit(edit, await records.themes(), log);
  await checkMentions(workspace, edit);
  const logged = await records.addThemeEdit(at.toISOString(), edit);
  const undone =
    edit.type === "undo" ? log.find(({ number }) => number === edit.edit)?.edit : undefined;
  await carryOut(
    workspace,
    [...log, logged],
    undone === undefined ? [edit] : await chainOf(undone, log),
  );
  return logged;
}

/**
 * Carries out again what was decided after the decision with this number: a run that was under way meanwhile wrote themes and
 * assignments that know nothing of it. Returns all themes that stand.
 */
export async function carryOutSince(
  workspace: Workspace,
  lastKnown: number,
): Promise<readonly Theme[]> {
  for (let last = lastKnown; ; ) {
    const log = await workspace.records.themeEdits();
    const since = log.filter(({ number }) => number > last);
    if (since.length === 0) return workspace.records.themes();
    const touching = await Promise.all(since.map(({ edit }) => chainOf(edit, log)));
    await carryOut(workspace, log, touching.flat());
    last = since.at(-1)!.number;
  }
}

/** Refuses mentions that are not there; what is split off must stand in the theme, and leave some of it. */
async function checkMentions({ facts }: Workspace, edit: ThemeEdit): Promise<void> {
  if (edit.type !== "move" && edit.type !== "split") return;
  const { mentionIds } = edit;
  const assigned = await facts.assignments({ mentionIds });
  const known = new Map(assigned.map(({ mentionId, themeId }) => [mentionId, themeId]));
  const missing = mentionIds.find((id) => !known.has(id));
  if (missing !== undefined || mentionIds.length === 0) {
    throw new NotFound(
      "mention-not-found",
      missing === undefined ? "No mention was named." : `There is no mention ${missing}.`,
      { hint: "Find mentions and their ids with: heed search" },
    );
  }
  if (edit.type === "move") return;
  const stranger = mentionIds.find((id) => known.get(id) !== edit.themeId);
  if (stranger !== undefined) {
    throw new Conflict(
      "mention-not-in-theme",
      `${stranger} does not belong to ${edit.themeId}, so it cannot be split off it.`,
      { hint: "Move it with: heed themes move" },
    );
  }
  const whole = await facts.assignments({ themeIds: [edit.themeId] });
  if (whole.filter(({ themeId }) => themeId === edit.themeId).length <= new Set(mentionIds).size) {
    throw new Conflict(
      "nothing-left",
      `The split would take every mention of ${edit.themeId} and leave nothing.`,
      { hint: "Name fewer mentions, or rename the theme instead." },
    );
  }
}

/** An id for a theme that a person splits off. */
export async function nextThemeId(workspace: Workspace): Promise<ThemeId> {
  return `theme_${await workspace.records.takeNumbers("theme", 1)}`;
}

/** Undoing an undo touches what the first decision touched. */
async function chainOf(edit: ThemeEdit, log: readonly LoggedThemeEdit[]): Promise<ThemeEdit[]> {
  if (edit.type !== "undo") return [edit];
  const undone = log.find(({ number }) => number === edit.edit);
  return undone === undefined ? [] : chainOf(undone.edit, log);
}

async function carryOut(
  workspace: Workspace,
  log: readonly LoggedThemeEdit[],
  touching: readonly ThemeEdit[],
): Promise<void> {
  const { facts, records } = workspace;
  const decisions = themeDecisions(log);
  const found = await records.foundThemes();
  await records.replaceThemes({ found, current: decisions.applyTo(found) });
  const touched = touchedBy(touching);
  if (touched.themeIds.length + touched.mentionIds.length === 0) return;
  const assignments = await facts.assignments(touched);
  const decided = assignments.map((assignment) => decideAssignment(assignment, decisions));
  await facts.appendAssignments(
    decided.filter(({ themeId }, index) => themeId !== assignments[index]!.themeId),
  );
}

/** Themes and mentions whose assignments a decision can change. */
function touchedBy(edits: readonly ThemeEdit[]): { themeIds: ThemeId[]; mentionIds: MentionId[] } {
  const themeIds: ThemeId[] = [];
  const mentionIds: MentionId[] = [];
  for (const edit of edits) {
    if (edit.type === "merge") themeIds.push(...edit.from, edit.into);
    if (edit.type === "split") themeIds.push(edit.newThemeId);
    if (edit.type === "split" || edit.type === "move") mentionIds.push(...edit.mentionIds);
  }
  return { themeIds, mentionIds };
}
