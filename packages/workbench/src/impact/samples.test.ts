// The sample's planted stories, grouped by its own answer key: the regression, its repair and the price change are found.
import { readFileSync } from "node:fs";
import {
  judgeImpact,
  mondayOf,
  scanReleases,
  seriesOf,
  type ThemeCounts,
  type ThemeId,
  weeksBetween,
} from "@heed/core";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

type Row = Record<string, string>;
const read = (file: string): Row[] =>
  parse(readFileSync(new URL(`../../../../samples/${file}`, import.meta.url)), { columns: true });

const NEEDS = new Set(["bug", "complaint", "request", "question"]);
const answers = new Map(read("answer-key.csv").map((row) => [row.id!, row]));
const reviews = read("reviews.csv");
const releases = read("releases.csv").map(({ version, date }) => ({
  version: version!,
  date: date!,
}));
const stories = [...new Set([...answers.values()].map(({ story }) => story!))].sort();
const counts = countWeeks();

const themeOf = (story: string): ThemeId => `theme_${stories.indexOf(story) + 1}`;
const dayOf = (version: string) => releases.find((release) => release.version === version)!.date;
const nearOf = (version: string) => {
  const days = (date: string) => Date.parse(date) / 86_400_000;
  return releases
    .filter((one) => one.version !== version)
    .map(({ date }) => date)
    .filter((date) => Math.abs(days(date) - days(dayOf(version))) <= 28);
};
const judge = (story: string, version: string) => {
  const others = counts.themes.filter(({ themeId }) => themeId !== themeOf(story));
  return judgeImpact(seriesOf(counts, themeOf(story)), {
    releasedOn: dayOf(version),
    nearby: nearOf(version),
    controls: others.map(({ themeId }) => seriesOf(counts, themeId, [themeOf(story)])),
  });
};

test("[IM27] the loss of notes rose with 4.2.0, which brought it", () => {
  const impact = judge("sync-loss", "4.2.0");
  expect(impact).toMatchObject({ verdict: "rose", before: { people: 0 } });
  expect(impact.change?.low).toBeGreaterThan(2);
});

test("[IM27] the loss of notes fell with 4.3.1, which repaired it, however much else was said", () => {
  const impact = judge("sync-loss", "4.3.1");
  expect(impact.verdict).toBe("fell");
  expect(impact.change?.high).toBeLessThan(0.5);
  expect(impact.isCut.before).toBe(true);
});

test("[IM27] the releases that did not help it are not said to have", () => {
  for (const version of ["4.2.1", "4.3.0"]) {
    expect(judge("sync-loss", version).verdict, version).not.toBe("fell");
  }
});

test("[IM27] complaints about the price rose with 4.1.0, which announced new plans", () => {
  expect(judge("price", "4.1.0").verdict).toBe("rose");
});

test("[IM27] the new look of 4.0.0 brought complaints about it", () => {
  expect(judge("icon-colour", "4.0.0").verdict).toBe("rose");
});

test("[IM27] releases that had nothing to do with a matter are not said to have changed it", () => {
  for (const story of ["misc", "question", "support-service", "rival"]) {
    for (const { version } of releases) {
      expect(["fell", "rose"], `${story} ${version}`).not.toContain(judge(story, version).verdict);
    }
  }
});

test("[IM27] unplanned, the regression and its repair are found, and no matter that never changed", () => {
  const found = scanReleases(counts, releases).map(({ version, themeId, direction }) => ({
    story: stories[Number(themeId.slice(6)) - 1]!,
    told: `${stories[Number(themeId.slice(6)) - 1]} ${direction} ${version}`,
  }));
  const told = found.map((one) => one.told);
  expect(told).toContain("sync-loss rose 4.2.0");
  expect(told).toContain("sync-loss fell 4.3.1");
  const changing = [
    "sync-loss",
    "icon-colour",
    "editor-slow",
    "handwriting",
    "price",
    "login-code",
  ];
  expect(found.filter(({ story }) => !changing.includes(story))).toEqual([]);
});

/** People a week of each story, each once, as the workspace counts them. */
function countWeeks(): ThemeCounts {
  const week = (row: Row) => mondayOf(row.date!);
  const mondays = reviews.map(week).sort();
  const weeks = weeksBetween(mondays[0]!, mondays.at(-1)!);
  const tally = (rows: readonly Row[]) =>
    weeks.map(
      (monday) =>
        new Set(rows.filter((row) => week(row) === monday).map(({ author }) => author)).size,
    );
  return {
    weeks,
    heard: tally(reviews),
    themes: stories.map((story, index) => ({
      themeId: `theme_${index + 1}`,
      people: tally(
        reviews.filter((row) => {
          const answer = answers.get(row.id!)!;
          return answer.story === story && NEEDS.has(answer.kind!);
        }),
      ),
    })),
  };
}
