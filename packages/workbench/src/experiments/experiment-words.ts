// Says what an experiment showed in sentences of both languages: figures, doubts and notes, and never more than the numbers.
import type {
  ArmComparison,
  ExperimentDoubt,
  ExperimentJudgement,
  ExperimentNote,
  ExperimentNoteKind,
  ExperimentReason,
  ExperimentUnit,
} from "@heed/core";
import {
  type Both,
  count,
  differenceText,
  figure,
  figuresOf,
  percent,
  pText,
  rangeText,
  same,
} from "./experiment-figures.ts";

type Details = Readonly<Record<string, string | number>>;

const UNITS: Readonly<Record<ExperimentUnit, Both>> = {
  person: { en: "people", zh: "人" },
  session: { en: "sessions", zh: "次会话" },
  row: { en: "units", zh: "个单位" },
  day: { en: "days", zh: "天" },
};

export function unitWords(unit: ExperimentUnit): Both {
  return UNITS[unit];
}

const REASONS: Readonly<Record<ExperimentReason, (details: Details) => Both>> = {
  "no-exposures": () => ({
    en: "nobody was exposed yet",
    zh: "还没有任何曝光",
  }),
  "one-arm": ({ arm }) => ({
    en: `there is only one arm${arm === "" ? "" : ` (${arm})`}, so nothing to compare it with`,
    zh: `只有一个分组${arm === "" ? "" : `（${arm}）`}，无从比较`,
  }),
  "arm-empty": ({ arm }) => ({
    en: `the arm ${arm} is empty: everyone in it was in another arm too, or its rows are missing`,
    zh: `分组 ${arm} 为空：其中的人也都在别的分组里，或数据缺失`,
  }),
  "sample-ratio-mismatch": ({ counts, planned, pValue, segment }) => ({
    en: `the arms' sizes (${counts}) do not fit the planned split (${planned}; p ${pText(pValue)}). Whatever lost or doubled people may also have made the difference: find the cause (redirects, bots, logging) before reading any figure. ${segment === undefined ? "" : `It is off most for ${segment}. `}If another split was planned, say which`,
    zh: `各组人数（${counts}）与计划比例（${planned}；p ${pText(pValue)}）不符。丢失或重复的人可能正是差异的来源：先查明原因（跳转、爬虫、埋点），再看任何数字。${segment === undefined ? "" : `偏差最大的是 ${segment}。`}若计划的比例不同，请指明`,
  }),
  "segment-mismatch": ({ dimension, value }) => ({
    en: `those of ${dimension} = ${value} were split otherwise than the rest, so the arms hold different people`,
    zh: `${dimension} = ${value} 的用户分组比例与其他人不同，各组的人群因此不同`,
  }),
  "people-in-both-arms": ({ units, share, unit }) => ({
    en: `${count(units)} ${UNITS[unit as ExperimentUnit].en} (${percent(Number(share))}) were seen in more than one arm, so the arms were not kept apart. The figures are of those seen in one arm only. If arms were given by row or by session, name that as the unit`,
    zh: `${count(units)} ${UNITS[unit as ExperimentUnit].zh}（${percent(Number(share)).replace(" ", "")}）出现在多个分组，分组没有隔离。所列数字只含仅出现在一个分组的。若按行或按会话分组，请把它指定为单位`,
  }),
  "arms-renamed": ({ early, late, day }) => ({
    en: `the arms ${early} end where ${late} begin (${day}): they were renamed midway (then join them: --rename old=new), or these are two experiments`,
    zh: `分组 ${early} 结束时 ${late} 才开始（${day}）：中途改了名（请用 --rename 旧名=新名 合并），或这是两个实验`,
  }),
  "arms-not-concurrent": ({ early, late, day }) => ({
    en: `${early} had ended before ${late} began (${day}); what changed with time cannot be told from the arms`,
    zh: `${early} 在 ${late} 开始（${day}）之前已结束；随时间的变化与分组的作用无法分开`,
  }),
  "not-finished": ({ units, planned }) => ({
    en: `the plan asks for ${count(planned)} and ${count(units)} are in. Looking before the end finds differences that are chance`,
    zh: `计划需要 ${count(planned)}，目前为 ${count(units)}。提前查看会把偶然当成差异`,
  }),
  "between-looks": ({ units, look, looks, next }) =>
    Number(look) === 0
      ? {
          en: `no look is due: ${count(units)} are in, and the first of ${looks} planned looks is at ${count(next)}. Between planned looks nothing is told`,
          zh: `尚未到查看的时候：目前 ${count(units)}，计划共查看 ${looks} 次，首次在 ${count(next)} 时。两次计划查看之间不下结论`,
        }
      : {
          en: `no look is due: ${count(units)} are in, look ${look} of ${looks} was taken, and the next is at ${count(next)}. Between planned looks nothing is told`,
          zh: `尚未到查看的时候：目前 ${count(units)}，已查看 ${looks} 次中的第 ${look} 次，下一次在 ${count(next)} 时。两次计划查看之间不下结论`,
        },
  "looks-remain": ({ units, look, looks, next }) => ({
    en: `look ${look} of ${looks}, at ${count(units)}, crossed no bound; the next is at ${count(next)}`,
    zh: `第 ${look} 次查看（共 ${looks} 次，${count(units)} 时）未越过界限；下一次在 ${count(next)} 时`,
  }),
  "no-metrics": () => ({ en: "no metric is told", zh: "没有指标" }),
  "too-few-units": ({ units, needed }) => ({
    en: `too few for any answer${units === undefined ? "" : ` (${count(units)})`}${needed === undefined ? "" : `; about ${count(needed)} would be needed`}`,
    zh: `数量太少，无法回答${units === undefined ? "" : `（${count(units)}）`}${needed === undefined ? "" : `；约需 ${count(needed)}`}`,
  }),
  "zero-variance": () => ({
    en: "everybody has the same value, so there is nothing to compare",
    zh: "所有值都相同，没有可比较的差异",
  }),
  "not-finite": ({ column, rows, row }) => ({
    en:
      column === undefined
        ? "its sums are not finite"
        : `the column ${column} holds infinite values (${count(rows)}; first in line ${row}): correct them, or leave those rows out and say so`,
    zh:
      column === undefined
        ? "数值不是有限的"
        : `列 ${column} 含有无穷值（${count(rows)} 个，首个在第 ${row} 行）：请更正，或删去这些行并说明`,
  }),
  "mixed-units": ({ column, units }) => ({
    en: `the column ${column} mixes units: ${units}. Bring them to one unit`,
    zh: `列 ${column} 混用了单位：${units}。请统一单位`,
  }),
  "not-numbers": ({ column, rows, row }) => ({
    en: `the column ${column} holds words where numbers were expected (${count(rows)}; first in line ${row})`,
    zh: `列 ${column} 中有应为数字却是文字的值（${count(rows)} 个，首个在第 ${row} 行）`,
  }),
  "missing-differs": ({ metric, control, arm }) => ({
    en: `values of ${metric} are missing more often in one arm than in the other (${percent(Number(control))} and ${percent(Number(arm))}), so those who are left differ already. If a missing value means 0, write 0`,
    zh: `指标 ${metric} 的缺失比例两组不同（${percent(Number(control)).replace(" ", "")} 与 ${percent(Number(arm)).replace(" ", "")}），留下的人已不可比。若缺失代表 0，请填 0`,
  }),
  "too-skewed": ({ metric, needed }) => ({
    en: `${metric} has a long tail and the arms are of very different size, so its error is not known well enough; about ${count(needed)} units would be needed, or arms of the same size`,
    zh: `${metric} 的分布尾部很长，而各组人数悬殊，误差无法可靠估计；约需 ${count(needed)} 个单位，或使各组人数相当`,
  }),
  "depends-on-outliers": () => ({
    en: "with the largest values capped it points one way, without the cap the other",
    zh: "截断极端值与不截断，结论方向相反",
  }),
  "depends-on-left-out": () => ({
    en: "it no longer shows when everyone with a contradictory row is left out",
    zh: "去掉有矛盾记录的所有人之后，差异不再成立",
  }),
};

