// What `heed models` shows, in both languages.
import {
  formatPico,
  type LocalModel,
  type ModelBudget,
  type ModelCall,
  type ModelPrice,
  type ModelProvider,
  type SpendingRow,
} from "@heed/core";
import {
  findModelKey,
  type KeySource,
  loadModelSettings,
  type ModelTrial,
  namedChoices,
  SCREENSHOT_ENGINE,
} from "@heed/workbench";
import { type Language, table } from "../output.ts";

export interface ListedModels {
  readonly providers: readonly (ModelProvider & { readonly key: KeySource })[];
  readonly choices: ReturnType<typeof namedChoices>;
  readonly budgets: readonly ModelBudget[];
  readonly localModels: readonly LocalModel[];
}

/** Providers with where their keys come from, never the keys themselves. */
export async function listModels(home: string): Promise<ListedModels> {
  const settings = await loadModelSettings(home);
  const providers: ListedModels["providers"][number][] = [];
  for (const provider of settings.providers)
    providers.push({ ...provider, key: (await findModelKey(home, provider)).source });
  const { budgets, localModels } = settings;
  return { providers, choices: namedChoices(settings), budgets, localModels };
}

const WORDS = {
  en: {
    none: "No model yet. Heed reads, groups and ranks with its own models; add one to do more: heed models add PRESET (heed models list --presets).",
    titles: ["Provider", "Address", "Key", "Calls", "Price of a million tokens"],
    used: ["For", "Model, in order"],
    own: `Where none is chosen, Heed's own read (classify), name (generate), make vectors (embed) and see (${SCREENSHOT_ENGINE}).`,
    locals: ["Local model", "Kind", "Precision", "Folder"],
    keys: { environment: "environment", file: "kept", missing: "MISSING", "none-needed": "-" },
    atOnce: (n: number) => `${n} at once`,
    aMinute: (n: number) => `${n} a minute`,
    budget: "Budget of a month",
    costs: ["Purpose", "Model", "Calls", "Kept", "Failed", "Tokens in", "out", "Cost"],
    spent: "Spent this month",
    of: "of",
    calls: ["When", "Purpose", "Model", "Host", "Status", "Sent", "Tokens", "Cost", "Took"],
    nothing: "Nothing was sent yet.",
    proven: {
      form: "answers in a form",
      "repaired-form": "answers in a form when asked twice",
      stream: "streams",
      vectors: "makes vectors",
      image: "sees pictures",
    },
  },
  zh: {
    none: "尚未添加模型。Heed 用自带模型完成阅读、归类与排序；需要更多能力时：heed models add 预设名（heed models list --presets 查看预设）。",
    titles: ["服务", "地址", "密钥", "并发", "每百万 token 价格"],
    used: ["用途", "模型（依次尝试）"],
    own: `未选择模型时，由自带模型判读（classify）、命名（generate）、生成向量（embed）和识别截图（see：${SCREENSHOT_ENGINE}）。`,
    locals: ["本地模型", "种类", "精度", "文件夹"],
    keys: { environment: "环境变量", file: "已保存", missing: "缺失", "none-needed": "-" },
    atOnce: (n: number) => `同时 ${n} 个`,
    aMinute: (n: number) => `每分钟 ${n} 个`,
    budget: "每月预算",
    costs: ["用途", "模型", "调用", "缓存", "失败", "输入 token", "输出", "花费"],
    spent: "本月已用",
    of: "预算",
    calls: ["时间", "用途", "模型", "主机", "状态", "发送", "token", "花费", "用时"],
    nothing: "尚未发送任何内容。",
    proven: {
      form: "能按格式作答",
      "repaired-form": "经一次纠正能按格式作答",
      stream: "能流式输出",
      vectors: "能生成向量",
      image: "能看图",
    },
  },
} as const;

