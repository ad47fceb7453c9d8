// Precision and recall of the check behind `supported` claims, on pairs judged by hand: run `npm run evaluate -- support`.

import { wilsonInterval } from "../../packages/stats/src/index.ts";
import {
  createEmbedder,
  createReader,
  judgeSupport,
  LEAST_NEAR,
  SUPPORT_CHECK,
} from "../../packages/text/src/index.ts";
import { SUPPORT_DEV, SUPPORT_TEST, type SupportPair } from "./data/support-pairs.ts";

const judges = { embedder: createEmbedder(), reader: createReader() };
console.log(
  `${SUPPORT_CHECK}: a quote carries a sentence from a cosine of ${LEAST_NEAR} on, and not the other way round`,
);
console.log(["pairs", "number", "carried", "held", "precision", "95 %", "recall", "F1"].join("\t"));
await print("threshold chosen here", SUPPORT_DEV);
await print("test", SUPPORT_TEST);
const isHan = ({ sentence, quote }: SupportPair) =>
  [sentence, quote].map((text) => /\p{sc=Han}/u.test(text));
await print(
  "test, English",
  SUPPORT_TEST.filter((pair) => isHan(pair).every((han) => !han)),
);
await print(
  "test, Chinese",
  SUPPORT_TEST.filter((pair) => isHan(pair).every((han) => han)),
);
await print(
  "test, across",
  SUPPORT_TEST.filter((pair) => isHan(pair)[0] !== isHan(pair)[1]),
);

async function print(name: string, pairs: readonly SupportPair[]): Promise<void> {
  let [hits, wrong, carried] = [0, 0, 0];
  for (const { sentence, quote, carries } of pairs) {
    const { holds } = await judgeSupport(judges, sentence, [quote]);
    if (carries) carried += 1;
    if (holds && carries) hits += 1;
    if (holds && !carries) wrong += 1;
  }
  const held = hits + wrong;
  const precision = hits / held;
  const recall = hits / carried;
  const range = wilsonInterval({ successes: hits, trials: held });
  const shown = range.ok ? `${range.low.toFixed(2)} to ${range.high.toFixed(2)}` : "-";
  console.log(
    [
      name,
      pairs.length,
      carried,
      held,
      precision.toFixed(3),
      shown,
      recall.toFixed(3),
      ((2 * precision * recall) / (precision + recall)).toFixed(3),
    ].join("\t"),
  );
}
