// `heed models run` and `heed models compare`: a local model tried by hand, and an encoder held against the built-in one.
import { readFile } from "node:fs/promises";
import { InvalidInput, LOCAL_PROVIDER, type LocalModel, NotFound } from "@heed/core";
import {
  compareEncoders,
  createEmbedder,
  type EncoderComparison,
  homeFolder,
  MODEL_HUB,
  type Models,
  openLocalEmbedder,
  openModels,
  pullModel,
  type SentencePair,
} from "@heed/workbench";
import type { Command } from "commander";
import { interruptSignal } from "../interrupt.ts";
import { chooseLanguage, type Language } from "../output.ts";
import { printJson } from "./workspace-option.ts";

interface LocalFlags {
  readonly lang?: string;
  readonly json?: boolean;
}

/** Adds the commands on local models below `models`; `make` gives each the options that all share. */
export function addLocalCommands(
  models: Command,
  make: (parent: Command, name: string, description: string) => Command,
): void {
  make(models, "pull", "bring a local model from a hub, and add it 拉取本地模型")
    .argument("<name>", "OWNER/NAME")
    .option("--hub <address>", "a mirror of the hub", MODEL_HUB)
    .action(async (name: string, flags: LocalFlags & { readonly hub: string }) => {
      const language = chooseLanguage(flags.lang);
      const model = await pullModel(homeFolder(), name, {
        hub: flags.hub,
        storageHosts: storageOf(flags.hub),
        signal: interruptSignal(),
        onFile: (path, bytes) => process.stderr.write(`${path}  ${bytes} B\n`),
      });
      const told = language === "en" ? "added" : "已添加";
      if (flags.json === true) printJson(model);
      else process.stdout.write(`local/${model.id} (${model.task}, ${model.precision}): ${told}\n`);
    });
  make(models, "run", "run a local model on texts or pictures and print what it says 运行本地模型")
    .argument("<model>", "local/ID")
    .argument("<inputs...>", "texts, or files of pictures")
    .action((name: string, texts: string[]) =>
      withLocal(name, async (opened, model) => {
        const options =
          model.task === "feature-extraction" ? { pooling: "mean", normalize: true } : {};
        const said = await opened.local.run<unknown>(model, texts, options, interruptSignal());
        printJson(
          JSON.parse(
            JSON.stringify(said, (_, value) =>
              ArrayBuffer.isView(value) ? Array.from(value as never) : value,
            ),
          ),
        );
      }),
    );
  make(models, "compare", "compare a local encoder with the built-in one 与自带向量模型比较")
    .argument("<model>", "local/ID of a sentence encoder")
    .argument("<pairs>", "a .tsv with the columns en and zh: sentences and their translations")
    .action((name: string, file: string, flags: LocalFlags) =>
      withLocal(name, async (opened, model) => {
        const pairs = await readPairs(file);
        const encoder = await openLocalEmbedder(opened.local, model, interruptSignal());
        const compared = await compareEncoders(createEmbedder(), encoder, pairs, () =>
          performance.now(),
        );
        if (flags.json === true) printJson(compared);
        else process.stdout.write(`${comparisonLine(compared, chooseLanguage(flags.lang))}\n`);
      }),
    );
}

/** A mirror may lead on to itself and to the hub's storage. */
function storageOf(hub: string): RegExp {
  const host = URL.canParse(hub) ? new URL(hub).hostname.replaceAll(".", "\\.") : "none";
  return new RegExp(`(^|\\.)(hf\\.co|huggingface\\.co|${host})$`);
}

async function withLocal(
  name: string,
  work: (models: Models, model: LocalModel) => Promise<void>,
): Promise<void> {
  const models = await openModels();
  try {
    const id = name.replace(new RegExp(`^${LOCAL_PROVIDER}/`), "");
    const model = models.settings.localModels.find((one) => one.id === id);
    if (model === undefined)
      throw new NotFound("model-not-found", `There is no local model ${id}.`, {
        hint: "Add its folder: heed models add FOLDER",
      });
    await work(models, model);
  } finally {
    await models.close();
  }
}

async function readPairs(file: string): Promise<SentencePair[]> {
  const [head, ...rows] = (await readFile(file, "utf8"))
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  const [en, zh] = ["en", "zh"].map((name) => head!.indexOf(name)) as [number, number];
  const pairs = rows.flatMap((cells) => {
    const pair = { en: cells[en] ?? "", zh: cells[zh] ?? "" };
    return pair.en === "" || pair.zh === "" ? [] : [pair];
  });
  if (en >= 0 && zh >= 0 && pairs.length > 0) return pairs;
  throw new InvalidInput(
    "no-pairs",
    `${file} holds no pairs, expected tab-separated columns en and zh.`,
  );
}

function comparisonLine(
  { pairs, first, second, test }: EncoderComparison,
  language: Language,
): string {
  const say = ({ model, found, perSecond }: EncoderComparison["first"]) =>
    language === "en"
      ? `${model} finds ${(found * 100).toFixed(1)} % of translations at ${perSecond.toFixed(0)} texts a second`
      : `${model} 找对 ${(found * 100).toFixed(1)} % 的译文，每秒 ${perSecond.toFixed(0)} 句`;
  const p = test.ok
    ? `McNemar p = ${test.midPValue.toPrecision(2)}`
    : language === "en"
      ? "cannot tell apart"
      : "无法区分";
  const of = language === "en" ? `${pairs} pairs, both ways: ` : `${pairs} 对、双向：`;
  return `${of}${say(first)}; ${say(second)}; ${p}.`;
}