export function modelLines(listed: ListedModels, language: Language): string[] {
  const words = WORDS[language];
  const { localModels } = listed;
  if (listed.providers.length === 0 && localModels.length === 0) return [words.none, words.own];
  const providers = table(
    words.titles.map((title) => ({ title, most: 60 })),
    listed.providers.map((provider) => [
      provider.id,
      provider.baseUrl,
      words.keys[provider.key],
      limits(provider, language),
      Object.entries(provider.prices)
        .map(([model, price]) => `${model === "*" ? "" : `${model}: `}${priceWords(price)}`)
        .join("; "),
    ]),
  );
  const used = Object.entries(listed.choices).filter(([, names]) => names.length > 0);
  const local = table(
    words.locals.map((title) => ({ title, most: 60 })),
    localModels.map(({ id, task, precision, folder }) => [`local/${id}`, task, precision, folder]),
  );
  return [
    ...(listed.providers.length === 0 ? [] : [...providers, ""]),
    ...(localModels.length === 0 ? [] : [...local, ""]),
    ...table(
      words.used.map((title) => ({ title, most: 100 })),
      used.map(([capability, names]) => [capability, names.join(" → ")]),
    ),
    words.own,
    ...listed.budgets.map(({ unit, most }) => `${words.budget}: ${most} ${unit}`),
  ];
}

function limits({ concurrency, perMinute }: ModelProvider, language: Language): string {
  const { atOnce, aMinute } = WORDS[language];
  return [atOnce(concurrency), ...(perMinute === null ? [] : [aMinute(perMinute)])].join(", ");
}

function priceWords({ currency, inputPerMillion, outputPerMillion }: ModelPrice): string {
  return `${inputPerMillion} / ${outputPerMillion} ${currency}`;
}

export function costLines(
  {
    rows,
    month,
    spent,
    budgets,
  }: {
    readonly rows: readonly SpendingRow[];
    readonly month: string;
    readonly spent: ReadonlyMap<string, bigint>;
    readonly budgets: readonly ModelBudget[];
  },
  language: Language,
): string[] {
  const words = WORDS[language];
  if (rows.length === 0) return [words.nothing];
  const lines = table(
    words.costs.map((title, index) => ({ title, align: index < 2 ? "left" : "right", most: 60 })),
    rows.map((row) => [
      row.purpose,
      `${row.provider}/${row.model}`,
      ...[row.calls, row.cached, row.failed, row.inputTokens, row.outputTokens].map(String),
      row.currency === null ? "?" : `${formatPico(row.cost)} ${row.currency}`,
    ]),
  );
  const totals = [...spent].map(([unit, amount]) => {
    const most = budgets.find((budget) => budget.unit === unit)?.most;
    const told = unit === "tokens" ? `${amount} tokens` : `${formatPico(amount)} ${unit}`;
    return most === undefined ? told : `${told} (${words.of} ${most})`;
  });
  return [...lines, "", `${words.spent} (${month}): ${totals.join(", ")}`];
}

export function callLines(calls: readonly ModelCall[], language: Language): string[] {
  const words = WORDS[language];
  if (calls.length === 0) return [words.nothing];
  return table(
    words.calls.map((title, index) => ({ title, align: index < 5 ? "left" : "right", most: 44 })),
    calls.map((call) => [
      call.at.slice(0, 19).replace("T", " "),
      call.purpose,
      `${call.provider}/${call.model}`,
      call.host,
      call.error === null ? call.status : `${call.status}: ${call.error}`,
      `${call.bytesSent} B`,
      `${call.usage.isEstimate ? "~" : ""}${call.usage.inputTokens}+${call.usage.outputTokens}`,
      call.currency === null ? "-" : `${formatPico(call.cost)} ${call.currency}`,
      `${(call.durationMs / 1000).toFixed(1)} s`,
    ]),
  );
}

export function trialLines(trial: ModelTrial, language: Language): string[] {
  const { proven } = WORDS[language];
  const { usage } = trial;
  const cost = trial.currency === null ? "" : `, ${formatPico(trial.cost)} ${trial.currency}`;
  const did = trial.proven.map((one) => proven[one]).join(language === "en" ? ", " : "，");
  return [
    `${trial.model}${trial.host === "" ? "" : ` (${trial.host})`}: ${did}; ${(trial.ms / 1000).toFixed(1)} s, ${usage.inputTokens}+${usage.outputTokens} tokens${cost}.`,
  ];
}
