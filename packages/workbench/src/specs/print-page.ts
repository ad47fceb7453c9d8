// A specification as a page that a browser prints, also into a PDF: no scripts, every word escaped.
import {
  BASIS_WORDS,
  dayWords,
  inLanguage,
  SECTION_WORDS,
  SPEC_SECTIONS,
  STALE_WORDS,
} from "@heed/core";
import type { ClaimView, SpecView } from "@heed/core/api";
import { type Html, html } from "../report/html.ts";
import { singlePage } from "../report/single-page.ts";
import { filledWords } from "./render-markdown.ts";

type Language = "en" | "zh";

export function specPrintPage(spec: SpecView, language: Language): string {
  const sections = SPEC_SECTIONS.flatMap((section) => {
    const claims = spec.claims.filter((claim) => claim.section === section);
    return claims.length === 0
      ? []
      : [
          html`<h2>${SECTION_WORDS[section][language]}</h2><ul>${claims.map((claim) => claimItem(claim, language))}</ul>`,
        ];
  });
  const title = inLanguage(spec.title, language);
  const body = html`<h1>${title}</h1>
<p class="about">${spec.id} · ${String(spec.version)} · ${dayWords(spec.at)[language]}</p>
${sections}`;
  return singlePage({ title, language, style: STYLE, body });
}

function claimItem(claim: ClaimView, language: Language): Html {
  const ids = claim.quotes.map(({ mentionId }) => mentionId).join(", ");
  const reasons = [...new Set(claim.marks.map(({ reason }) => STALE_WORDS[reason][language]))].join(
    "; ",
  );
  return html`<li class="${claim.status}"><span>${filledWords(claim, language)}</span> <small>${BASIS_WORDS[claim.basis][language]}${ids === "" ? "" : `: ${ids}`}</small>${reasons === "" ? html`` : html` <small class="look">${reasons}</small>`}</li>`;
}

const STYLE = `
body{font:15px/1.55 system-ui,"Noto Sans CJK SC",sans-serif;color:#1d2521;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;break-after:avoid}
.about,small{color:#5b655f}li{margin:.35rem 0;overflow-wrap:anywhere;break-inside:avoid}li span{white-space:pre-line}
li.assumption span{font-style:italic}.look{color:#9a4a00;font-weight:600}
@page{margin:18mm}
`;
