// What every example takes on its command line.
import { parseArgs } from "node:util";

/** Options that all examples share. */
export type ExampleOptions = {
  /** Folder that holds the public sets; without it the example makes data of the same form up. */
  readonly data: string | undefined;
  readonly epochs: number;
  /** Most examples of each part; all by default. */
  readonly limit: number;
  readonly seed: number;
  /** Threads inside one operation, for `compile`: the runtime's choice by default; one is best on a busy machine. */
  readonly threading: { readonly threads?: number };
  /** File for the example's picture, as SVG; none by default. */
  readonly picture: string | undefined;
  /** Language of the picture. */
  readonly lang: "en" | "zh";
  /** Set by `--validate`: measure on a part of train and leave the test part alone. */
  readonly validate: boolean;
  /** Options of one example alone, with their defaults filled in. */
  readonly own: Readonly<Record<string, string>>;
};

/**
 * Reads the command line; `own` names further options with their defaults.
 *
 * @throws Error where an option is unknown or not a number
 */
export function exampleOptions(
  defaults: { readonly epochs?: number; readonly own?: Readonly<Record<string, string>> } = {},
  args: readonly string[] = process.argv.slice(2),
): ExampleOptions {
  const own = defaults.own ?? {};
  const text = { type: "string" } as const;
  const shared = {
    data: text,
    epochs: text,
    limit: text,
    seed: text,
    picture: text,
    lang: text,
    threads: text,
  };
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...shared,
      validate: { type: "boolean" },
      ...Object.fromEntries(Object.keys(own).map((name) => [name, text])),
    },
  });
  const given = values as Readonly<Record<string, string | undefined>>;
  return {
    data: given.data,
    epochs: wholeNumber("epochs", given.epochs, defaults.epochs ?? 1),
    limit: wholeNumber("limit", given.limit, Number.POSITIVE_INFINITY),
    seed: wholeNumber("seed", given.seed, 1),
    threading:
      given.threads === undefined ? {} : { threads: wholeNumber("threads", given.threads, 1) },
    picture: given.picture,
    lang: given.lang === "zh" ? "zh" : "en",
    validate: values.validate === true,
    own: Object.fromEntries(
      Object.entries(own).map(([name, value]) => [name, given[name] ?? value]),
    ),
  };
}

function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Error(`--${name} is no whole number: received "${given}", expected 1, 2, 3 ...`);
}
