// The report's answer to "did the release help?": each release with its verdicts, and what changed without being planned.
import type { ImpactVerdict } from "@heed/core";
import { changeText } from "../impact/impact-sentence.ts";
import type { MeasuredTheme, ReleaseImpact } from "../impact/measure-impact.ts";
import type { MeasuredMatter } from "../impact/measure-matters.ts";
import { writeTerms } from "../matters/read-words.ts";
import { day } from "./format.ts";
import { type Html, html, words } from "./html.ts";
import type { ReportModel } from "./report-model.ts";
import { largeTrend } from "./trend-chart.ts";
import { type Bilingual, both, word } from "./words.ts";

/** Releases and unplanned changes that are told. */
const MOST_RELEASES = 12;
const MOST_UNPLANNED = 20;

const VERDICT_BADGES: Readonly<Record<ImpactVerdict, Bilingual & { readonly look: string }>> = {
  fell: { en: "fell", zh: "下降", look: "resolved" },
  rose: { en: "rose", zh: "上升", look: "rising" },
  "no-change": { en: "no change detected", zh: "未发现变化", look: "falling" },
  "cannot-tell": { en: "cannot tell", zh: "无法判断", look: "falling" },
};

/** A theme, all linked themes as one, or a matter with what there is to say of its words. */
type Judged = Pick<MeasuredTheme, "name" | "impact" | "sentence" | "series"> & {
  readonly id: string;
  readonly more?: Html;
};

/** Nothing where no release is known. */
export function impactSection({ impacts, releases }: ReportModel): Html {
  if (impacts.length === 0) return html``;
  const planned = impacts
    .filter(({ themes, matters }) => themes.length + matters.length > 0)
    .slice(0, MOST_RELEASES);
  const example = releases.at(-1)?.version ?? "4.2.0";
  const cards =
    planned.length === 0
      ? html`<p class="small">${both({
          en: "No release is linked yet to what it was meant to help.",
          zh: "还没有为任何版本注明它要解决什么。",
        })} <code>heed releases link ${example} THEME</code></p>`
      : html`${planned.map((impact) => releaseCard(impact, releases))}`;
  return html`<h2 id="impact">${word("impact")}</h2><p class="lead">${word("impactLead")}</p>${cards}${unplannedTable(impacts)}`;
}

function releaseCard(impact: ReleaseImpact, releases: ReportModel["releases"]): Html {
  const { release, themes, matters, together, nearby, exposure } = impact;
  const whole: Judged[] =
    together === null
      ? []
      : [{ ...together, id: "all", name: { en: "All of these together", zh: "以上合计" } }];
  const marks = releases.filter(
    ({ version }) => version === release.version || nearby.includes(version),
  );
  const judged: Judged[] = [
    ...matters.map((matter) => ({ ...matter, id: matter.matterId, more: matterWords(matter) })),
    ...whole,
    ...themes.map((theme) => ({ ...theme, id: theme.themeId })),
  ];
  const per =
    exposure === "users"
      ? { en: "counted per user", zh: "按用户数" }
      : { en: "counted among the people heard", zh: "按发声者" };
  const near =
    nearby.length === 0
      ? html``
      : html`<p class="small">${both({
          en: `Shipped within 4 weeks of it, and may share what is seen: ${nearby.join(", ")}.`,
          zh: `四周内还发布了 ${nearby.join("、")}，所见变化可能与之有关。`,
        })}</p>`;
  return html`<div class="card impact"><h3>${words(release.version)} <small>${both(day(release.date))} · ${both(per)}</small></h3>${judged.map((one) => verdictOf(one, release, marks))}${sharedLevel(impact)}${near}</div>`;
}

/** When the words of a matter were fixed, and what they are. */
function matterWords({ note, words: { lists, without } }: MeasuredMatter): Html {
  const told = lists.map((list) => writeTerms(list).join(", ")).join(" + ");
  const none = writeTerms(without).join(", ");
  const left = none === "" ? "" : ` − ${none}`;
  return html`<p class="small">${both(note)}</p><details><summary>${both({ en: "Words", zh: "用词" })}</summary><p class="small">${words(told + left)}</p></details>`;
}

