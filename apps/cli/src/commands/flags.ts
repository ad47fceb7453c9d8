// `heed flags`: feature flags, set in the workspace and read by GrowthBook's clients from the server.
import { readFileSync } from "node:fs";
import {
  type Flag,
  type FlagRule,
  type FlagValue,
  InvalidInput,
  NotFound,
  type RecordStore,
} from "@heed/core";
import {
  deleteFlag,
  evaluateKeptFlag,
  findExperiment,
  type KeptFlag,
  listFlags,
  publishedFeatures,
  putFlag,
} from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { printJson, type WorkspaceFlags, withRecords, withWorkspace } from "./workspace-option.ts";

interface SetFlags extends WorkspaceFlags {
  readonly on?: boolean;
  readonly off?: boolean;
  readonly default?: string;
  readonly description?: string;
  readonly rollout?: string;
  readonly value?: string;
  readonly by: string;
  readonly experiment?: string;
  readonly person?: string[];
  readonly clear?: boolean;
}

export function addFlags(program: Command): void {
  const flags = program.command("flags").description("features that are on for some\n功能开关");
  withWorkspace(
    flags.command("list", { isDefault: true }).description("all flags\n列出全部开关"),
  ).action((own: WorkspaceFlags) => withRecords(own.workspace, (records) => show(records, own)));
  withWorkspace(
    flags
      .command("set")
      .description("make a flag, or change it\n新建或更改开关")
      .argument("<key>", "its name in programs")
      .option("--on", "its rules hold 启用")
      .option("--off", "everybody gets the default 停用")
      .option("--default <json>", 'value where no rule fits: false, 3, "text" 默认值')
      .option("--description <text>", "for people, never published 说明")
      .option("--rollout <share>", "give the value to this share of people: 20% 放量比例")
      .option("--value <json>", "the value that a rollout gives 放量取值", "true")
      .option("--by <attribute>", "attribute that tells people apart 区分用户的属性", "id")
      .option("--experiment <experiment>", "split people to the arms of a kept experiment 关联实验")
      .option("--person <id=json...>", "a value for single people 为单个用户设值")
      .option("--clear", "drop all rules and single values first 先清空规则"),
  ).action((key: string, own: SetFlags) =>
    withRecords(own.workspace, async (records) => {
      await putFlag(records, await changed(records, key, own), new Date());
      await show(records, own);
    }),
  );
  withWorkspace(
    flags
      .command("put")
      .description("set a flag as a whole from JSON\n用 JSON 整体设置开关")
      .argument("<file>", "the JSON"),
  ).action((file: string, own: WorkspaceFlags) =>
    withRecords(own.workspace, async (records) => {
      await putFlag(records, readFlag(file), new Date());
      await show(records, own);
    }),
  );
  withWorkspace(
    flags.command("remove").description("delete a flag\n删除开关").argument("<key>", "its name"),
  ).action((key: string, own: WorkspaceFlags) =>
    withRecords(own.workspace, async (records) => {
      await deleteFlag(records, key);
      await show(records, own);
    }),
  );
  withWorkspace(
    flags
      .command("try")
      .description("what a person would get, and why\n某个用户会得到什么，为什么")
      .argument("<key>", "its name")
      .argument("<attributes...>", "what is known of them: id=42 plan=team"),
  ).action((key: string, pairs: string[], own: WorkspaceFlags) =>
    withRecords(own.workspace, async (records) => {
      const attributes = Object.fromEntries(pairs.map((pair) => readPair(pair)));
      const decision = await evaluateKeptFlag(records, key, attributes);
      if (own.json === true) return printJson(decision);
      const arm =
        decision.assignment === null
          ? ""
          : ` · ${decision.assignment.experiment}: ${decision.assignment.variation}`;
      process.stdout.write(`${JSON.stringify(decision.value)} (${decision.from}${arm})\n`);
    }),
  );
  withWorkspace(
    flags
      .command("publish")
      .description("print what GrowthBook's clients are given\n输出提供给 GrowthBook 客户端的内容"),
  ).action((own: WorkspaceFlags) =>
    withRecords(own.workspace, async (records) => {
      process.stdout.write(`${(await publishedFeatures(records)).body}\n`);
    }),
  );
}

