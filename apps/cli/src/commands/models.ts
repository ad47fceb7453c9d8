// `heed models`: which models the user has, which one answers for what, what they cost, and what was sent to them.
import { stat } from "node:fs/promises";
import {
  CAPABILITIES,
  type Capability,
  InvalidInput,
  LOCAL_PROVIDER,
  LOCAL_TASKS,
  type LocalTask,
  type ModelPrice,
  modelPriceSchema,
  PROVIDER_PRESETS,
} from "@heed/core";
import {
  addLocalModel,
  addProvider,
  chooseModels,
  homeFolder,
  type NewProvider,
  openModels,
  removeLocalModel,
  removeProvider,
  setModelBudget,
  setModelKey,
  setModelPrice,
  testModel,
} from "@heed/workbench";
import { type Command, Option } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage } from "../output.ts";
import { addLocalCommands } from "./local-models.ts";
import { callLines, costLines, listModels, modelLines, trialLines } from "./model-tables.ts";
import { printJson } from "./workspace-option.ts";

interface ModelFlags {
  readonly lang?: string;
  readonly json?: boolean;
}

interface AddFlags extends ModelFlags {
  readonly id?: string;
  readonly url?: string;
  readonly kind?: "openai-compatible" | "openai-responses" | "anthropic";
  readonly task?: LocalTask;
  readonly model?: string;
  readonly for?: string;
  readonly keyEnv?: string;
  readonly price?: string;
  readonly concurrency?: string;
  readonly perMinute?: string;
  readonly timeout?: string;
  readonly structure?: "schema" | "json" | "words";
}

const WORDS = "classify,generate,translate";

export function addModels(program: Command): void {
  const models = program
    .command("models")
    .description(
      "large models: which you have, which answers for what, what they cost\n大模型：有哪些、各做什么、花费多少",
    );
  command(models, "list", "list providers, choices and budgets 列出模型与用途", { isDefault: true })
    .option("--presets", "list the presets that can be added 列出可添加的预设")
    .action(list);
  command(
    models,
    "add",
    "add a provider by preset or address, or a local model 添加模型服务或本地模型",
  )
    .argument(
      "<preset>",
      `${Object.keys(PROVIDER_PRESETS).join(", ")}, an http(s) address, or the folder of a local model`,
    )
    .addOption(new Option("--task <task>", "what a local model does").choices([...LOCAL_TASKS]))
    .option("--id <name>", "name that choices use (default: the preset's)")
    .option("--url <address>", "address up to and without /chat/completions")
    .addOption(
      new Option("--kind <wire>", "wire it speaks").choices([
        "openai-compatible",
        "openai-responses",
        "anthropic",
      ]),
    )
    .option("--model <name>", "a model of it to use at once")
    .option("--for <capabilities>", "what to use that model for, comma-separated", WORDS)
    .option("--key-env <variable>", "environment variable that holds its key")
    .option("--price <in,out,currency>", "price of a million tokens, such as 0.27,1.10,USD")
    .option("--concurrency <n>", "calls at the same time")
    .option("--per-minute <n>", "calls that may begin in a minute")
    .option("--timeout <seconds>", "longest time of one attempt")
    .addOption(
      new Option("--structure <how>", "how it takes a form of the answer").choices([
        "schema",
        "json",
        "words",
      ]),
    )
    .action(add);
  command(models, "key", "keep its key, read from standard input 保存密钥（从标准输入读取）")
    .argument("<provider>")
    .option("--forget", "forget the key that was kept 删除已保存的密钥")
    .action(key);
  command(models, "remove", "remove a provider, its key and its choices 移除模型服务")
    .argument("<provider>", "a provider, or local/ID")
    .action(remove);
  command(models, "use", "choose the models of a capability, in order 选择模型，依次尝试")
    .argument("<capability>", CAPABILITIES.join(", "))
    .argument(
      "[models...]",
      "PROVIDER/MODEL, the first one first; built-in or none for Heed's own. The encoder of embed is at work from the next analysis on",
    )
    .action(async (capability: string, names: string[], flags: ModelFlags) => {
      await chooseModels(homeFolder(), capability, names);
      await list(flags);
    });
  command(models, "price", "say what a model costs 设置价格")
    .argument("<model>", "PROVIDER/MODEL, or PROVIDER/* for all")
    .argument("<price>", "IN,OUT,CURRENCY[,CACHED[,MINUTE]] of a million tokens and a minute")
    .action(async (name: string, price: string, flags: ModelFlags) => {
      await setModelPrice(homeFolder(), name, readPrice(price));
      await list(flags);
    });
  command(models, "budget", "set what may be spent in a month 设置每月预算")
    .argument("<unit>", "tokens, or a currency such as USD")
    .argument("<most>", "an amount, or none")
    .action(async (unit: string, most: string, flags: ModelFlags) => {
      await setModelBudget(homeFolder(), unit, most === "none" ? null : readAmount(most));
      await list(flags);
    });
  command(models, "test", "ask the chosen models a short question 试用所选模型")
    .argument("[capability]", `one of ${CAPABILITIES.join(", ")} (default: generate)`)
    .action(tryOut);
  addLocalCommands(models, command);
  command(models, "cost", "what calls cost, by purpose and model 按用途与模型统计花费")
    .option("--from <date>", "count from this day on (UTC)")
    .action(cost);
  command(models, "log", "what was sent where, how much and why 调用日志")
    .option("--limit <n>", "number of calls, the latest first", "30")
    .action(log);
}

