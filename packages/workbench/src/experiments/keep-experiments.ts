// Keeps experiments: created, changed, started, stopped, forgotten, and found by the needs that they are for.
import {
  Conflict,
  checkExperiment,
  DEFAULT_EXPOSURE,
  type Experiment,
  type ExperimentId,
  equalLooks,
  NotFound,
  type RecordStore,
  type SpecId,
  type ThemeId,
} from "@heed/core";
import { themesNamed } from "../releases/release-aims.ts";
import { loadSpec } from "../specs/spec-records.ts";

/** What a person says of a new experiment. */
export interface NewExperiment {
  readonly name: string;
  readonly key?: string | undefined;
  readonly hypothesis?: string | undefined;
  readonly arms?: Experiment["arms"] | undefined;
  readonly exposure?: Experiment["exposure"] | undefined;
  readonly metrics: Experiment["metrics"];
  readonly segments?: readonly string[] | undefined;
  readonly looking?: Experiment["looking"] | undefined;
  /** Of planned looks; four at equal steps when absent. */
  readonly lookPlan?: Experiment["lookPlan"] | undefined;
  readonly plannedUnits?: number | null | undefined;
  /** Themes, or needs in place of their themes. */
  readonly helps?: readonly string[] | undefined;
  readonly requirement?: string | undefined;
}
/** Fields that may be changed later. */
export type ExperimentChange = Partial<Omit<NewExperiment, "key">> & {
  readonly status?: Experiment["status"] | undefined;
};

/** What every experiment has, also one that was kept before it was known. */
const SINCE_KEPT = { lookPlan: null, looksTaken: [] } as const;
const DEFAULT_LOOKS = 4;

export async function listExperiments(records: RecordStore): Promise<Experiment[]> {
  const kept = await records.kept.list("experiment");
  return kept.map(({ record }) => ({ ...SINCE_KEPT, ...(record as Experiment) }));
}

/** An experiment by its id or its key. */
export async function findExperiment(records: RecordStore, named: string): Promise<Experiment> {
  const all = await listExperiments(records);
  const found = all.find(({ id, key }) => id === named || key === named);
  if (found !== undefined) return found;
  const known = all.slice(0, 5).map(({ key }) => key);
  throw new NotFound("experiment-not-found", `There is no experiment ${named}.`, {
    hint:
      known.length === 0
        ? "Create one first: New experiment on the page, or heed experiment create."
        : `There are: ${known.join(", ")}`,
    zh: {
      message: `没有实验 ${named}。`,
      hint:
        known.length === 0
          ? "请先创建：页面上点“新建实验”，或用 heed experiment create。"
          : `现有：${known.join("、")}`,
    },
  });
}

export async function createExperiment(
  records: RecordStore,
  asked: NewExperiment,
  now: Date,
): Promise<Experiment> {
  const key = asked.key ?? keyOf(asked.name);
  const experiment: Experiment = {
    id: `experiment_${await records.takeNumbers("experiment", 1)}`,
    ...{ key, name: asked.name.trim(), hypothesis: asked.hypothesis ?? "", status: "draft" },
    exposure: asked.exposure ?? DEFAULT_EXPOSURE,
    arms: asked.arms ?? [
      { key: "control", weight: 1 },
      { key: "treatment", weight: 1 },
    ],
    ...{ metrics: asked.metrics, segments: asked.segments ?? [] },
    ...lookingOf(asked.looking ?? "once", asked.lookPlan ?? null),
    looksTaken: [],
    ...{ plannedUnits: asked.plannedUnits ?? null, requirement: asked.requirement ?? "" },
    themeIds: await themesOf(records, asked.helps ?? (await helpsOf(records, asked.requirement))),
    ...{ createdAt: now.toISOString(), startedAt: null, stoppedAt: null, outcome: null },
  };
  checkExperiment(experiment);
  const all = await listExperiments(records);
  if (all.some((known) => known.key === key)) {
    throw new Conflict(
      "experiment-key-taken",
      `An experiment with the key ${key} is there already.`,
      {
        hint: "Two experiments of one key would share their people; choose another.",
        zh: {
          message: `标识 ${key} 已被另一实验使用。`,
          hint: "同一标识的实验会共用分组；请另选一个。",
        },
      },
    );
  }
  await saveExperiment(records, experiment);
  return experiment;
}

