// Precision and recall of redaction on the hand-written sets: run `npm run evaluate -- redaction`.
import {
  HELD_OUT_PRIVATE,
  HELD_OUT_PUBLIC,
} from "../../packages/text/src/redact/held-out-texts.ts";
import { PRIVATE_TEXTS, PUBLIC_TEXTS } from "../../packages/text/src/redact/labelled-texts.ts";
import {
  type LabelledTexts,
  measureRedaction,
} from "../../packages/text/src/redact/measure-redaction.ts";

print("The set the rules were written against", {
  privateTexts: PRIVATE_TEXTS,
  publicTexts: PUBLIC_TEXTS,
});
print("The set written after the rules", {
  privateTexts: HELD_OUT_PRIVATE,
  publicTexts: HELD_OUT_PUBLIC,
});

function print(title: string, texts: LabelledTexts): void {
  const { kinds, publicTexts, faults } = measureRedaction(texts);
  console.log(`${title}; ${publicTexts} texts without anything private`);
  console.log(["kind", "values", "precision", "recall"].join("\t"));
  for (const [kind, { values, hits, wrong }] of kinds)
    console.log([kind, values, share(hits, hits + wrong), share(hits, values)].join("\t"));
  for (const fault of faults) console.log(`  ${fault}`);
}

/** "-" where there is nothing to have a share of. */
function share(part: number, whole: number): string {
  return whole === 0 ? "-" : (part / whole).toFixed(3);
}
