// The report's look: calm, readable, light and dark, good on paper.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1e23; --soft: #626a74; --faint: #9aa1a9; --line: #e6e3dc; --page: #faf8f4; --card: #fffefb; --accent: #0f6b57; --wash: #e4efe9; --level: #b4532a;
  --bug: #c2453d; --request: #2f6fb0; --complaint: #c98a1b; --question: #7a5cb0; --praise: #3f8f5f; --other: #9aa3ad;
  --good: #1f7a4f; --good-wash: #dff0e5; --bad: #b23a2f; --bad-wash: #f9e4df; --news: #b06a00; --news-wash: #fbeccd; --calm: #4b5b7a; --calm-wash: #e4e9f3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --soft: #a3a9b0; --faint: #6f767e; --line: #2e3237; --page: #14161a; --card: #1b1e23; --accent: #6fc7ac; --wash: #20342d; --level: #f0a070;
  --bug: #e2766d; --request: #6fa8e0; --complaint: #dfae57; --question: #a98fe0; --praise: #6fc492; --other: #7d858e;
  --good: #79d3a2; --good-wash: #1d3528; --bad: #f0958a; --bad-wash: #3d2320; --news: #f0c46c; --news-wash: #3a2f17; --calm: #a9b9dc; --calm-wash: #252c3b; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; -webkit-font-smoothing: antialiased; }
