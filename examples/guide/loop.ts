// Once around the loop with the sample feedback: collect, read, rank, choose, ship, look whether it helped.
// node scripts/run.js examples/guide/loop.ts --picture loop.svg
import { exampleOptions } from "../frame/options.ts";
import { count, line } from "../frame/report.ts";
import { loopPicture } from "../pictures/loop-picture.ts";
import { savePicture } from "../pictures/save-picture.ts";
import { analyzeSamples } from "./sample-workspace.ts";

type Impact = {
  readonly themes: readonly {
    readonly impact: {
      readonly verdict: string;
      readonly reason?: string;
      readonly change?: { readonly ratio: number; readonly low: number; readonly high: number };
    };
  }[];
};

const options = exampleOptions();
const { counts, needs, ask } = analyzeSamples();
const first = needs[0]!;
const rising = [...needs]
  .filter(({ trend, people }) => trend.ok && people >= 10)
  .sort((a, b) => (b.trend.ratio?.value ?? 0) - (a.trend.ratio?.value ?? 0))[0]!;

// Release 4.3.1 was meant to end the loss of notes in syncing. Did people complain less afterwards?
const sync = needs.find(({ name }) => /sync/.test(name.en)) ?? first;
ask("releases", "import", "samples/releases.csv");
ask("releases", "link", "4.3.1", sync.id);
const { impact } = (ask("impact", "4.3.1") as Impact).themes[0]!;
const change = impact.change;

line(
  "collect",
  `${count(counts.items)} items, private data taken out of ${count(counts.redacted)}`,
);
line("read", `${count(counts.mentions)} claims, each with its kind and sentiment`);
line("rank", `${count(needs.length)} needs; first "${first.name.en}" / "${first.name.zh}"`);
line(
  "rising",
  `"${rising.name.en}", ${rising.trend.ratio?.value.toFixed(1)} times as often as before`,
);
line("shipped", `release 4.3.1, meant to help "${sync.name.en}"`);
line(
  "helped?",
  `${impact.verdict}${impact.reason === undefined ? "" : ` (${impact.reason})`}; ` +
    `complaints at ${change?.ratio.toFixed(2)} of the rate before (${change?.low.toFixed(2)} to ${change?.high.toFixed(2)})`,
);

await savePicture(options, () => {
  const verdicts: Readonly<Record<string, string>> = { "cannot-tell": "无法判断" };
  const { en, zh } = {
    en: [
      ["Collect", `${count(counts.items)} items`],
      ["Read", `${count(counts.mentions)} claims`],
      ["Rank", `${count(needs.length)} needs`],
      ["Choose", first.name.en],
      ["Ship", "release 4.3.1"],
      ["Look", `rate x ${change?.ratio.toFixed(2)}: ${impact.verdict}`],
    ],
    zh: [
      ["收集", `${count(counts.items)} 条反馈`],
      ["判读", `${count(counts.mentions)} 个说法`],
      ["排序", `${count(needs.length)} 个需求`],
      ["选择", first.name.zh],
      ["发布", "版本 4.3.1"],
      [
        "回看",
        `变为 ${change?.ratio.toFixed(2)} 倍：${verdicts[impact.verdict] ?? impact.verdict}`,
      ],
    ],
  };
  const title = { en: "Once around the loop", zh: "闭环走一圈" }[options.lang];
  return loopPicture(title, (options.lang === "zh" ? zh : en) as [string, string][]);
});