/** Why it cannot be told, without its full stop. */
export function doubtWords({ reason, details }: ExperimentDoubt): Both {
  return REASONS[reason](details);
}

const NOTES: Readonly<Record<ExperimentNoteKind, (details: Details) => Both>> = {
  "control-guessed": ({ arm }) => ({
    en: `No arm is called control; ${arm} was taken for it; name another if that is wrong.`,
    zh: `没有名为对照组的分组；以 ${arm} 为对照；若不对，请另行指定。`,
  }),
  "split-guessed": ({ shares }) => ({
    en: `No planned split is known. The sizes fit ${shares}, so a mismatch cannot be told until the planned split is named.`,
    zh: `不知道计划的分流比例。人数符合 ${shares}，在指明计划比例之前，无法判断是否失配。`,
  }),
  "split-suspect": ({ pValue, shares }) => ({
    en: `The split is suspicious (p ${pText(pValue)} against ${shares}): look for lost or doubled people before trusting the figures.`,
    zh: `分流比例可疑（对照 ${shares}，p ${pText(pValue)}）：在采信之前，先查有没有丢失或重复的人。`,
  }),
  "people-in-both-arms": ({ units, unit }) => ({
    en: `${count(units)} ${UNITS[unit as ExperimentUnit].en} were seen in more than one arm and left out.`,
    zh: `${count(units)} ${UNITS[unit as ExperimentUnit].zh}出现在多个分组，已排除。`,
  }),
  "contradictions-left-out": ({ rows, column, both }) => ({
    en: `${count(rows)} rows were left out because ${column} contradicts their arm${Number(both) > 0 ? `; with them ${count(both)} people would stand in both arms` : ""}.`,
    zh: `${count(rows)} 行的 ${column} 与所属分组矛盾，已排除${Number(both) > 0 ? `；若计入，有 ${count(both)} 人同时在两组` : ""}。`,
  }),
  "rows-joined": ({ rows, units, repeats }) => ({
    en: `${count(rows)} rows are of ${count(units)} units, which were counted once each${Number(repeats) > 0 ? `; ${count(repeats)} rows that came twice were counted once` : ""}.`,
    zh: `${count(rows)} 行来自 ${count(units)} 个单位，每个只计一次${Number(repeats) > 0 ? `；完全重复的 ${count(repeats)} 行只计一次` : ""}。`,
  }),
  "rows-refused": ({ arm, unit }) => ({
    en: `Left out: ${count(arm)} rows without an arm${Number(unit) > 0 ? `, ${count(unit)} without an id` : ""}.`,
    zh: `已排除：${count(arm)} 行没有分组${Number(unit) > 0 ? `，${count(unit)} 行没有标识` : ""}。`,
  }),
  "missing-values": ({ metric, units }) => ({
    en: `${metric}: ${count(units)} units have no value and do not count for it.`,
    zh: `${metric}：${count(units)} 个单位没有值，不计入该指标。`,
  }),
  "values-capped": ({ metric, low, high, values, quantile }) => {
    const [from, to, many] = [figure(Number(low)), figure(Number(high)), count(values)];
    if (quantile === undefined)
      return {
        en: `${metric}: very few values held most of the variance, so ${many} beyond ${from} and ${to} were counted as these limits.`,
        zh: `${metric}：极少数值占了大部分方差，超出 ${from} 至 ${to} 的 ${many} 个值按界限计。`,
      };
    const place = percent(Number(quantile));
    return {
      en: `${metric}: capped at its ${place} quantile over all arms, as planned: ${many} values beyond ${from} and ${to} were counted as these limits.`,
      zh: `${metric}：按计划以全部分组的 ${place.replace(" ", "")} 分位数截断：超出 ${from} 至 ${to} 的 ${many} 个值按界限计。`,
    };
  },
  "covariate-used": ({ metric, column }) => ({
    en: `${metric}: what ${column} foretold was taken off (CUPED).`,
    zh: `${metric}：已扣除 ${column} 所能预测的部分（CUPED）。`,
  }),
  "looked-once": () => ({
    en: "The verdict holds for one look at a planned end. Whoever looks often and stops at the first difference needs the way of looking that holds at any time.",
    zh: "结论适用于在计划终点查看一次。若反复查看、见到差异就停，应改用可随时查看的检验。",
  }),
  "look-stands": ({ look, looks, units }) => ({
    en: `This is what look ${look} of ${looks} told, at ${count(units)}. The plan ended there: what came in since changes nothing.`,
    zh: `这是第 ${look} 次查看（共 ${looks} 次，${count(units)} 时）的结论。计划到此结束：之后的数据不改变结论。`,
  }),
  short: ({ days }) => ({
    en: `It ran ${days} ${Number(days) === 1 ? "day" : "days"}: less than a week leaves weekdays uneven.`,
    zh: `只运行了 ${days} 天：不足一周，各工作日不均衡。`,
  }),
  "days-vary": ({ metric, factor }) => ({
    en: `${metric}: the days differ more than chance allows (${figure(Number(factor))} times the variance); the verdict goes by the wider error.`,
    zh: `${metric}：各天差异大于偶然（方差为 ${figure(Number(factor))} 倍）；结论按更宽的误差判断。`,
  }),
  "arms-folded": ({ arms }) => ({
    en: `Spellings of one arm were joined: ${arms}.`,
    zh: `同一分组的不同写法已合并：${arms}。`,
  }),
  "arms-left-out": ({ arms }) => ({
    en: `Left out as no arm: ${arms}.`,
    zh: `不是实验分组，未计入：${arms}。`,
  }),
  "rows-as-units": ({ rows }) => ({
    en: `No column tells people apart: each of the ${count(rows)} rows counts as one. If people have several rows, errors are too small; name the column that tells them apart.`,
    zh: `没有区分用户的列：${count(rows)} 行每行计为一个单位。若一人有多行，误差会偏小；请指明区分用户的列。`,
  }),
  "groups-few": ({ groups }) => ({
    en: `Only ${groups} groups: their errors are guesses.`,
    zh: `只有 ${groups} 组：误差不可靠。`,
  }),
  "metrics-chosen": ({ metrics }) => ({
    en: `Taken as metrics: ${metrics}. All of them are corrected for; name those that matter to keep more power.`,
    zh: `作为指标的有：${metrics}。均已做多重比较校正；指明重要的指标可保留更多功效。`,
  }),
};

