// The report a manager forwards: one file, both languages, every need with its figures and its people's words.
import { day } from "./format.ts";
import { type Html, html, words } from "./html.ts";
import { impactSection } from "./impact-section.ts";
import { needsSection } from "./needs-section.ts";
import type { ReportModel } from "./report-model.ts";
import {
  briefSection,
  digestSection,
  factsSection,
  headline,
  praiseSection,
  rivalsSection,
  themesSection,
} from "./report-sections.ts";
import { singlePage } from "./single-page.ts";
import { SCRIPT, STYLE } from "./style.ts";
import { both, languageWords, type ReportLanguage, word } from "./words.ts";

export interface ReportOptions {
  /** Default: the sources' names. */
  readonly title?: string;
  /** Language of the first view; a button shows the other. */
  readonly language: ReportLanguage;
}

const HEADING = { en: "What users need", zh: "用户需要什么" } as const;

/** The whole report as one HTML file that needs no network; only its own script may run, known by its hash. */
export function renderReport(model: ReportModel, options: ReportOptions): string {
  const { language } = options;
  const title = options.title ?? model.summary.sources.join(" + ");
  const body = html`<header class="top"><div><p class="eyebrow">Heed · ${words(title)}</p><h1>${both(HEADING)}</h1>${subtitle(model)}</div>
<button class="lang" type="button"><span class="en" lang="zh-Hans">中文</span><span class="zh" lang="en">English</span></button></header>
<main>
${headline(model)}
<h2>${word("changed")}</h2>${digestSection(model)}
<h2>${word("needs")}</h2><p class="lead">${word("needsLead")}</p>${needsSection(model)}
${impactSection(model)}
${briefSection(model)}
${model.summary.praise.length === 0 ? html`` : html`<h2>${word("praised")}</h2>${praiseSection(model)}`}
${rivalsSection(model.summary.rivals)}
<h2>${word("themes")}</h2>${themesSection(model)}
<h2>${word("honesty")}</h2>${factsSection(model)}
</main>`;
  return singlePage({
    title: `${HEADING[language]} · ${title}`,
    language,
    style: STYLE,
    body,
    script: SCRIPT,
  });
}

function subtitle({ summary }: ReportModel): Html {
  const { firstDate, lastDate, counts } = summary;
  const span =
    firstDate === null || lastDate === null
      ? { en: "undated", zh: "无日期" }
      : {
          en: `${day(firstDate).en} – ${day(lastDate).en}`,
          zh: `${day(firstDate).zh} – ${day(lastDate).zh}`,
        };
  const all = Object.values(counts.languages).reduce((sum, number) => sum + number, 0);
  const languages = Object.entries(counts.languages)
    .slice(0, 3)
    .map(([code, number]) => ({ ...languageWords(code), part: Math.round((number / all) * 100) }));
  const spoken = (name: "en" | "zh") =>
    languages.map((language) => `${language[name]} ${language.part} %`).join(", ");
  return html`<p class="small">${both({ en: `${span.en} · ${spoken("en")}`, zh: `${span.zh} · ${spoken("zh")}` })}</p>`;
}