/** Changes the fields given; what has begun keeps its arms and exposure. */
export async function changeExperiment(
  records: RecordStore,
  asked: string,
  change: ExperimentChange,
  now: Date,
): Promise<Experiment> {
  const before = await findExperiment(records, asked);
  const { helps, status, looking, lookPlan, ...fields } = change;
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  const isFixed = before.status !== "draft" && ("arms" in given || "exposure" in given);
  if (isFixed) {
    throw new Conflict(
      "experiment-begun",
      "The arms of an experiment that has begun stay as they are.",
      {
        hint: "Stop it and create another with a key of its own.",
        zh: { message: "实验开始后不能更改分组。", hint: "请停止后以新的标识另建一个。" },
      },
    );
  }
  const isOther = looking !== undefined || lookPlan !== undefined;
  const looks = isOther
    ? lookingOf(looking ?? before.looking, lookPlan === undefined ? before.lookPlan : lookPlan)
    : {};
  refuseAfterLooks(before, { ...given, ...looks, ...(status === undefined ? {} : { status }) });
  const isForNone = helps === undefined && before.themeIds.length === 0;
  const named = isForNone ? await helpsOf(records, change.requirement) : helps;
  const after: Experiment = {
    ...before,
    ...given,
    ...looks,
    ...(named === undefined ? {} : { themeIds: await themesOf(records, named) }),
    ...moved(before, status, now),
  };
  checkExperiment(after);
  await saveExperiment(records, after);
  if (after.looksTaken.length === 0) await records.kept.delete("experiment-look", after.id);
  return after;
}

/** A plan of looks holds only while what it is about stays as it was; a draft again would look at the same people anew. */
function refuseAfterLooks(before: Experiment, change: Readonly<Record<string, unknown>>): void {
  const fixed = ["metrics", "arms", "exposure", "plannedUnits", "looking", "lookPlan"] as const;
  const isOther = (name: (typeof fixed)[number]) =>
    name in change && JSON.stringify(change[name]) !== JSON.stringify(before[name]);
  const isBack = change.status === "draft" && before.status !== "draft";
  if (before.looksTaken.length === 0 || !(isBack || fixed.some(isOther))) return;
  throw new Conflict(
    "experiment-looked-at",
    isBack
      ? "A planned look was taken: the experiment does not become a draft again."
      : "A planned look was taken: metrics, size and looks stay as they were planned.",
    {
      hint: "Stop it and create another with a key of its own.",
      zh: {
        message: isBack
          ? "已按计划查看过：该实验不能再改回草稿。"
          : "已按计划查看过：指标、人数与查看计划不能再改。",
        hint: "请停止后以新的标识另建一个。",
      },
    },
  );
}

function lookingOf(looking: Experiment["looking"], plan: Experiment["lookPlan"]) {
  if (looking !== "planned-looks") return { looking, lookPlan: null };
  return { looking, lookPlan: plan ?? equalLooks(DEFAULT_LOOKS) };
}

export async function deleteExperiment(records: RecordStore, named: string): Promise<void> {
  const { id } = await findExperiment(records, named);
  await records.kept.delete("experiment", id);
  await records.kept.delete("experiment-look", id);
}

/** What became of a need in experiments that were for it, the oldest first. */
export async function experimentsOfTheme(
  records: RecordStore,
  themeId: ThemeId,
): Promise<Experiment[]> {
  const all = await listExperiments(records);
  return all
    .filter(({ themeIds }) => themeIds.includes(themeId))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

function moved(before: Experiment, status: Experiment["status"] | undefined, now: Date) {
  if (status === undefined || status === before.status) return {};
  const at = now.toISOString();
  const nothingSeen = { outcome: null, looksTaken: [] };
  // Looks at a draft were at other people than those from the start on.
  const isAnew = before.startedAt === null && before.looksTaken.length > 0;
  if (status === "running")
    return {
      ...{ status, startedAt: before.startedAt ?? at, stoppedAt: null },
      ...(isAnew ? nothingSeen : {}),
    };
  if (status === "stopped") return { status, stoppedAt: at };
  return { status, startedAt: null, stoppedAt: null, ...nothingSeen };
}

async function themesOf(records: RecordStore, ids: readonly string[]): Promise<ThemeId[]> {
  return ids.length === 0 ? [] : [...new Set(await themesNamed(records, ids))];
}

/** The need of the specification that is tested; none where it is told in words, or its theme is gone. */
async function helpsOf(records: RecordStore, requirement: string | undefined): Promise<string[]> {
  if (requirement === undefined || !/^spec_\d+$/.test(requirement)) return [];
  const { spec } = await loadSpec(records, requirement as SpecId);
  const themes = await records.themes();
  return themes.some(({ id }) => id === spec.themeId) ? [spec.themeId!] : [];
}

export async function saveExperiment(records: RecordStore, experiment: Experiment): Promise<void> {
  await records.kept.put("experiment", experiment.id satisfies ExperimentId, experiment);
}

/** `Shorter checkout` is `shorter-checkout`; what has no Latin letters takes its code points. */
function keyOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (plain !== "") return plain.slice(0, 60);
  const points = [...name.trim()].slice(0, 8).map((letter) => letter.codePointAt(0)!.toString(36));
  return `e-${points.join("-")}`;
}