/** How many questions share the level, where matters are among them. */
function sharedLevel({ matters, questions }: ReleaseImpact): Html {
  if (matters.length === 0 || questions < 2) return html``;
  return html`<p class="small">${both({
    en: `The level is shared by ${questions} questions, those about matters that were asked earlier included.`,
    zh: `显著性水平由 ${questions} 个问题分担，包括此前问过的议题。`,
  })}</p>`;
}

function verdictOf(
  { id, name, impact, sentence, series, more }: Judged,
  release: ReleaseImpact["release"],
  marks: ReportModel["releases"],
): Html {
  const badge = VERDICT_BADGES[impact.verdict];
  const { before, after, change } = impact;
  const weeks = series.weeks
    .map((weekDate, at) => ({
      weekDate,
      people: series.people[at]!,
      allPeople: series.exposure[at]!,
    }))
    .filter(({ weekDate }) => {
      // What was compared, and no more; all weeks where nothing was.
      return weekDate >= (before?.fromWeek ?? "") && weekDate <= (after?.toWeek ?? "9999");
    });
  const step = {
    weekDate: after?.fromWeek ?? "",
    before: before?.rate ?? 0,
    after: after?.rate ?? 0,
    pValue: change?.pValue ?? 1,
  };
  const isTold = impact.verdict !== "cannot-tell";
  const changes = isTold ? [step] : [];
  const label = `${name.en}: weeks around ${release.version}`;
  const chart = html`${largeTrend({ weeks, changes }, marks, label)}${comparedWeeks(impact)}`;
  const shown = isTold
    ? chart
    : html`<details><summary>${word("trend")}</summary>${chart}</details>`;
  return html`<section id="impact-${release.version}-${id}"><h4>${both(name)} <span class="badge ${badge.look}">${both(badge)}</span></h4><p>${both(sentence)}</p>${more ?? html``}${shown}</section>`;
}

function comparedWeeks({ before, after }: MeasuredTheme["impact"]): Html {
  if (before === null || after === null) return html``;
  const span = (language: "en" | "zh") => {
    const [a, b] = [before, after].map(
      ({ fromWeek, toWeek }) => `${day(fromWeek)[language]} – ${day(toWeek)[language]}`,
    );
    return { a, b };
  };
  const counts = [before, after].map(
    ({ people, exposure }) => `${people} / ${Math.round(exposure)}`,
  );
  const [en, zh] = [span("en"), span("zh")];
  return html`<p class="small">${both({
    en: `Weeks compared: ${en.a} (${counts[0]}) and ${en.b} (${counts[1]}).`,
    zh: `比较的周：${zh.a}（${counts[0]}）与 ${zh.b}（${counts[1]}）。`,
  })}</p>`;
}

function unplannedTable(impacts: readonly ReleaseImpact[]): Html {
  const rows = impacts.flatMap(({ release, unplanned }) =>
    unplanned.map((change) => ({ release, ...change })),
  );
  const looks = impacts[0]?.looks ?? 0;
  const title = html`<h4>${both({ en: "Changed without being planned", zh: "计划外的变化" })}</h4>`;
  const note = html`<p class="small">${both({
    en: `Corrected for ${looks} looks, every theme at every release. A change is told at the release that shows it most surely; others within 4 weeks may have made it.`,
    zh: `已按 ${looks} 次比较（每个主题 × 每个版本）校正。变化记在证据最强的版本上；四周内的其他版本也可能是原因。`,
  })}</p>`;
  if (rows.length === 0) {
    return html`<div class="card">${title}<p>${both({ en: "Nothing beyond chance.", zh: "没有超出偶然的变化。" })}</p>${note}</div>`;
  }
  const body = rows
    .slice(0, MOST_UNPLANNED)
    .map(
      ({ release, name, direction, change, nearby }) =>
        html`<tr><td>${both(name)}</td><td>${both(VERDICT_BADGES[direction])}</td><td>${both(changeText(change))}</td><td>${words(release.version)}</td><td>${nearby.join(", ")}</td></tr>`,
    );
  const head = [
    { en: "", zh: "" },
    { en: "direction", zh: "方向" },
    { en: "rate after / before (95 %)", zh: "后 / 前（95%）" },
    { en: "release", zh: "版本" },
    { en: "nearby", zh: "邻近版本" },
  ].map((cell) => html`<th>${both(cell)}</th>`);
  return html`<div class="card">${title}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${note}</div>`;
}
