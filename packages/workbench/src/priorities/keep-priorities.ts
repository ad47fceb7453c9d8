// Keeps what people guess about needs and how they weigh, and joins it with what was counted. Kept by theme, so that it outlives every run.
import {
  DEFAULT_PRIORITY_SETTINGS,
  GUESS_RANGES,
  type Guesses,
  guessRange,
  InvalidInput,
  NotFound,
  namedByOf,
  type PriorityItem,
  type PrioritySettings,
  type RecordStore,
  type ThemeId,
} from "@heed/core";
import { loadConcluded } from "../report/report-model.ts";
import type { StatementsOf } from "../themes/keep-statements.ts";

const SETTINGS = "priorities";

export interface PriorityInputs {
  readonly items: readonly PriorityItem[];
  readonly settings: PrioritySettings;
}

/** What priorities are made of today. @throws `not-analysed` when nothing was analysed yet */
export async function readPriorityInputs(
  records: RecordStore,
  statementsOf: StatementsOf,
): Promise<PriorityInputs> {
  const { summary, needs, themes } = await loadConcluded(records);
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  const kept = new Map(
    (await records.kept.list("priority")).map(({ id, record }) => [id, record as Guesses]),
  );
  return {
    settings: await readPrioritySettings(records),
    items: needs.map((need) => ({
      ...{ themeId: need.themeId, needId: need.id, name: need.name, rank: need.rank },
      namedBy: namedByOf(byId.get(need.themeId) ?? {}),
      statement: statementsOf(need.themeId).need,
      ...{ people: need.people, heard: summary.counts.people, share: need.share },
      ...{ severity: need.severity, growth: need.parts.growth },
      worth: need.value.ok ? need.value.share.value : null,
      guesses: kept.get(need.themeId) ?? {},
    })),
  };
}

async function readPrioritySettings(records: RecordStore): Promise<PrioritySettings> {
  const text = await records.setting(SETTINGS);
  return text === null ? DEFAULT_PRIORITY_SETTINGS : (JSON.parse(text) as PrioritySettings);
}

export async function savePrioritySettings(
  records: RecordStore,
  settings: PrioritySettings,
): Promise<PrioritySettings> {
  await records.saveSetting(SETTINGS, JSON.stringify(settings));
  return settings;
}

/**
 * Sets guesses of a need's theme; null takes one away.
 *
 * @throws `theme-not-found`, `unknown-guess`, `guess-out-of-range`
 */
export async function changeGuesses(
  records: RecordStore,
  themeId: ThemeId,
  changes: Readonly<Record<string, number | null>>,
): Promise<Guesses> {
  if (!(await records.themes()).some(({ id }) => id === themeId))
    throw new NotFound("theme-not-found", `There is no theme ${themeId}.`, {
      hint: "List them with: heed themes",
      zh: { message: `没有主题 ${themeId}。`, hint: "可用 heed themes 列出主题。" },
    });
  const guesses = await records.kept.change("priority", themeId, (before) => {
    const all = { ...(before as Record<string, number> | undefined) };
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete all[name];
      else all[name] = checked(name, value);
    }
    return all as Guesses;
  });
  return guesses!;
}

function checked(name: string, value: number): number {
  const range = guessRange(name);
  if (range === null) {
    const names = Object.keys(GUESS_RANGES).join(", ");
    throw new InvalidInput("unknown-guess", `${name} is nothing that can be guessed of a need.`, {
      hint: `Name one of ${names}, or score:ID for a criterion of your own.`,
      zh: { message: `没有名为 ${name} 的估计项。`, hint: `可用：${names}，或 score:准则。` },
    });
  }
  const [least, most] = range;
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new InvalidInput(
    "guess-out-of-range",
    `${name} cannot be ${value}: expected a number from ${least} to ${most}.`,
    {
      hint: `Give a number from ${least} to ${most}.`,
      zh: {
        message: `${name} 不能为 ${value}，应在 ${least} 到 ${most} 之间。`,
        hint: `请给出 ${least} 到 ${most} 之间的数。`,
      },
    },
  );
}
