// The experiment's report to share: one file in both languages, its verdict first and every doubt beside the figures.
import { dayWords, type Experiment, type ExperimentJudgement, type Interval } from "@heed/core";
import type { LookView } from "@heed/core/api";
import { type Html, html, words } from "../report/html.ts";
import { singlePage } from "../report/single-page.ts";
import { SCRIPT, STYLE } from "../report/style.ts";
import { type Bilingual, both, type ReportLanguage } from "../report/words.ts";
import { differenceText, pText, rangeText, signed, valueText } from "./experiment-figures.ts";
import {
  comparisonSentence,
  guardrailSentence,
  noteWords,
  overallWords,
  uncappedSentence,
  unitWords,
  verdictSentence,
} from "./experiment-words.ts";

/** What is told beside the judgement; all of it may be missing for a table that was only analysed. */
export type ToldExperiment = Pick<Experiment, "name" | "hypothesis" | "requirement"> & {
  readonly themes: readonly Bilingual[];
  /** The planned looks; empty where none were planned. */
  readonly looks?: readonly LookView[];
  /** The title of the specification that it tests, where the requirement is one's id. */
  readonly specTitle?: Bilingual | undefined;
};

const LOOKS = {
  ...{ better: "resolved", worse: "rising", mixed: "new" },
  ...{ "no-difference": "falling", "cannot-tell": "falling" },
} as const;
const OWN_STYLE = `
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; } th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; } th, td { padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th.n, td.n { text-align: right; white-space: nowrap; } .verdict { font: 600 1.5rem/1.35 ui-serif, Georgia, "Songti SC", serif; margin: 1.6rem 0 .6rem; max-width: 46rem; overflow-wrap: anywhere; }
.interval { display: block; width: 100%; min-width: 9rem; height: 22px; } .interval .zero { stroke: var(--faint); stroke-dasharray: 2 3; } .interval .span { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; } .interval circle { fill: var(--accent); }
td:last-child, th:last-child { text-align: left; } td .badge.resolved { color: color-mix(in srgb, var(--good) 75%, var(--ink)); }
ul.notes { padding-left: 1.1rem; color: var(--soft); font-size: .92rem; max-width: 46rem; }`;

/** A page that needs no network; only its own script may run, known by its hash. */
export function renderExperiment(
  told: ToldExperiment,
  judgement: ExperimentJudgement,
  language: ReportLanguage,
): string {
  const title = told.name;
  const body = html`<header class="top"><div><p class="eyebrow">Heed · ${both({ en: "experiment", zh: "实验" })}</p><h1>${words(title)}</h1>${aims(told)}</div>
<button class="lang" type="button"><span class="en" lang="zh-Hans">中文</span><span class="zh" lang="en">English</span></button></header>
<main>
<p class="verdict">${both(verdictSentence(judgement))}</p>
${arms(judgement)}
${judgement.comparisons.length === 0 ? html`` : html`<h2>${both({ en: "Metrics", zh: "指标" })}</h2>${comparisons(judgement)}${sentences(judgement)}`}
${looks(told.looks ?? [])}
${segments(judgement)}
${judgement.notes.length === 0 ? html`` : html`<h2>${both({ en: "How to read it", zh: "阅读说明" })}</h2><ul class="notes">${judgement.notes.map((note) => html`<li>${both(noteWords(note))}</li>`)}</ul>`}
</main>`;
  return singlePage({ title, language, style: STYLE + OWN_STYLE, body, script: SCRIPT });
}

function aims({ hypothesis, requirement, specTitle, themes }: ToldExperiment): Html {
  const lines = [
    ...(hypothesis === "" ? [] : [html`<p class="lead">${words(hypothesis)}</p>`]),
    ...(requirement === ""
      ? []
      : [
          html`<p class="small">${both({ en: "Requirement: ", zh: "需求规格：" })}${specTitle === undefined ? words(requirement) : both(specTitle)}</p>`,
        ]),
    ...(themes.length === 0
      ? []
      : [
          html`<p class="small">${both({
            en: `For: ${themes.map(({ en }) => en).join(", ")}`,
            zh: `为解决：${themes.map(({ zh }) => zh).join("、")}`,
          })}</p>`,
        ]),
  ];
  return html`${lines}`;
}

function arms({ arms: all, split, unit, period }: ExperimentJudgement): Html {
  const when =
    period == null
      ? html``
      : html` · ${both(dayWords(period.firstDay))} – ${both(dayWords(period.lastDay))}`;
  const sizes = all.map(({ name, units }) => `${name} ${units.toLocaleString("en")}`).join(" · ");
  const shares = split.shares.map((share) => `${Math.round(1000 * share) / 10} %`).join(" : ");
  const test =
    split.pValue === null
      ? html``
      : html` · ${both({ en: "split against", zh: "分流对照" })} ${shares}: p ${pText(split.pValue)}`;
  return html`<p class="small">${words(sizes)} ${both(unitWords(unit))}${when}${test}</p>`;
}