function command(
  parent: Command,
  name: string,
  description: string,
  options?: { readonly isDefault: boolean },
): Command {
  return parent
    .command(name, options)
    .description(description)
    .addOption(new Option("--lang <language>", "language of the terminal").choices(["en", "zh"]))
    .option("--json", "print JSON");
}

async function list(flags: ModelFlags & { readonly presets?: boolean }): Promise<void> {
  if (flags.presets === true) return printJson(PROVIDER_PRESETS);
  const listed = await listModels(homeFolder());
  if (flags.json === true) return printJson(listed);
  print(modelLines(listed, chooseLanguage(flags.lang)));
}

async function add(from: string, flags: AddFlags): Promise<void> {
  const home = homeFolder();
  if (await isFolder(from)) {
    const { id, task } = flags;
    await addLocalModel(home, {
      folder: from,
      ...(id === undefined ? {} : { id }),
      ...(task === undefined ? {} : { task }),
    });
    return list(flags);
  }
  const { id, kind, structure } = flags;
  const changes: NewProvider = {
    from,
    ...(id === undefined ? {} : { id }),
    ...(kind === undefined ? {} : { kind }),
    ...(structure === undefined ? {} : { structure }),
    ...(flags.url === undefined ? {} : { baseUrl: flags.url }),
    ...(flags.keyEnv === undefined ? {} : { keyVariable: flags.keyEnv }),
    ...(flags.price === undefined ? {} : { price: readPrice(flags.price) }),
    ...(flags.concurrency === undefined ? {} : { concurrency: readAmount(flags.concurrency) }),
    ...(flags.perMinute === undefined ? {} : { perMinute: readAmount(flags.perMinute) }),
    ...(flags.timeout === undefined ? {} : { timeoutMs: readAmount(flags.timeout) * 1000 }),
  };
  const capabilities = (flags.for ?? WORDS).split(",").map((name) => readCapability(name.trim()));
  const provider = await addProvider(home, changes);
  if (flags.model !== undefined) {
    for (const capability of capabilities)
      await chooseModels(home, capability, [`${provider.id}/${flags.model}`]);
  }
  await list(flags);
}

