// A model card as one HTML page: the same figures, with curves, bars of calibration and a shaded matrix.
import type { LabModel } from "@heed/core";
import { type Html, html } from "../report/html.ts";
import { singlePage } from "../report/single-page.ts";
import { STYLE } from "../report/style.ts";
import { cardFacts, cardFigures } from "./card-figures.ts";
import { type CardWord, cardWord, recipeText } from "./card-words.ts";
import { answerQuestions, figureText, type LabLanguage, percentText } from "./model-answers.ts";

const MOST_IN_MATRIX = 30;
const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 26;
const OWN_STYLE = `
.matrix td { text-align: center; min-width: 2.4rem; } .matrix th { max-width: 9rem; overflow: hidden; text-overflow: ellipsis; } .wide { overflow-x: auto; } svg.plot { max-width: 100%; height: auto; } svg.plot text { font: 11px system-ui, sans-serif; fill: var(--soft); } svg.plot path { fill: none; stroke-width: 2; }`;

export function cardPage(model: LabModel, language: LabLanguage): string {
  const t = (key: CardWord) => cardWord(key, language);
  const answers = answerQuestions(model, language);
  const body = html`<header class="top"><div><p class="eyebrow">${t("title")}</p><h1>${model.id}</h1></div></header><main>
<section class="cards">${(["quality", "data", "time", "safety"] as const).map(
    (name) => html`<div class="card"><h3>${t(name)}</h3><p>${answers[name]}</p></div>`,
  )}</section>
<h2>${t("figures")}</h2>${pairs(cardFigures(model, language))}
<h2>${t("class")}</h2>${classTable(model, language)}
${matrix(model, language)}
<h2>${t("calibration")}</h2>${calibration(model)}
${curve(model, language)}
<h2>${t("contestants")}</h2>${contestants(model, language)}
${training(model, language)}
${slices(model, language)}
<h2>${t("facts")}</h2>${pairs(cardFacts(model, language))}
<h2>${t("limits")}</h2><p>${t("limit")}</p></main>`;
  return singlePage({
    title: `${t("title")}: ${model.id}`,
    language,
    style: STYLE + OWN_STYLE,
    body,
  });
}

function pairs(rows: readonly (readonly [string, string])[]): Html {
  return html`<ul class="pairs">${rows.map(
    ([name, value]) => html`<li><span>${name}</span><span>${value}</span></li>`,
  )}</ul>`;
}

function classTable({ evaluation }: LabModel, language: LabLanguage): Html {
  const t = (key: CardWord) => cardWord(key, language);
  return html`<div class="wide"><table><tr><th></th><th>${t("examples")}</th><th>${t("precision")}</th><th>${t("recall")}</th><th>${t("f1")}</th></tr>${evaluation.perClass.map(
    ({ name, examples, precision, recall, f1 }) =>
      html`<tr><td>${name}</td><td>${examples}</td>${[precision, recall, f1].map(
        (figure) => html`<td>${figure === null ? "–" : figureText(figure)}</td>`,
      )}</tr>`,
  )}</table></div>`;
}

function matrix({ evaluation }: LabModel, language: LabLanguage): Html {
  const { classes, confusion } = evaluation;
  if (classes.length > MOST_IN_MATRIX) return html``;
  return html`<h2>${cardWord("confusion", language)}</h2><div class="wide"><table class="matrix"><tr><th></th>${classes.map(
    (name) => html`<th>${name}</th>`,
  )}</tr>${confusion.map((row, at) => {
    const sum = Math.max(
      1,
      row.reduce((total, count) => total + count, 0),
    );
    return html`<tr><td>${classes[at]}</td>${row.map((count, column) => {
      const tone = column === at ? "--good" : "--bad";
      const share = Math.round((60 * count) / sum);
      return html`<td style="background: color-mix(in srgb, var(${tone}) ${share}%, transparent)">${count}</td>`;
    })}</tr>`;
  })}</table></div>`;
}

