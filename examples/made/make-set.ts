// Makes small invented sets in the files of the real ones, so that every example runs where no data is at hand.
import { randomStream } from "@heed/nn";
import { makeAnimals } from "./animals.ts";
import { makeCells } from "./cells.ts";
import { makeCustomers } from "./customers.ts";
import { makeDigits } from "./digits.ts";
import { makeReviews, makeSentences } from "./reviews.ts";
import { makeWords } from "./words.ts";

const makers = {
  mnist: makeDigits,
  cats_dogs: makeAnimals,
  churn_telco_ibm: makeCustomers,
  waimai_10k: makeReviews,
  english_sentence_cls: makeSentences,
  speech_digits_fsdd: makeWords,
  detection_bccd: makeCells,
};

/** Name of a set that can be made up; also the name of its folder. */
export type MadeSet = keyof typeof makers;

/** Writes a made-up set into an empty folder; the same seed gives the same files. */
export async function makeSet(set: MadeSet, folder: string, seed: number): Promise<void> {
  await makers[set](folder, randomStream(seed, "made", set));
}
