// Trains the readers' recipe and fastText on sets of intents and topics: run `npm run evaluate -- intents`.
import { openTextClassifier, trainTextClassifier } from "@heed/text";
import { loadBanking, loadClinc, loadSmp, loadTnews, loadTrec } from "./data/intents.ts";
import { hasFastText, measureFastText } from "./fasttext-baseline.ts";
import { accuracyOf, percent } from "./figures.ts";

const TASKS = [
  {
    set: "TREC",
    language: "en",
    load: loadTrec,
    published: "TextCNN 88.2 / 92.8 with word vectors",
  },
  {
    set: "CLINC-150",
    language: "en",
    load: loadClinc,
    published: "fastText 89.0, BERT 96.9 on its test",
  },
  { set: "Banking77", language: "en", load: loadBanking, published: "BERT 93.7 on its test" },
  { set: "tnews", language: "zh", load: loadTnews, published: "" },
  { set: "smp2019", language: "zh", load: loadSmp, published: "" },
] as const;

const folder = process.argv[2] ?? "../shared/data";
const opponent = hasFastText();
if (!opponent) console.log("fasttext is not installed: its column stays empty.");
console.log(
  "| set | classes | train | test | ours | ECE | fastText | its setting | published | seconds |\n|---|---|---|---|---|---|---|---|---|---|",
);
for (const { set, language, load, published } of TASKS) {
  const { train, test } = await load(folder);
  const before = process.cpuUsage();
  const trained = await trainTextClassifier(train);
  const seconds = process.cpuUsage(before).user / 1e6;
  const classifier = await openTextClassifier(trained.bytes);
  const answers = await classifier.classify(test.map(({ text }) => text));
  const labels = test.map(({ label }) => label);
  const ours = accuracyOf(
    labels,
    answers.map(({ label }) => label),
  );
  const theirs = opponent ? measureFastText(train, test, language) : null;
  const cells = [
    set,
    trained.labels.length,
    train.length,
    test.length,
    percent(ours),
    percent(trained.validation?.calibration.expectedError),
    percent(theirs?.accuracy),
    theirs?.setting ?? "",
    published,
    seconds.toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
