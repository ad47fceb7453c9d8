// The looks that are planned for an experiment: read from the command line, and shown with what each told.
import { type Experiment, equalLooks, InvalidInput } from "@heed/core";
import { describeLooks, overallWords } from "@heed/workbench";
import { type Language, table } from "../output.ts";

export interface LookFlags {
  readonly looks?: string;
  readonly spending?: "obrien-fleming" | "pocock";
  readonly sequential?: boolean;
}

/** `4` are four looks at equal steps; `30,60,100` are looks at these per cents of the planned people. */
export function lookingOf(flags: LookFlags): Pick<Experiment, "looking" | "lookPlan"> {
  const { looks, spending = "obrien-fleming", sequential } = flags;
  if (looks === undefined)
    return { looking: sequential === true ? "always-valid" : "once", lookPlan: null };
  const parts = looks.split(/[,，]/).map((part) => Number(part.replace("%", "")));
  if (!parts.every((part) => Number.isFinite(part) && part > 0)) throw unreadable(looks);
  const lookPlan =
    parts.length === 1
      ? equalLooks(parts[0]!, spending)
      : { fractions: parts.map((part) => part / 100), spending };
  return { looking: "planned-looks", lookPlan };
}

/** The plan as a table; empty where no looks were planned. */
export function looksText(experiment: Experiment, language: Language): string[] {
  const rows = describeLooks(experiment);
  if (rows.length === 0) return [];
  const en = language === "en";
  const titles = en
    ? ["look", "people", "of the plan", "own p that ends it", "through", "verdict"]
    : ["查看", "人数", "占计划", "该次 p 的界限", "截至", "结论"];
  const toCome = en ? "to come" : "未到";
  return [
    "",
    ...table(
      titles.map((title, at) => ({ title, align: at < 4 ? "right" : "left" })),
      rows.map(({ look, units, fraction, nominalPValue, throughDay, verdict }) => [
        String(look),
        units.toLocaleString("en"),
        `${Math.round(100 * fraction)} %`,
        nominalPValue.toPrecision(2),
        throughDay ?? "–",
        verdict === null ? toCome : overallWords(verdict)[language],
      ]),
    ),
    en
      ? "A look ends it when its own p, uncorrected, is under its bound. The p of a metric allows for all looks and is held against 5 %."
      : "某次查看未校正的 p 低于其界限时即结束。指标所列的 p 已计入全部查看，以 5% 为准。",
  ];
}

function unreadable(looks: string): InvalidInput {
  return new InvalidInput("experiment-option", `--looks cannot be read: received ${looks}.`, {
    hint: "Write how many looks at equal steps (4), or per cents of the planned people (30,60,100).",
    zh: {
      message: `无法读取 --looks：收到 ${looks}。`,
      hint: "请写等间隔的次数（4），或占计划人数的百分比（30,60,100）。",
    },
  });
}