function calibration({ evaluation: { calibration: bands } }: LabModel): Html {
  const x = (value: number) => LEFT + value * (WIDTH - LEFT - 10);
  const y = (value: number) => HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - 10);
  const most = Math.max(...bands.bands.map(({ examples }) => examples));
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="var(--faint)" stroke-dasharray="3 4"/>${bands.bands.map(
    ({ confidence, accuracy, examples }) =>
      html`<circle cx="${x(confidence).toFixed(1)}" cy="${y(accuracy).toFixed(1)}" r="${(3 + 7 * Math.sqrt(examples / most)).toFixed(1)}" fill="var(--accent)" opacity=".75"/>`,
  )}${axes([0, 0.5, 1], x, [0, 0.5, 1], y)}</svg>`;
}

function curve({ learningCurve }: LabModel, language: LabLanguage): Html {
  if (learningCurve === null || learningCurve.points.length < 2) return html``;
  const { points, forecasts } = learningCurve;
  const ahead = forecasts.filter(({ more }) => more <= 500);
  const sizes = [...points, ...ahead].map(({ size }) => size);
  const [least, most] = [Math.log(sizes[0]), Math.log(Math.max(...sizes))];
  const x = (size: number) =>
    LEFT + ((Math.log(size) - least) / Math.max(1e-6, most - least)) * (WIDTH - LEFT - 20);
  const y = (value: number) => HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - 10);
  const line = (list: readonly { size: number; value: number }[]) =>
    list
      .map(
        ({ size, value }, at) =>
          `${at === 0 ? "M" : "L"}${x(size).toFixed(1)} ${y(value).toFixed(1)}`,
      )
      .join("");
  const known = points.map(({ size, score }) => ({ size, value: score }));
  const last = known[known.length - 1];
  const guess = [last, ...ahead.map(({ size, expected }) => ({ size, value: expected }))];
  const label = cardWord("curve", language);
  return html`<h2>${label}</h2><svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}"><path d="${line(known)}" stroke="var(--accent)"/><path d="${line(guess)}" stroke="var(--level)" stroke-dasharray="5 4"/>${ahead.map(
    ({ size, low, high }) =>
      html`<path d="M${x(size).toFixed(1)} ${y(low).toFixed(1)}V${y(high).toFixed(1)}" stroke="var(--level)"/>`,
  )}${axes([...new Set(sizes)], x, [0, 0.5, 1], y)}</svg>`;
}

function training({ history, recipe }: LabModel, language: LabLanguage): Html {
  const name = [`${recipe} final`, `${recipe} test`, `${recipe} 1`].find((of) =>
    history.some((step) => step.of === of),
  );
  const steps = history.filter(({ of }) => of === name);
  if (steps.length < 3) return html``;
  const most = Math.max(...steps.map(({ loss, validation }) => Math.max(loss, validation ?? 0)));
  const x = (at: number) => LEFT + (at / (steps.length - 1)) * (WIDTH - LEFT - 20);
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - 10);
  const line = (read: (step: (typeof steps)[number]) => number | null) => {
    const values = steps.map(read);
    if (values.some((value) => value === null)) return "";
    return values
      .map((value, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value!).toFixed(1)}`)
      .join("");
  };
  const label = cardWord("training", language);
  return html`<h2>${label}</h2><svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}"><path d="${line(({ loss }) => loss)}" stroke="var(--accent)"/><path d="${line(({ validation }) => validation)}" stroke="var(--level)"/>${axes([], x, [0, Number((most / 2).toPrecision(2)), Number(most.toPrecision(2))], y)}</svg>`;
}

function axes(
  xs: readonly number[],
  x: (value: number) => number,
  ys: readonly number[],
  y: (value: number) => number,
): Html {
  return html`${xs.map(
    (value) =>
      html`<text x="${x(value).toFixed(1)}" y="${HEIGHT - 6}" text-anchor="middle">${value}</text>`,
  )}${ys.map(
    (value) =>
      html`<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value}</text>`,
  )}`;
}

function contestants({ contestants: tried }: LabModel, language: LabLanguage): Html {
  const t = (key: CardWord) => cardWord(key, language);
  return html`<div class="wide"><table><tr><th></th><th>${t("accuracy")}</th><th>${t("macroF1")}</th><th>${t("logLoss")}</th></tr>${tried.map(
    ({ name, accuracy, macroF1, logLoss }) =>
      html`<tr><td>${recipeText(name, language)}</td><td>${percentText(accuracy)}</td><td>${percentText(macroF1)}</td><td>${logLoss.toFixed(3)}</td></tr>`,
  )}</table></div>`;
}

function slices({ evaluation }: LabModel, language: LabLanguage): Html {
  if (evaluation.slices.length === 0) return html``;
  const t = (key: CardWord) => cardWord(key, language);
  return html`<h2>${t("slices")}</h2><table>${evaluation.slices.map(
    ({ slice, value, examples, accuracy, isWorse }) =>
      html`<tr><td>${slice} = ${value}</td><td>${examples}</td><td>${figureText(accuracy)}</td><td>${isWorse ? t("worse") : ""}</td></tr>`,
  )}</table>`;
}