async function changed(records: RecordStore, key: string, own: SetFlags): Promise<Flag> {
  const known = (await listFlags(records)).find((flag) => flag.key === key);
  const before: Flag = known ?? {
    ...{ key, description: "", isOn: true, defaultValue: false, overrides: [], rules: [] },
  };
  const base = own.clear === true ? { ...before, rules: [], overrides: [] } : before;
  const added: FlagRule[] = [];
  if (own.rollout !== undefined)
    added.push({
      ...{ kind: "rollout", conditions: [], by: own.by },
      ...{ share: readShare(own.rollout), value: readValue(own.value ?? "true") },
    });
  if (own.experiment !== undefined) {
    const { key: experiment, arms } = await findExperiment(records, own.experiment);
    const variations = arms.map((arm, at) => ({
      ...{ key: arm.key, weight: arm.weight },
      value: arms.length === 2 ? at === 1 : arm.key,
    }));
    added.push({
      kind: "experiment",
      conditions: [],
      experiment,
      variations,
      share: 1,
      by: own.by,
    });
  }
  const people = (own.person ?? []).map((pair) => {
    const [id, value] = readPair(pair);
    return { id, value: readValue(String(value)) };
  });
  const rest = base.overrides.filter(({ id }) => !people.some((person) => person.id === id));
  // A rule of the same kind is replaced: who raises a rollout means that rollout.
  const kinds = new Set(added.map(({ kind, conditions }) => (conditions.length === 0 ? kind : "")));
  const kept = base.rules.filter(
    ({ kind, conditions }) => conditions.length > 0 || !kinds.has(kind),
  );
  return {
    ...base,
    isOn: own.off === true ? false : own.on === true ? true : base.isOn,
    description: own.description ?? base.description,
    defaultValue: own.default === undefined ? base.defaultValue : readValue(own.default),
    overrides: [...rest, ...people],
    rules: [...kept, ...added],
  };
}

async function show(records: RecordStore, flags: WorkspaceFlags): Promise<void> {
  const rows = await listFlags(records);
  if (flags.json === true) return printJson({ rows });
  process.stdout.write(`${listText(rows, chooseLanguage(flags.lang)).join("\n")}\n`);
}

function listText(rows: readonly KeptFlag[], language: Language): string[] {
  const en = language === "en";
  if (rows.length === 0)
    return [
      en
        ? "No flags yet. Make one with: heed flags set KEY"
        : "还没有功能开关。新建：heed flags set 名称",
    ];
  const titles = en
    ? ["key", "state", "default", "rules", "description"]
    : ["名称", "状态", "默认值", "规则", "说明"];
  return table(
    titles.map((title) => ({ title, most: 48 })),
    rows.map(({ key, isOn, defaultValue, rules, overrides, description }) => [
      key,
      isOn ? (en ? "on" : "启用") : en ? "off" : "停用",
      JSON.stringify(defaultValue),
      [
        ...(overrides.length > 0 ? [`${overrides.length} ${en ? "people" : "人"}`] : []),
        ...rules.map((rule) => ruleText(rule, en)),
      ].join(" → "),
      description,
    ]),
  );
}

function ruleText(rule: FlagRule, en: boolean): string {
  const when =
    rule.conditions.length === 0
      ? ""
      : ` (${rule.conditions.map(({ attribute }) => attribute).join(", ")})`;
  if (rule.kind === "value") return `${JSON.stringify(rule.value)}${when}`;
  const share = `${Math.round(1000 * rule.share) / 10} %`;
  if (rule.kind === "rollout") return `${share} ${JSON.stringify(rule.value)}${when}`;
  return `${share} ${en ? "experiment" : "实验"} ${rule.experiment}${when}`;
}

function readFlag(file: string): Flag {
  let text: string;
  try {
    text = readFileSync(file === "-" ? process.stdin.fd : file, "utf8");
  } catch (cause) {
    throw new NotFound("file-not-found", `Cannot open ${file}: ${(cause as Error).message}.`, {
      cause,
    });
  }
  const flag = readJson(text, file) as Flag;
  const isFlag =
    typeof flag === "object" &&
    flag !== null &&
    typeof flag.key === "string" &&
    Array.isArray(flag.rules ?? []);
  if (!isFlag)
    throw new InvalidInput(
      "flag-not-valid",
      `${file} holds no flag: it needs a key, defaultValue and rules.`,
      {
        zh: { message: `${file} 中没有功能开关：应有 key、defaultValue 和 rules。` },
      },
    );
  return {
    ...{ key: flag.key, description: flag.description ?? "", isOn: flag.isOn ?? true },
    ...{
      defaultValue: flag.defaultValue ?? false,
      overrides: flag.overrides ?? [],
      rules: flag.rules ?? [],
    },
  };
}

function readJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput("broken-json", `${place} cannot be read as JSON.`, {
      cause,
      zh: { message: `${place} 不是有效的 JSON。` },
    });
  }
}

/** JSON, or plain text where it is none. */
function readValue(text: string): FlagValue {
  try {
    return JSON.parse(text) as FlagValue;
  } catch {
    return text;
  }
}

function readPair(text: string): [string, FlagValue] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), readValue(text.slice(at + 1))];
  throw new InvalidInput("flag-option", `"${text}" is no name and value.`, {
    hint: "Write: id=42",
    zh: { message: `“${text}”不是“名称=值”。`, hint: "例如：id=42" },
  });
}

function readShare(text: string): number {
  const value = Number(text.replace("%", "")) / (text.includes("%") ? 100 : 1);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidInput("flag-option", `A share lies between 0 % and 100 %: received ${text}.`, {
    zh: { message: `比例应在 0% 与 100% 之间：收到 ${text}。` },
  });
}