function comparisons({ comparisons: rows, arms: all }: ExperimentJudgement): Html {
  const head = (text: Bilingual, isNumber = false) =>
    isNumber
      ? html`<th class="n" scope="col">${both(text)}</th>`
      : html`<th scope="col">${both(text)}</th>`;
  const isMany = all.length > 2;
  const body = rows.map(
    ({ metric, arm, kind, control, treatment, relative, adjustedPValue, verdict }) => {
      const value = (side: typeof control) => (side === null ? "–" : valueText(side.mean, kind));
      const badge = html`<span class="badge ${LOOKS[verdict]}">${both(overallWords(verdict))}</span>`;
      return html`<tr><td>${words(metric)}${isMany ? html` <small>${words(arm)}</small>` : html``}</td><td class="n">${value(control)}</td><td class="n">${value(treatment)}</td><td>${
        relative === null
          ? html`–`
          : bar(
              relative,
              rows.map((row) => row.relative),
            )
      }</td><td class="n">${relative === null ? "–" : signed(relative.estimate)}</td><td class="n">${adjustedPValue === null ? "–" : pText(adjustedPValue).replace("= ", "")}</td><td>${badge}</td></tr>`;
    },
  );
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${[
    head({ en: "metric", zh: "指标" }),
    head({ en: "control", zh: "对照" }, true),
    head({ en: "arm's", zh: "该组" }, true),
    head({ en: "95 % interval of the change", zh: "变化的 95% 区间" }),
    head({ en: "change", zh: "变化" }, true),
    head({ en: "p, corrected", zh: "校正后 p" }, true),
    head({ en: "verdict", zh: "结论" }),
  ]}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** The planned looks: those taken with what they told, and those to come. */
function looks(rows: readonly LookView[]): Html {
  if (rows.length === 0) return html``;
  const body = rows.map(({ look, units, nominalPValue, verdict, throughDay }) => {
    const said = verdict === null ? { en: "to come", zh: "未到" } : overallWords(verdict);
    const day = throughDay === null ? html`` : html` · ${both(dayWords(throughDay))}`;
    return html`<tr><td class="n">${look}</td><td class="n">${units.toLocaleString("en")}</td><td class="n">${nominalPValue.toPrecision(2)}</td><td>${both(said)}${day}</td></tr>`;
  });
  const heads = [
    html`<th class="n" scope="col">${both({ en: "look", zh: "查看" })}</th>`,
    html`<th class="n" scope="col">${both({ en: "people", zh: "人数" })}</th>`,
    html`<th class="n" scope="col">${both({ en: "own p that ends it", zh: "该次 p 的界限" })}</th>`,
    html`<th scope="col">${both({ en: "told", zh: "结论" })}</th>`,
  ];
  return html`<h2>${both({ en: "Planned looks", zh: "计划查看" })}</h2><div class="scroll" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** An interval on a scale that all rows share, with no change in it. */
function bar(interval: Interval, all: readonly (Interval | null)[]): Html {
  const ends = all.flatMap((one) => (one === null ? [] : [Math.abs(one.low), Math.abs(one.high)]));
  const reach = Math.min(Math.max(...ends, 0.01), 2);
  const at = (value: number) => 100 + 96 * Math.max(-1, Math.min(1, value / reach));
  const label = `${signed(interval.low)} … ${signed(interval.high)}`;
  return html`<svg class="interval" viewBox="0 0 200 22" role="img" aria-label="${label}"><line class="zero" x1="100" x2="100" y1="1" y2="21"/><line class="span" x1="${at(interval.low).toFixed(1)}" x2="${at(interval.high).toFixed(1)}" y1="11" y2="11"/><circle cx="${at(interval.estimate).toFixed(1)}" cy="11" r="4.5"/></svg>`;
}

function sentences(judgement: ExperimentJudgement): Html {
  const told = judgement.comparisons.filter(
    ({ doubt }) => doubt === null || doubt.reason !== judgement.doubt?.reason,
  );
  return html`${told.map((comparison) => {
    const told = [uncappedSentence(comparison), guardrailSentence(comparison)];
    const more = told.filter((sentence) => sentence !== null);
    const arm = judgement.arms.length > 2 ? ` · ${comparison.arm}` : "";
    return html`<p><b>${words(comparison.metric + arm)}</b><br>${both(comparisonSentence(comparison, judgement))}${more.map((sentence) => html` ${both(sentence)}`)}</p>`;
  })}`;
}

function segments({ spreads, segments: rows, comparisons: all }: ExperimentJudgement): Html {
  if (spreads.length === 0) return html``;
  const blocks = spreads.map(({ dimension, metric, arm, differs, adjustedPValue }) => {
    const kind = all.find((row) => row.metric === metric)?.kind ?? "mean";
    const own = rows.filter(
      (row) => row.dimension === dimension && row.metric === metric && row.arm === arm,
    );
    const said = differs
      ? both({ en: "the effect differs between them", zh: "效果因此而异" })
      : both({ en: "no difference between them was found", zh: "未发现效果有别" });
    return html`<h3>${words(`${metric} · ${dimension}`)} <small>${said} (p ${pText(adjustedPValue)})</small></h3><div class="scroll" tabindex="0"><table><tbody>${own.map(
      ({ value, units, shrunk }) =>
        html`<tr><td>${words(value)}</td><td class="n">${units.toLocaleString("en")}</td><td class="n">${both(differenceText(shrunk.estimate, kind, 1))}</td><td class="n">${both(rangeText(shrunk, kind, 1))}</td></tr>`,
    )}</tbody></table></div>`;
  });
  return html`<h2>${both({ en: "Segments", zh: "细分" })}</h2><p class="lead">${both({ en: "Effects are drawn towards the common one, as far as chance alone spreads them.", zh: "各细分的效果已按偶然性向总体收缩。" })}</p>${blocks}`;
}
