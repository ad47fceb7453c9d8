// The report's heart: each need with its figures, its trend, who says it, why it stands there, and the words of its people.
import type { DigestEntry, Headline, Kind, Need, NeedSegment } from "@heed/core";
import { bothHeadlines, type HeadedNeed } from "../needs/headed-needs.ts";
import { count, day, percent, percentRange, ratioRange, short } from "./format.ts";
import { type Html, html, words } from "./html.ts";
import { quoteBlock, quoteLine } from "./quote-block.ts";
import { FULL_NEEDS, QUOTES_OF_NEED, type ReportModel } from "./report-model.ts";
import { largeTrend, smallTrend, trendCaption } from "./trend-chart.ts";
import {
  both,
  dimensionWords,
  KIND_WORDS,
  REASON_WORDS,
  STATE_WORDS,
  valueWords,
  word,
} from "./words.ts";

/** Needs open from the start. */
const OPEN_NEEDS = 1;
const FURTHER_NEEDS = 200;
const SHOWN_SEGMENTS = 8;

export function needsSection(model: ReportModel): Html {
  const { needs } = model;
  if (needs.length === 0) return html`<p>${word("noNeeds")}</p>`;
  const states = new Map(model.digest.entries.map((entry) => [entry.needId, entry]));
  const cards = needs
    .slice(0, FULL_NEEDS)
    .map((need) => needCard(need, states.get(need.id), model));
  return html`<ol class="needs">${cards}</ol>${furtherNeeds(needs.slice(FULL_NEEDS, FULL_NEEDS + FURTHER_NEEDS))}`;
}

function needCard(need: HeadedNeed, entry: DigestEntry | undefined, model: ReportModel): Html {
  const label = `${need.name.en}: share of people heard each week`;
  const isOpen = need.rank <= OPEN_NEEDS ? html` open` : html``;
  return html`<li class="need" id="${need.id}"><details${isOpen}><summary>
<span class="rank">${need.rank}${rankRange(need)}</span>
<span class="what"><span class="name">${headlineText(need)}</span>${entry === undefined ? html`` : stateBadge(entry)}<span class="kinds">${kindNames(need)}${mostSaidBy(need)}</span>${belowHeadline(need)}${firstWords(need, model)}</span>
${smallTrend(need, label)}
<span class="figure"><b>${count(need.people)}</b> ${word("people")}<small>${percentRange(need.share)}</small></span>
<span class="meter"><i style="width:${Math.round(need.parts.severity * 100)}%"></i><small>${word("severity")} ${need.parts.severity.toFixed(2)}</small></span>
</summary><div class="body">
<section><h4>${word("quotes")}</h4>${quoteList(need, model)}</section>
<section><h4>${word("trend")}</h4>${largeTrend(need, model.releases, label)}<p class="small">${trendCaption(need.changes.length > 0, model)}</p>${trendSentence(need, entry)}${changeList(need, model)}</section>
<div class="columns"><section><h4>${word("whyRank")}</h4>${formula(need)}</section>
<section><h4>${word("whoSays")}</h4>${segmentList(need)}</section></div>
<p class="small rows">${word("rows")}: <code>heed needs ${need.id} --rows</code></p>
</div></details></li>`;
}

/** What heads a need, in both languages. */
export function headlineText(need: HeadedNeed): Html {
  const { en, zh } = bothHeadlines(need);
  return both({ en: en.text, zh: zh.text });
}

/** The key words beneath a statement, or the other language's statement beneath key words. */
function belowHeadline(need: HeadedNeed): Html {
  const { en, zh } = bothHeadlines(need);
  if ([en, zh].every(({ name, other }) => name === null && other === null)) return html``;
  return html`<span class="keywords"><span class="en" lang="en">${below(en)}</span><span class="zh" lang="zh-Hans">${below(zh)}</span></span>`;
}

function below({ name, other }: Headline): Html {
  if (name !== null) return words(name);
  if (other === null) return html``;
  return html`<q lang="${other.language === "zh" ? "zh-Hans" : "en"}">${words(other.text)}</q>`;
}