main, header.top { max-width: 66rem; margin: 0 auto; padding: 0 2rem; }
main { padding-bottom: 5rem; }
header.top { padding-top: 3.2rem; display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between; }
.eyebrow { margin: 0 0 .3rem; color: var(--accent); font-size: .8rem; font-weight: 600; letter-spacing: .04em; }
h1 { font: 600 2.3rem/1.15 ui-serif, "Iowan Old Style", Georgia, "Songti SC", "Noto Serif CJK SC", serif; margin: 0 0 .4rem; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { font: 600 1.55rem/1.25 ui-serif, "Iowan Old Style", Georgia, "Songti SC", "Noto Serif CJK SC", serif; margin: 4rem 0 .4rem; letter-spacing: -.01em; }
h3 { margin: 0 0 .5rem; font-size: 1rem; line-height: 1.4; overflow-wrap: anywhere; } h3 small { color: var(--faint); font-weight: 500; }
h4 { margin: 0 0 .5rem; font-size: .8rem; font-weight: 600; color: var(--soft); }
p { margin: .4rem 0; } small { font-size: .8rem; color: var(--soft); font-weight: 400; }
.lead, .small { color: var(--soft); } .lead { margin: 0 0 1.4rem; max-width: 46rem; } .small { font-size: .86rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .2em; } a:hover { text-decoration-color: var(--accent); }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, monospace; background: var(--wash); padding: .1em .4em; border-radius: 4px; }
html[data-lang="en"] .zh, html[data-lang="zh"] .en { display: none; }
button.lang { font: inherit; font-size: .88rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); border-radius: 999px; padding: .35rem 1rem; cursor: pointer; white-space: nowrap; }
button.lang:hover { border-color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
dl.headline { display: grid; grid-template-columns: repeat(4, 1fr); margin: 2.2rem 0 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
dl.headline div { padding: 1.1rem 0 1rem 1.4rem; border-left: 1px solid var(--line); } dl.headline div:first-child { padding-left: 0; border: 0; }
dl.headline dd { margin: 0; font: 500 2.1rem/1.1 ui-serif, Georgia, serif; font-variant-numeric: lining-nums tabular-nums; } dl.headline dt { color: var(--soft); font-size: .86rem; }
.states { display: grid; grid-template-columns: repeat(4, 1fr); gap: .9rem; }
.state { border-radius: 14px; padding: .9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-top-width: 3px; }
.state.new { border-top-color: var(--news); } .state.rising { border-top-color: var(--bad); } .state.falling { border-top-color: var(--calm); } .state.resolved { border-top-color: var(--good); }
.state ul { list-style: none; margin: 0; padding: 0; } .state li { padding: .3rem 0; line-height: 1.4; overflow-wrap: anywhere; } .state li small { display: block; } .state h3 { font-size: .9rem; }
.dot { display: inline-block; width: .45em; height: .45em; border-radius: 50%; background: var(--bad); margin-left: .4em; vertical-align: .12em; }
ol.needs { list-style: none; margin: 0; padding: 0; }
.need { background: var(--card); border: 1px solid var(--line); border-radius: 14px; margin: .7rem 0; scroll-margin: 1rem; }
.need summary { list-style: none; cursor: pointer; padding: 1rem 1.3rem; display: grid; grid-template-columns: 2rem minmax(0, 1fr) 168px 7.6rem 5.4rem; gap: 1.2rem; align-items: center; border-radius: 14px; }
.need summary:hover .name { color: var(--accent); } summary::-webkit-details-marker { display: none; }
.rank { font: 500 1.6rem/1 ui-serif, Georgia, serif; color: var(--faint); font-variant-numeric: lining-nums tabular-nums; text-align: right; }
.name { font-weight: 620; font-size: 1.07rem; line-height: 1.35; overflow-wrap: anywhere; margin-right: .5rem; display: inline-block; } .name::first-letter { text-transform: uppercase; } .keywords { display: block; font-size: .85rem; color: var(--soft); }
.said { display: block; margin-top: .25rem; font: .95rem/1.5 ui-serif, Georgia, "Songti SC", "Noto Serif CJK SC", serif; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } details[open] .said { display: none; }
.kinds { display: block; margin-top: .2rem; } .kind { font-size: .8rem; color: var(--soft); margin-right: .8rem; white-space: nowrap; } .kind i { display: inline-block; width: .5rem; height: .5rem; border-radius: 2px; margin-right: .35rem; }
.rank small { display: block; font: .72rem/1.4 system-ui, sans-serif; color: var(--faint); white-space: nowrap; margin-top: .25rem; } .mostly { font-size: .8rem; color: var(--soft); white-space: nowrap; } small.below { display: block; }
.badge { display: inline-block; font-size: .75rem; font-weight: 600; line-height: 1.5; border-radius: 999px; padding: .05rem .6rem; background: var(--calm-wash); color: var(--calm); white-space: nowrap; vertical-align: .1em; }
.badge.new { background: var(--news-wash); color: var(--news); } .badge.rising, .badge.contradicted { background: var(--bad-wash); color: var(--bad); } .badge.resolved, .badge.supported { background: var(--good-wash); color: var(--good); }
.figure { text-align: right; font-variant-numeric: tabular-nums; line-height: 1.35; } .figure b { font-size: 1.3rem; font-weight: 620; } .figure small { display: block; }
.meter { display: block; } .meter i { display: block; height: 5px; border-radius: 3px; background: var(--bug); } .meter::before { content: ""; display: block; height: 5px; border-radius: 3px; background: var(--line); margin-bottom: -5px; } .meter i { position: relative; } .meter small { white-space: nowrap; }
.trend { display: block; width: 100%; height: auto; overflow: visible; } .trend .bars { fill: var(--accent); opacity: .5; } .trend.small .bars { opacity: .42; }
.trend .level { fill: none; stroke: var(--level); stroke-width: 2; stroke-linejoin: round; } .trend.small .level { stroke-width: 1.6; }
.trend path.axis { stroke: var(--line); fill: none; } .trend path.release { stroke: var(--faint); stroke-dasharray: 2 3; fill: none; }
.trend text { font: 11px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; fill: var(--soft); } .trend text.release { font-weight: 600; fill: var(--ink); }
.body { border-top: 1px solid var(--line); padding: 1.3rem 1.6rem 1.2rem 4.5rem; } .body section { margin-bottom: 1.5rem; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.4rem; }
ul.pairs { list-style: none; margin: .3rem 0; padding: 0; } ul.pairs li { display: flex; justify-content: space-between; gap: 1rem; padding: .28rem 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; } ul.pairs li:last-child { border: 0; } ul.pairs li > span:last-child { text-align: right; } ul.pairs li > span { min-width: 0; overflow-wrap: anywhere; }
.segments li > span:last-child { font-size: .9rem; color: var(--soft); white-space: nowrap; } .segments .more b { color: var(--bad); } .segments .less b { color: var(--good); } .segments li span:first-child b { color: inherit; }
blockquote { margin: .5rem 0; padding: .15rem 0 .15rem 1rem; border-left: 3px solid var(--wash); overflow-wrap: anywhere; white-space: pre-line; font: 1.02rem/1.55 ui-serif, Georgia, "Songti SC", "Noto Serif CJK SC", serif; }
blockquote cite { display: block; font: normal .78rem/1.5 system-ui, sans-serif; color: var(--soft); margin-top: .1rem; }
.rows { margin: 0; }
.further { margin-top: 1rem; padding: .8rem 1.3rem; } .further summary { cursor: pointer; color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: .9rem; align-items: start; } .cards.narrow { grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.2rem; } .cards.narrow ul.pairs li { border: 0; padding: .1rem 0; font-size: .92rem; } .cards.narrow ul.pairs li > span:last-child { color: var(--soft); }
.hypotheses .card { margin: .7rem 0; } .card details > summary { cursor: pointer; color: var(--soft); font-size: .86rem; } .question { font: 500 1.25rem/1.45 ui-serif, Georgia, "Songti SC", "Noto Serif CJK SC", serif; }
.card.impact { margin: .7rem 0; } .card.impact section { margin: 1rem 0 1.3rem; }
.support { position: relative; height: 8px; border-radius: 4px; background: var(--bad-wash); margin: .5rem 0 .2rem; overflow: hidden; max-width: 28rem; } .support i { position: absolute; inset: 0 auto 0 0; background: var(--good); opacity: .75; } .support em { position: absolute; top: 3px; height: 2px; background: var(--ink); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; } th { text-align: right; font-weight: 500; color: var(--soft); font-size: .82rem; } td { padding: .25rem 0 .25rem .8rem; text-align: right; border-top: 1px solid var(--line); } td:first-child { text-align: left; padding-left: 0; }
tr.ours td:nth-child(2) { color: var(--bad); font-weight: 600; } tr.theirs td:nth-child(3) { color: var(--good); font-weight: 600; }
dl.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0 1.4rem; margin: 1rem 0; } dl.facts div { border-top: 1px solid var(--line); padding: .6rem 0; } dl.facts dt { color: var(--soft); font-size: .84rem; } dl.facts dd { margin: 0; font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; } dl.facts div { display: flex; flex-direction: column-reverse; }
.points { padding-left: 1.1rem; max-width: 48rem; } .points li { margin: .3rem 0; }
@media (max-width: 820px) { main, header.top { padding-left: 1.1rem; padding-right: 1.1rem; } .states, dl.headline, dl.facts { grid-template-columns: 1fr 1fr; } dl.headline div:nth-child(odd) { padding-left: 0; border-left: 0; } .need summary { grid-template-columns: 1.6rem minmax(0, 1fr) auto; gap: .8rem; padding: .9rem 1rem; } .need summary .trend, .meter { display: none; } .body { padding: 1rem 1.1rem; } .columns, .cards, .cards.narrow { grid-template-columns: 1fr; } h1 { font-size: 1.8rem; } }
@media print { :root { color-scheme: light; } body { background: #fff; font-size: 10.5pt; } button.lang, .rows { display: none; } main, header.top { max-width: none; padding: 0; } .need, .card, .state, blockquote, .trend, ul.pairs li { break-inside: avoid; } .need { break-inside: auto; } .need summary { break-after: avoid; } h2, h4 { break-after: avoid; } .body { padding-left: 1.3rem; } a { text-decoration: none; } }
`;

/** Switches the language in place, opens a need that a link points to, and opens every need before printing. */
export const SCRIPT = `
const root = document.documentElement, button = document.querySelector("button.lang");
button.addEventListener("click", () => { root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en"; root.lang = root.dataset.lang === "en" ? "en" : "zh-Hans"; });
const reveal = () => { const aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1)); const details = aim && (aim.querySelector("details") || aim.closest("details")); if (details) { details.open = true; aim.scrollIntoView(); } };
addEventListener("hashchange", reveal); reveal();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
`;
