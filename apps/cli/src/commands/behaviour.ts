// `heed behaviour THEME`: do people who mention a theme stay, convert and pay less than people alike who do not?
import type { BehaviourView } from "@heed/core/api";
import { compareBehaviour, openDesk } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage, type Language, table } from "../output.ts";
import { percent, readCount, readEvent } from "./event-options.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface Flags extends WorkspaceFlags {
  readonly conversion?: string;
  readonly revenue?: string;
  readonly days: string;
}

type Compared = Extract<BehaviourView, { ok: true }>;

export function addBehaviour(program: Command): void {
  withWorkspace(
    program
      .command("behaviour")
      .description(
        "do people who mention a theme stay, convert and pay less than people alike who do not?\n抱怨与行为：提到某主题的人是否比相似的人更容易流失",
      )
      .argument("<themes...>", "ids of themes, such as theme_14")
      .option("--conversion <event>", "event that counts as a conversion 转化事件")
      .option(
        "--revenue <event:property>",
        "event and number property that are money: 'payment:amount' 付费事件与金额属性",
      )
      .option("--days <n>", "days after the mention that are looked at, 7 to 180 跟踪天数", "28"),
  ).action(run);
}

async function run(themes: string[], flags: Flags): Promise<void> {
  const horizonDays = readCount(flags.days, "--days", 7, 180);
  const [event = "", property] = flags.revenue?.split(/:(?=[^:]*$)/) ?? [];
  const matchOf = (text: string) => {
    const { name, filters = [] } = readEvent(text);
    return { name, filters: [...filters] as never[] };
  };
  const desk = await openDesk(flags.workspace);
  try {
    const answer = await compareBehaviour(desk.events, {
      themeIds: themes as `theme_${number}`[],
      horizonDays,
      ...(flags.conversion === undefined ? {} : { conversion: matchOf(flags.conversion) }),
      ...(property === undefined ? {} : { revenue: { match: matchOf(event), property } }),
    });
    if (flags.json === true) return printJson(answer);
    const language = chooseLanguage(flags.lang);
    const lines = answer.ok
      ? tell(answer, language)
      : [language === "en" ? `Cannot tell: ${answer.message}` : `无法判断：${answer.message}`];
    process.stdout.write(`${lines.join("\n")}\n`);
  } finally {
    await desk.close();
  }
}

const NAMES = {
  en: { retention: "still there", conversion: "converted", revenue: "money a person" },
  zh: { retention: "仍在使用", conversion: "转化", revenue: "人均金额" },
} as const;
const VERDICTS = {
  en: { worse: "worse", better: "better", unclear: "no difference beyond chance" },
  zh: { worse: "更差", better: "更好", unclear: "没有超出偶然的差异" },
} as const;

function tell(answer: Compared, language: Language): string[] {
  const en = language === "en";
  const { mentioned, pairs, outcomes, balance, atRisk, left } = answer;
  const figure = (outcome: string, value: number) =>
    outcome === "revenue" ? value.toFixed(2) : percent(value, 1);
  const worst = Math.max(0, ...balance.map(({ after }) => Math.abs(after ?? 0)));
  return [
    en
      ? `${mentioned} people mention it, ${pairs} of them are matched; worst standardised difference left ${worst.toFixed(2)}.`
      : `${mentioned} 人提到，其中 ${pairs} 人找到对照；匹配后最大标准化均值差 ${worst.toFixed(2)}。`,
    ...table(
      [
        { title: en ? "outcome" : "结果" },
        { title: en ? "mention it" : "提到的人", align: "right" },
        { title: en ? "alike, do not" : "相似的人", align: "right" },
        { title: en ? "difference (95 %)" : "差异（95 %）", align: "right" },
        { title: en ? "verdict" : "判断" },
      ],
      outcomes.map(({ outcome, mentioned: own, matched, difference, low, high, verdict }) => [
        NAMES[language][outcome],
        figure(outcome, own),
        figure(outcome, matched),
        `${figure(outcome, difference)} (${figure(outcome, low)} … ${figure(outcome, high)})`,
        VERDICTS[language][verdict],
      ]),
    ),
    ...(atRisk === null
      ? []
      : [
          en
            ? `Money at risk over ${answer.horizonDays} days: ${atRisk.value.toFixed(2)} (${atRisk.low.toFixed(2)} … ${atRisk.high.toFixed(2)}).`
            : `${answer.horizonDays} 天内面临风险的金额：${atRisk.value.toFixed(2)}（${atRisk.low.toFixed(2)} … ${atRisk.high.toFixed(2)}）。`,
        ]),
    en
      ? `Left out: ${left.early} not seen before they spoke, ${left.late} who spoke too lately, ${left.unmatched} without a counterpart.`
      : `未计入：${left.early} 人发言前没有记录，${left.late} 人发言太近，${left.unmatched} 人没有对照。`,
  ];
}