export function stateBadge({ state, isNews }: Pick<DigestEntry, "state" | "isNews">): Html {
  return html`<span class="badge ${state}">${both(STATE_WORDS[state])}${isNews ? html`<i class="dot"></i>` : html``}</span>`;
}

/** The ranks that chance leaves open, where there are several. */
function rankRange({ rankRange: { best, worst } }: Need): Html {
  return best === worst ? html`` : html`<small>${best}–${worst}</small>`;
}

/** The segment that says it most above the others. */
function mostSaidBy({ segments }: Need): Html {
  const first = segments.find(({ says }) => says === "more");
  if (first === undefined) return html``;
  const name = valueWords(first.dimension, first.value);
  const dimension = dimensionWords(first.dimension);
  return html`<span class="mostly">▲ ${both({ en: `${dimension.en} ${name.en}`, zh: `${dimension.zh} ${name.zh}` })}</span>`;
}

function kindNames({ kinds }: Need): Html[] {
  const entries = Object.entries(kinds) as [Kind, number][];
  return entries.map(
    ([kind, number]) =>
      html`<span class="kind"><i style="background:var(--${kind})"></i>${count(number)} ${both(KIND_WORDS[kind])}</span>`,
  );
}

function trendSentence({ trend }: Need, entry: DigestEntry | undefined): Html {
  if (!trend.ok) {
    const why = REASON_WORDS[trend.reason];
    return html`<p>${both({ en: `Whether it grows cannot be told: ${why.en}.`, zh: `无法判断是否增长：${why.zh}。` })}</p>`;
  }
  const recent = percent(trend.recent.people / trend.recent.heard);
  const earlier = percent(trend.earlier.people / trend.earlier.heard);
  const ratio = ratioRange(trend.ratio);
  const chance =
    trend.direction === "steady"
      ? { en: " The difference may be chance.", zh: "差别可能只是偶然。" }
      : { en: "", zh: "" };
  const week =
    entry?.lastWeek.expected == null || entry.lastWeek.people + entry.lastWeek.expected < 0.5
      ? { en: "", zh: "" }
      : {
          en: ` Last week ${entry.lastWeek.people}, expected ${short(entry.lastWeek.expected)}.`,
          zh: `上周 ${entry.lastWeek.people} 人，按此前水平应为 ${short(entry.lastWeek.expected)} 人。`,
        };
  return html`<p>${both({
    en: `${recent} of the people heard in the last 4 weeks, ${earlier} before: ${ratio}.${chance.en}${week.en}`,
    zh: `最近 4 周发声者中占 ${recent}，此前占 ${earlier}：${ratio}。${chance.zh}${week.zh}`,
  })}</p>`;
}

function changeList({ changes }: Need, { releases }: ReportModel): Html {
  if (changes.length === 0) return html``;
  const rows = changes.map(({ weekDate, before, after }) => {
    const date = day(weekDate);
    const near = releases.find(({ date: on }) => {
      const days = (Date.parse(on) - Date.parse(weekDate)) / 86_400_000;
      return days > -7 && days < 7;
    });
    const release = near === undefined ? html`` : html` · <b>${near.version}</b>`;
    return html`<li><span>${both({ en: `Week of ${date.en}`, zh: `${date.zh}当周` })}${release}</span><span>${percent(before)} → <b>${percent(after)}</b></span></li>`;
  });
  return html`<ul class="pairs">${rows}</ul>`;
}