/** A preset's name is no folder of the place where the command runs, unless it is written as one. */
async function isFolder(name: string): Promise<boolean> {
  if (Object.hasOwn(PROVIDER_PRESETS, name)) return false;
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function remove(id: string, flags: ModelFlags): Promise<void> {
  const prefix = `${LOCAL_PROVIDER}/`;
  if (id.startsWith(prefix)) await removeLocalModel(homeFolder(), id.slice(prefix.length));
  else await removeProvider(homeFolder(), id);
  if (flags.json === true) printJson({ removed: id });
}

async function key(id: string, flags: ModelFlags & { readonly forget?: boolean }): Promise<void> {
  if (flags.forget === true) await setModelKey(homeFolder(), id, null);
  else {
    if (process.stdin.isTTY)
      process.stderr.write(
        chooseLanguage(flags.lang) === "en"
          ? "Paste the key, then Enter and Ctrl-D:\n"
          : "粘贴密钥，回车后按 Ctrl-D：\n",
      );
    let text = "";
    for await (const chunk of process.stdin) text += chunk;
    await setModelKey(homeFolder(), id, text);
  }
  await list(flags);
}

async function tryOut(capability: string | undefined, flags: ModelFlags): Promise<void> {
  const name = readCapability(capability ?? "generate");
  const models = await openModels();
  try {
    const trial = await testModel(models, name, interruptSignal());
    if (flags.json === true) printJson({ ...trial, cost: String(trial.cost) });
    else print(trialLines(trial, chooseLanguage(flags.lang)));
  } finally {
    await models.close();
  }
}

async function cost(flags: ModelFlags & { readonly from?: string }): Promise<void> {
  if (flags.from !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(flags.from))
    throw new InvalidInput("broken-date", `"${flags.from}" is no day, expected YYYY-MM-DD.`);
  const models = await openModels();
  try {
    const rows = await models.ledger.spending(flags.from ?? null);
    const month = new Date().toISOString().slice(0, 7);
    const spent = await models.ledger.spent(month);
    const { budgets } = models.settings;
    if (flags.json === true)
      printJson({
        rows: rows.map((row) => ({ ...row, cost: String(row.cost) })),
        month,
        spent: Object.fromEntries([...spent].map(([unit, amount]) => [unit, String(amount)])),
        budgets,
      });
    else print(costLines({ rows, month, spent, budgets }, chooseLanguage(flags.lang)));
  } finally {
    await models.close();
  }
}

async function log(flags: ModelFlags & { readonly limit: string }): Promise<void> {
  const models = await openModels();
  try {
    const calls = await models.ledger.calls(Math.min(100_000, readAmount(flags.limit)));
    if (flags.json === true) printJson(calls.map((call) => ({ ...call, cost: String(call.cost) })));
    else print(callLines(calls, chooseLanguage(flags.lang)));
  } finally {
    await models.close();
  }
}

function readPrice(text: string): ModelPrice {
  const [input, output, currency, cached, minute] = text.split(",").map((part) => part.trim());
  const parsed = modelPriceSchema.safeParse({
    inputPerMillion: Number(input || Number.NaN),
    outputPerMillion: Number(output || Number.NaN),
    currency,
    ...(cached === undefined || cached === "" ? {} : { cachedInputPerMillion: Number(cached) }),
    ...(minute === undefined ? {} : { perMinute: Number(minute) }),
  });
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    "broken-price",
    `"${text}" is no price, expected IN,OUT,CURRENCY[,CACHED[,MINUTE]], such as 0.27,1.10,USD.`,
  );
}

function readCapability(name: string): Capability {
  const found = CAPABILITIES.find((capability) => capability === name);
  if (found !== undefined) return found;
  throw new InvalidInput(
    "unknown-capability",
    `"${name}" is no capability, expected one of ${CAPABILITIES.join(", ")}.`,
  );
}

function readAmount(text: string): number {
  const amount = Number(text);
  if (text.trim() !== "" && amount >= 0 && Number.isFinite(amount)) return amount;
  throw new InvalidInput("broken-amount", `"${text}" is no amount, expected a number from 0 on.`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