export function noteWords({ note, details }: ExperimentNote): Both {
  return NOTES[note](details);
}

/** One metric's verdict in a sentence. */
export function comparisonSentence(
  comparison: ArmComparison,
  { looks, looking }: Pick<ExperimentJudgement, "looks" | "looking">,
): Both {
  const { verdict, doubt, difference, detectable, kind, control, treatment } = comparison;
  const figures = difference === null ? null : figuresOf(comparison);
  if (verdict === "cannot-tell" || difference === null || figures === null) {
    const why = doubtWords(doubt ?? { reason: "too-few-units", details: {} });
    return { en: `Cannot tell: ${why.en}.`, zh: `无法判断：${why.zh}。` };
  }
  const p = comparison.adjustedPValue ?? 1;
  const often = OFTEN[looking];
  const corrected =
    looks > 1
      ? { en: `, corrected for ${looks} comparisons`, zh: `，已按 ${looks} 次比较校正` }
      : { en: "", zh: "" };
  const test = {
    en: `p ${pText(p)}${corrected.en}${often.en}`,
    zh: `p ${pText(p)}${corrected.zh}${often.zh}`,
  };
  if (verdict === "no-difference") {
    const size = differenceText(detectable ?? 0, kind, control?.mean ?? 0);
    return {
      en: `No difference was found: ${figures.en} (${test.en}). One of ${size.en} would have been found in 4 of 5 cases; a smaller one may be there.`,
      zh: `未发现差异：${figures.zh}（${test.zh}）。若差异达到 ${size.zh}，五次中有四次能发现；更小的差异可能存在。`,
    };
  }
  const rose = (treatment?.mean ?? 0) > (control?.mean ?? 0);
  const word =
    verdict === "better"
      ? {
          en: rose ? "Better: it rose by" : "Better: it fell by",
          zh: rose ? "更好：上升" : "更好：下降",
        }
      : {
          en: rose ? "Worse: it rose by" : "Worse: it fell by",
          zh: rose ? "更差：上升" : "更差：下降",
        };
  return {
    en: `${word.en} ${figures.en} (${test.en}).`,
    zh: `${word.zh} ${figures.zh}（${test.zh}）。`,
  };
}

