// Where a user's models and their keys are kept: two files in Heed's home that nobody else may read.
import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  InvalidInput,
  type ModelProvider,
  type ModelSettings,
  modelSettingsSchema,
  NO_MODELS,
} from "@heed/core";
import { z } from "zod";
import { environmentVariable } from "../config.ts";

const SETTINGS = "models.json";
const KEYS = "model-keys.json";
const keysSchema = z.record(z.string(), z.string().min(1).max(10_000));

/** What the user set up in a home; no models when there is no file. */
export async function loadModelSettings(home: string): Promise<ModelSettings> {
  return (await readPrivate(join(home, SETTINGS), modelSettingsSchema)) ?? NO_MODELS;
}

/** Writes settings as a whole, or not at all. @throws `broken-model-settings` when a value is out of range. */
export async function saveModelSettings(home: string, settings: ModelSettings): Promise<void> {
  const parsed = modelSettingsSchema.safeParse(settings);
  if (!parsed.success) {
    const issues = issuesOf(parsed.error);
    throw new InvalidInput(
      "broken-model-settings",
      `These settings cannot be kept: ${issues[0]!.path}: ${issues[0]!.message}.`,
      { issues, hint: "Nothing was changed." },
    );
  }
  await writePrivate(home, SETTINGS, parsed.data);
}

/** Where the key of a provider comes from; `missing` when it needs one and has none. */
export type KeySource = "environment" | "file" | "missing" | "none-needed";

export interface FoundKey {
  readonly key: string | null;
  readonly source: KeySource;
}

/** The key of a provider: its environment variable, else the file of keys. */
export async function findModelKey(home: string, provider: ModelProvider): Promise<FoundKey> {
  const named = provider.keyVariable;
  const fromEnvironment = named === null ? undefined : environmentVariable(named);
  if (fromEnvironment) return { key: fromEnvironment, source: "environment" };
  const key = (await readPrivate(join(home, KEYS), keysSchema))?.[provider.id];
  if (key !== undefined) return { key, source: "file" };
  return { key: null, source: named === null ? "none-needed" : "missing" };
}

/** Keeps the key of a provider, or forgets it with null. */
export async function saveModelKey(home: string, id: string, key: string | null): Promise<void> {
  const { [id]: _, ...others } = (await readPrivate(join(home, KEYS), keysSchema)) ?? {};
  if (key !== null && (key.trim() === "" || /\s/.test(key.trim())))
    throw new InvalidInput("broken-key", "A key is one word without spaces; this one is none.");
  await writePrivate(home, KEYS, key === null ? others : { ...others, [id]: key.trim() });
}

async function readPrivate<Value>(path: string, schema: z.ZodType<Value>): Promise<Value | null> {
  let text: string;
  try {
    await refuseOpenFile(path);
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own words would quote the file, keys and all.
    throw brokenFile(path, null);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw brokenFile(path, parsed.error);
}

/** A file that others may read has been seen already, perhaps. */
async function refuseOpenFile(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  throw new InvalidInput(
    "file-not-private",
    `${path} can be read by other users (mode ${(mode & 0o777).toString(8)}), expected 600.`,
    {
      hint: `Run: chmod 600 ${path}`,
      zh: {
        message: `${path} 可被其他用户读取（权限 ${(mode & 0o777).toString(8)}），应为 600。`,
        hint: `请运行：chmod 600 ${path}`,
      },
    },
  );
}

async function writePrivate(home: string, name: string, value: object): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, name);
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  // A draft that an earlier kill left keeps its old mode otherwise.
  await chmod(draft, 0o600);
  await rename(draft, path);
}

function brokenFile(path: string, error: z.ZodError | null): InvalidInput {
  const issues = error === null ? [] : issuesOf(error);
  const first = issues[0];
  const told = first === undefined ? "it is no JSON" : `${first.path}: ${first.message}`;
  return new InvalidInput("broken-model-settings", `${path} cannot be used: ${told}.`, {
    issues,
    hint: "Correct it, or delete it and add the providers again: heed models add PRESET",
  });
}

function issuesOf({ issues }: z.ZodError) {
  return issues.map(({ path, code, message }) => ({
    path: path.join("."),
    code: code ?? "custom",
    message,
  }));
}
