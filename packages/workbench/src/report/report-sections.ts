// The parts of the report around its needs: what changed, what people love, the brief, the rivals, all themes, and the facts.
import type {
  Digest,
  DigestEntry,
  HypothesisReading,
  NeedState,
  RivalComparison,
  Theme,
} from "@heed/core";
import type { HeadedNeed } from "../needs/headed-needs.ts";
import { count, day, percent, percentRange, ratioRange, short } from "./format.ts";
import { type Html, html, words } from "./html.ts";
import { headlineText } from "./needs-section.ts";
import { quoteBlock } from "./quote-block.ts";
import { PRAISED, QUOTES_OF_PRAISE, QUOTES_OF_SIDE, type ReportModel } from "./report-model.ts";
import { both, STATE_WORDS, VERDICT_WORDS, type Word, word } from "./words.ts";

const DIGEST_STATES = [
  "new",
  "rising",
  "falling",
  "resolved",
] as const satisfies readonly NeedState[];
const SHOWN_ENTRIES = 6;
const SHOWN_RIVAL_THEMES = 8;
const SHOWN_LEAVES = 8;

export function digestSection({ digest, needs }: Pick<ReportModel, "digest" | "needs">): Html {
  const headed = new Map(needs.map((need) => [need.id, need]));
  if (digest.asOfDate === null) {
    return html`<p class="lead">${both({ en: "Nothing is dated, so no change can be told.", zh: "数据没有日期，无法判断变化。" })}</p>`;
  }
  const week = day(digest.asOfDate);
  const news = digest.entries.filter(({ isNews }) => isNews).length;
  const lead = both({
    en: `As of the week of ${week.en} (${count(digest.heard)} people heard). ${news === 0 ? "Nothing changed its state in that week beyond chance." : `${news} changed in that week, marked with a dot.`}`,
    zh: `截至 ${week.zh}当周（${count(digest.heard)} 人发声）。${news === 0 ? "该周没有超出偶然的新变化。" : `该周有 ${news} 项变化，以圆点标出。`}`,
  });
  const columns = DIGEST_STATES.map((state) => {
    const entries = digest.entries.filter((entry) => entry.state === state);
    const rows = entries
      .slice(0, SHOWN_ENTRIES)
      .map((entry) => digestRow(entry, headed.get(entry.needId)));
    const none = both({ en: "none", zh: "无" });
    return html`<div class="state ${state}"><h3>${both(STATE_WORDS[state])} <small>${entries.length}</small></h3>${rows.length === 0 ? html`<p class="small">${none}</p>` : html`<ul>${rows}</ul>`}</div>`;
  });
  return html`<p class="lead">${lead}</p><div class="states">${columns}</div>${runChanges(digest)}`;
}

function digestRow(entry: DigestEntry, need: HeadedNeed | undefined): Html {
  const since =
    entry.sinceDate === null
      ? html``
      : html` · ${both({ en: `since ${day(entry.sinceDate, false).en}`, zh: `自${day(entry.sinceDate, false).zh}` })}`;
  const ratio = entry.ratio === null ? "" : ratioRange(entry.ratio);
  return html`<li><a href="#${entry.needId}">${need === undefined ? both(entry.name) : headlineText(need)}</a>${entry.isNews ? html`<i class="dot"></i>` : html``}<small>${ratio}${since}</small></li>`;
}

function runChanges({ sinceRun }: Digest): Html {
  if (sinceRun === null) return html``;
  const { appeared, gone, moved } = sinceRun;
  return html`<p class="small">${both({
    en: `Since the last run: ${appeared.length} needs appeared, ${moved.length} moved, ${gone.length} are gone.`,
    zh: `与上次运行相比：新增 ${appeared.length} 项需求，${moved.length} 项有变动，${gone.length} 项消失。`,
  })}</p>`;
}

export function praiseSection({ summary, quotes }: ReportModel): Html {
  const cards = summary.praise.slice(0, PRAISED).map((theme) => {
    const quoted = theme.quotes
      .slice(0, QUOTES_OF_PRAISE)
      .flatMap((id) => quotes.get(id) ?? [])
      .map(quoteBlock);
    return html`<div class="card"><h3>${both(theme.name)}</h3><p class="small">${count(theme.people)} ${word("people")} · ${percentRange(theme.share)}</p>${quoted}</div>`;
  });
  return html`<p class="lead">${word("praisedLead")}</p><div class="cards">${cards}</div>`;
}

export function briefSection({ brief, summary, quotes }: ReportModel): Html {
  if (brief === null) return html``;
  const readings = new Map(summary.hypotheses.map((reading) => [reading.hypothesis.id, reading]));
  const rows = brief.hypotheses.map((hypothesis) => {
    const reading = readings.get(hypothesis.id);
    const isSame = reading?.hypothesis.statement === hypothesis.statement;
    return hypothesisCard(
      hypothesis.id,
      hypothesis.statement,
      isSame ? reading : undefined,
      quotes,
    );
  });
  return html`<h2>${word("brief")}</h2><p class="question">${words(brief.question)}</p>${brief.outcome === "" ? html`` : html`<p class="lead">${words(brief.outcome)}</p>`}<div class="hypotheses">${rows}</div>`;
}

