// Facts and figures of a model card as pairs of a name and a value, for every form of the card.
import type { LabModel } from "@heed/core";
import { type CardWord, cardWord, recipeText } from "./card-words.ts";
import { figureText, type LabLanguage, percentText } from "./model-answers.ts";

/** Facts as pairs of a name and a value. */
export function cardFacts(model: LabModel, language: LabLanguage): [string, string][] {
  const t = (key: CardWord) => cardWord(key, language);
  return [
    [t("task"), model.task],
    [t("target"), model.target],
    [t("classes"), `${model.classes.length}: ${model.classes.slice(0, 20).join(", ")}`],
    [t("recipe"), recipeText(model.recipe, language)],
    [t("dataset"), `${model.dataset.name} (${model.dataset.origin}), ${model.dataset.examples}`],
    [t("split"), model.split],
    [t("seed"), String(model.seed)],
    [t("made"), model.createdAt],
    [t("checksum"), model.sha256],
  ];
}

/** Figures as pairs of a name and a value. */
export function cardFigures({ evaluation }: LabModel, language: LabLanguage): [string, string][] {
  const t = (key: CardWord) => cardWord(key, language);
  const { accuracy, macro, weighted, majority, calibration, logLoss, ceiling } = evaluation;
  const people: [string, string][] =
    ceiling === null
      ? []
      : [
          [t("ceiling"), figureText(ceiling.same)],
          ...(ceiling.beyondChance === null
            ? []
            : [
                [
                  t("beyondChance"),
                  `${ceiling.beyondChance.value.toFixed(2)} (${(ceiling.beyondChance.low ?? -1).toFixed(2)}–${(ceiling.beyondChance.high ?? 1).toFixed(2)}), ${ceiling.beyondChance.measure}`,
                ] as [string, string],
              ]),
        ];
  return [
    [t("accuracy"), figureText(accuracy)],
    ...people,
    [t("macroPrecision"), figureText(macro.precision)],
    [t("macroRecall"), figureText(macro.recall)],
    [t("macroF1"), figureText(macro.f1)],
    [t("weightedF1"), figureText(weighted.f1)],
    [t("majority"), percentText(majority)],
    [t("calibration"), percentText(calibration.error)],
    [t("logLoss"), logLoss.toFixed(3)],
  ];
}