function formula({ parts, score, value, severity, rankRange, people, anonymous }: Need): Html {
  const rows: [Html, string][] = [
    [word("reach"), percent(parts.reach)],
    [
      word("severity"),
      `${severity.value.toFixed(2)} (${severity.low.toFixed(2)}–${severity.high.toFixed(2)})`,
    ],
    [word("growth"), `${parts.growth.toFixed(2)}×`],
    [
      html`<b>${word("score")}</b> <small>100 × ${word("reach")} × ${word("severity")} × ${word("growth")}</small>`,
      `${short(score.value)} (${short(score.low)}–${short(score.high)})`,
    ],
  ];
  const items = rows.map(
    ([name, figure]) => html`<li><span>${name}</span><span>${figure}</span></li>`,
  );
  const worth = value.ok
    ? both({
        en: `Reach counts people (${percent(parts.peopleShare)} of all heard) and account value: ${count(value.accounts)} accounts worth ${count(value.total)} a month, ${percentRange(value.share)} of all heard, weighing ${percent(parts.valueWeight)}${value.largestPart > 0.5 && value.accounts > 1 ? `; one account brings ${percent(value.largestPart)} of it` : ""}.`,
        zh: `影响面由人数（占全部发声者 ${percent(parts.peopleShare)}）与账户价值构成：${count(value.accounts)} 个账户，每月共值 ${count(value.total)}，占已知价值 ${percentRange(value.share)}，权重 ${percent(parts.valueWeight)}${value.largestPart > 0.5 && value.accounts > 1 ? `；其中单个账户占 ${percent(value.largestPart)}` : ""}。`,
      })
    : both({
        en: "Reach is the share of people heard; no account value is known.",
        zh: "影响面即发声者占比；没有账户价值数据。",
      });
  const range =
    rankRange.best === rankRange.worst
      ? { en: "Its rank is told apart from all others.", zh: "它的名次与其他需求可以明确区分。" }
      : {
          en: `Chance leaves ranks ${rankRange.best} to ${rankRange.worst} open.`,
          zh: `考虑偶然性，名次可能在第 ${rankRange.best} 到第 ${rankRange.worst} 之间。`,
        };
  const unnamed =
    anonymous === 0
      ? { en: "", zh: "" }
      : {
          en: ` ${count(anonymous)} of ${count(people)} people are items without an author, so this is an upper bound.`,
          zh: `${count(people)} 人中有 ${count(anonymous)} 条没有作者，人数为上限。`,
        };
  return html`<ul class="pairs">${items}</ul><p class="small">${worth} ${both({ en: range.en + unnamed.en, zh: range.zh + unnamed.zh })}</p>`;
}

function segmentList({ segments }: Need): Html {
  const telling = segments.filter(({ says }) => says !== "same").slice(0, SHOWN_SEGMENTS);
  if (telling.length === 0) {
    return html`<p class="small">${both({
      en: "No version, platform, plan, country, language or channel says it more than the others beyond chance.",
      zh: "没有哪个版本、平台、套餐、国家、语言或渠道明显说得更多。",
    })}</p>`;
  }
  return html`<ul class="pairs segments">${telling.map(segmentRow)}</ul>`;
}

function segmentRow({ dimension, value, share, people, heard, ratio, says }: NeedSegment): Html {
  const more = says === "more" ? { en: "more", zh: "更多" } : { en: "less", zh: "更少" };
  return html`<li class="${says}"><span><b>${both(valueWords(dimension, value))}</b> <small>${both(dimensionWords(dimension))}</small></span><span><b>${ratio === null ? "" : ratioRange(ratio)}</b> ${both(more)}<small class="below">${count(people)} / ${count(heard)} = ${percent(share.value)}</small></span></li>`;
}

/** What stands for the need while it is closed. */
function firstWords({ quotes: [first] }: Need, model: ReportModel): Html {
  const quote = first === undefined ? undefined : model.quotes.get(first);
  return quote === undefined ? html`` : quoteLine(quote);
}

function quoteList({ quotes }: Need, model: ReportModel): Html[] {
  return quotes
    .slice(0, QUOTES_OF_NEED)
    .flatMap((id) => model.quotes.get(id) ?? [])
    .map(quoteBlock);
}

function furtherNeeds(needs: readonly HeadedNeed[]): Html {
  if (needs.length === 0) return html``;
  const rows = needs.map(
    (need) =>
      html`<li id="${need.id}"><span><small>${need.rank}</small> ${headlineText(need)}</span><span>${count(need.people)} ${word("people")} · ${need.parts.severity.toFixed(2)}</span></li>`,
  );
  return html`<details class="further"><summary>${word("moreNeeds")} (${count(needs.length)})</summary><ul class="pairs">${rows}</ul></details>`;
}