function hypothesisCard(
  id: string,
  statement: string,
  reading: HypothesisReading | undefined,
  quotes: ReportModel["quotes"],
): Html {
  if (reading === undefined) {
    return html`<div class="card"><h3><small>${id}</small> ${words(statement)}</h3><p class="small">${both({ en: "Not read yet: analyse again.", zh: "尚未核对：请重新分析。" })}</p></div>`;
  }
  const { verdict, supports, contradicts, support } = reading;
  const side = (name: Word, { people, mentionIds }: HypothesisReading["supports"]) => {
    const shown = mentionIds
      .slice(0, QUOTES_OF_SIDE)
      .flatMap((mention) => quotes.get(mention) ?? []);
    return html`<div><h4>${word(name)} · ${count(people)} ${word("people")}</h4>${shown.map(quoteBlock)}</div>`;
  };
  const bar =
    support === null
      ? html``
      : html`<div class="support" role="img" aria-label="${percentRange(support)}"><i style="width:${(support.value * 100).toFixed(1)}%"></i><em style="left:${(support.low * 100).toFixed(1)}%;width:${((support.high - support.low) * 100).toFixed(1)}%"></em></div><p class="small">${both({ en: `${percentRange(support)} of those who take a side support it`, zh: `表态者中 ${percentRange(support)} 支持` })}</p>`;
  const sides =
    supports.people + contradicts.people === 0
      ? html``
      : html`<details><summary>${word("quotes")}</summary><div class="columns">${side("supports", supports)}${side("contradicts", contradicts)}</div></details>`;
  return html`<div class="card"><h3><small>${id}</small> ${words(statement)} <span class="badge ${verdict}">${both(VERDICT_WORDS[verdict])}</span></h3>${bar}${sides}</div>`;
}

export function rivalsSection(rivals: readonly RivalComparison[]): Html {
  if (rivals.length === 0) return html``;
  const tables = rivals.map(({ rival, people, themes }) => {
    const rows = themes
      .slice(0, SHOWN_RIVAL_THEMES)
      .map(
        ({ name, ours, theirs, ratio, worse }) =>
          html`<tr class="${worse}"><td>${both(name)}</td><td>${percent(ours.share.value)}</td><td>${percent(theirs.share.value)}</td><td>${ratio === null ? "–" : ratioRange(ratio)}</td></tr>`,
      );
    return html`<div class="card"><h3>${words(rival)} <small>${count(people)} ${word("people")}</small></h3><table><thead><tr><th></th><th>${word("ours")}</th><th>${word("theirs")}</th><th>${word("theirs")} / ${word("ours")}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  });
  return html`<h2>${word("rivals")}</h2><div class="cards">${tables}</div>`;
}

export function themesSection({ themes, summary }: ReportModel): Html {
  const size = (theme: Theme) => summary.themeSizes[theme.id] ?? 0;
  const cards = themes
    .filter((theme) => theme.parentId === null && theme.hidden !== true)
    .toSorted((a, b) => size(b) - size(a))
    .map((group) => {
      const leaves = themes
        .filter((theme) => theme.parentId === group.id && theme.hidden !== true)
        .toSorted((a, b) => size(b) - size(a));
      const rows = leaves
        .slice(0, SHOWN_LEAVES)
        .map(
          (leaf) => html`<li><span>${both(leaf.name)}</span><span>${count(size(leaf))}</span></li>`,
        );
      const more =
        leaves.length > SHOWN_LEAVES
          ? html`<li><span class="small">+ ${leaves.length - SHOWN_LEAVES}</span><span></span></li>`
          : html``;
      return html`<div class="card"><h3>${both(group.name)} <small>${count(size(group))}</small></h3><ul class="pairs">${rows}${more}</ul></div>`;
    });
  return html`<div class="cards narrow">${cards}</div>`;
}

export function factsSection({ summary }: ReportModel): Html {
  const { counts, models, sources } = summary;
  const facts = (
    [
      "items",
      "peopleHeard",
      "mentions",
      "unclear",
      "duplicates",
      "spam",
      "rejected",
      "redacted",
    ] as const
  ).map((name) => {
    const value = name === "peopleHeard" ? counts.people : counts[name];
    return html`<div><dt>${word(name)}</dt><dd>${count(value)}</dd></div>`;
  });
  const names = Object.values(models).map(({ name, version }) => `${name} ${version}`);
  const rate = counts.mentions === 0 ? 0 : counts.unclear / counts.mentions;
  const points = [
    {
      en: "People are counted, not messages: one author is one person. Items without an author count one each, repeats of the same words once.",
      zh: "按人计数而非按条：同一作者只算一人；没有作者的每条算一人，内容相同的只算一次。",
    },
    {
      en: "Shares are of the people heard, not of all users: who writes is not who uses.",
      zh: "占比以发声者为准，不代表全体用户：会写的人不等于会用的人。",
    },
    {
      en: "Brackets are 95 % intervals for chance in who spoke. Whatever is called rising, falling, more or less survives control of false discoveries over all needs.",
      zh: "括号内为 95% 区间，反映“谁恰好发声”的偶然性。凡称上升、下降、更多或更少，均已在全部需求上控制误报。",
    },
    {
      en: `Kinds, moods and themes are read by models and can be wrong in single cases; ${percent(rate)} of mentions stand in no theme.`,
      zh: `类型、情绪与主题由模型判读，个别会有误；${percent(rate)} 的提及未归入任何主题。`,
    },
  ].map((point) => html`<li>${both(point)}</li>`);
  return html`<dl class="facts">${facts}</dl><ul class="points">${points}</ul><p class="small">${word("models")}: ${names.join(", ")} · ${sources.join(", ")}</p>`;
}

/** The figures at the top. */
export function headline({ summary, digest }: ReportModel): Html {
  const figures: [string, Word][] = [
    [count(summary.counts.people), "peopleHeard"],
    [count(summary.counts.items), "items"],
    [count(summary.counts.needs), "needsFound"],
    [short(digest.weeks).replace(/\.0$/, ""), "weeksOfData"],
  ];
  return html`<dl class="headline">${figures.map(([value, name]) => html`<div><dd>${value}</dd><dt>${word(name)}</dt></div>`)}</dl>`;
}