const OFTEN: Readonly<Record<ExperimentJudgement["looking"], Both>> = {
  once: same(""),
  "always-valid": { en: ", valid however often one looked", zh: "，可随时查看" },
  "planned-looks": { en: ", valid at each planned look", zh: "，对每次计划查看有效" },
  "between-looks": same(""),
};

/** The difference as it stands without the cap on extreme values; null where none were capped. */
export function uncappedSentence({ uncapped, kind, control }: ArmComparison): Both | null {
  if (uncapped === null) return null;
  const mean = control?.mean ?? 0;
  const [size, range] = [
    differenceText(uncapped.estimate, kind, mean),
    rangeText(uncapped, kind, mean),
  ];
  return {
    en: `Without the cap: ${size.en}; 95 % interval ${range.en}.`,
    zh: `不截断时：${size.zh}；95% 区间 ${range.zh}。`,
  };
}

/** What a guardrail says beside its verdict; null where it is none. */
export function guardrailSentence({ guardrail, relative, better }: ArmComparison): Both | null {
  if (guardrail === null) return null;
  if (guardrail === "harmed") return { en: "Guardrail harmed.", zh: "护栏指标受损。" };
  if (guardrail === "held")
    return {
      en: "Guardrail held: a worsening beyond its margin is ruled out.",
      zh: "护栏守住：已排除超出容许幅度的恶化。",
    };
  const worst = relative === null ? null : better === "higher" ? -relative.low : relative.high;
  const much = worst === null || worst <= 0 ? "" : ` ${percent(worst)}`;
  return {
    en: `Guardrail not shown: no harm was found, but a worsening by up to${much === "" ? " an unknown amount" : much} is not ruled out.`,
    zh: `护栏未证实：未发现受损，但不能排除最多${much === "" ? "未知幅度" : much.replace(" %", "%")} 的恶化。`,
  };
}

