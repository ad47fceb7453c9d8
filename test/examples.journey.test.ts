// Every example runs on made-up data in seconds and prints what it measured; so does every command of the guide.
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "heed-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));
const run = promisify(execFile);

/** Options that make each example small, and the figure that its report must hold. */
const examples: Readonly<Record<string, { readonly options: string; readonly figure: RegExp }>> = {
  churn: { options: "--epochs 4", figure: /^test +F1 [\d.]+ %, recall [\d.]+ %.* curve 0\.[5-9]/m },
  digits: { options: "--epochs 2", figure: /^test +accuracy (8|9)\d\.\d+ %/m },
  "digits-better": {
    options: "--epochs 1 --limit 400",
    figure: /^test +accuracy [\d.]+ %, \d+ wrong/m,
  },
  objects: { options: "--epochs 1 --limit 4", figure: /^test +mAP@\.5 [\d.]+ % \(RBC/m },
  photos: { options: "--epochs 2 --limit 60", figure: /^test +accuracy [\d.]+ %/m },
  sentiment: {
    options: "--epochs 1 --limit 300",
    figure:
      /^test +accuracy text CNN [\d.]+ %, transformer [\d.]+ %, text CNN on known words [\d.]+ %/m,
  },
  "spoken-digits": { options: "--epochs 2 --limit 80", figure: /^test +accuracy [\d.]+ %/m },
  writer: {
    options: "--epochs 1 --limit 120 --samples 1",
    figure: /^sample .*[\s\S]*^test +perplexity [\d.]+ a character \([\d.]+ bits\)/m,
  },
};

test("every example has its small form here", () => {
  const programs = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".ts"));
  expect(programs.map((name) => name.slice(0, -3)).sort()).toEqual(Object.keys(examples).sort());
});

describe.each(Object.entries(examples))("examples/%s.ts", (name, { options, figure }) => {
  test("reports data, test figure, time and what others published", async () => {
    const output = await runExample(`examples/${name}.ts ${options}`);
    expect(output).toMatch(/^data +.* MADE UP/m);
    expect(output).toMatch(figure);
    expect(output).toMatch(/^time +[\d.]+ s$/m);
    expect(output).toMatch(/^published +\S/m);
  }, 60_000);
});

test("sentiment reads Chinese too", async () => {
  const output = await runExample("examples/sentiment.ts --epochs 1 --limit 200 --language zh");
  expect(output).toMatch(/^test +accuracy text CNN [\d.]+ %/m);
}, 60_000);

test("a folder without the set is refused with the place where it was looked for", async () => {
  await expect(runExample(`examples/churn.ts --data ${folder}`)).rejects.toThrow(
    /lacks a set.*churn_telco_ibm/,
  );
});

const pages = ["en", "zh"].flatMap((language) =>
  guidePages(language).map((page) => ({ page: `${language}/${page}`, language })),
);

test("the guide has the same pages in both languages", () => {
  expect(guidePages("zh")).toEqual(guidePages("en"));
  expect(pages.length).toBeGreaterThan(20);
});

test.each(pages)(
  "docs/guide/$page: commands draw the pictures that it shows",
  ({ page, language }) => {
    const text = readFileSync(join(root, "docs/guide", page), "utf8");
    const commands = commandsOf(text);
    expect(text).not.toContain("{{");
    if (page.endsWith("README.md")) return expect(commands).toEqual([]);
    expect(commands.length).toBeGreaterThan(0);
    const drawn = commands.flatMap((command) => /--picture (\S+)/.exec(command)?.[1] ?? []);
    const shown = [...text.matchAll(/!\[[^\]]+\]\(\.\.\/images\/([^)]+)\)/g)].map(
      ([, name]) => name,
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(drawn.map((file) => file.split("/").at(-1))).toEqual(expect.arrayContaining(shown));
    if (language === "zh") expect(commands.join("\n")).toContain("--lang zh");
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    for (const link of links.filter((one) => !one.includes("://"))) {
      expect(readdirSync(join(root, "docs/guide", page, "..", link, ".."))).toContain(
        link.split("/").at(-1),
      );
    }
  },
);

// Both languages run the same programs; each runs once here, with the options of the English page.
const commands = [
  ...new Set(
    guidePages("en").flatMap((page) =>
      commandsOf(readFileSync(join(root, "docs/guide/en", page), "utf8")),
    ),
  ),
];

test.each(commands)(
  "%s",
  async (command) => {
    const [program, ...options] = command.split(" ");
    const file = join(folder, `${commands.indexOf(command)}.svg`);
    const known = examples[program!.replace(/^examples\/|\.ts$/g, "")]?.options ?? "";
    const small = known === "" && program !== "examples/guide/loop.ts" ? smallest(program!) : known;
    const given = options.join(" ").replace(/--picture \S+/, `--picture ${file}`);
    const output = await runExample(`${program} ${given} ${small}`.trim());
    expect(output).toMatch(/\d/);
    if (given.includes("--picture")) {
      const picture = readFileSync(file, "utf8").replaceAll(/base64,[^"]+/g, "");
      expect(picture).toMatch(/^<svg [\s\S]*<title>[\s\S]+<\/svg>\n$/);
      expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
  90_000,
);

/** Programs that teach nothing to a network take no size. */
function smallest(program: string): string {
  return /learning|features|save-and-open|trust/.test(program) ? "--epochs 2 --limit 300" : "";
}

function guidePages(language: string): string[] {
  return readdirSync(join(root, "docs/guide", language)).sort();
}

/** What comes after `node scripts/run.js` in a page's blocks of commands, without `--data FOLDER`. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^node scripts\/run\.js (\S.*)$/gm)].map(([, command]) =>
    command!
      .replace(/ --data \S+/, "")
      .replace(/ +#.*$/, "")
      .trim(),
  );
}

async function runExample(command: string): Promise<string> {
  // One thread: where tests run side by side, more would only wait for each other.
  const args = ["scripts/run.js", ...command.split(/\s+/), "--threads", "1"];
  const { stdout } = await run(process.execPath, args, { cwd: root, timeout: 80_000 });
  return stdout;
}