const OVERALL = {
  better: { en: "Better than control", zh: "优于对照组" },
  worse: { en: "Worse than control", zh: "劣于对照组" },
  mixed: {
    en: "Mixed: better in one metric, worse in another",
    zh: "有好有坏：有指标变好，也有变差",
  },
  "no-difference": { en: "No difference was found", zh: "未发现差异" },
  "cannot-tell": { en: "Cannot tell", zh: "无法判断" },
} as const;

/** The whole experiment's verdict in a sentence. */
export function verdictSentence(judgement: ExperimentJudgement): Both {
  const { verdict, doubt, arms } = judgement;
  if (verdict === "cannot-tell") {
    const why = doubt === null ? null : doubtWords(doubt);
    const tail = why === null ? { en: "", zh: "" } : { en: `: ${why.en}`, zh: `：${why.zh}` };
    return { en: `${OVERALL[verdict].en}${tail.en}.`, zh: `${OVERALL[verdict].zh}${tail.zh}。` };
  }
  if (arms.length === 2 || verdict === "no-difference") {
    return { en: `${OVERALL[verdict].en}.`, zh: `${OVERALL[verdict].zh}。` };
  }
  const told = arms.flatMap(({ name, verdict: own }) => (own === null ? [] : [{ name, own }]));
  return {
    en: `${told.map(({ name, own }) => `${name}: ${OVERALL[own].en.toLowerCase()}`).join("; ")}.`,
    zh: `${told.map(({ name, own }) => `${name}：${OVERALL[own].zh}`).join("；")}。`,
  };
}

export function overallWords(verdict: ExperimentJudgement["verdict"]): Both {
  return OVERALL[verdict];
}
