// Endpoints that many people use, so that adding one takes its name and a key.
import type { ModelProvider } from "./model-settings.ts";

type Preset = Pick<
  ModelProvider,
  "kind" | "baseUrl" | "structure" | "keyVariable" | "temperature" | "limitField"
> & {
  readonly title: string;
  /** Runs on this machine, so nothing is charged and few calls run at a time. */
  readonly local: boolean;
};

const COMPATIBLE = {
  kind: "openai-compatible",
  structure: "json",
  temperature: 0,
  limitField: "max_tokens",
  local: false,
} as const;
const LOCAL = { ...COMPATIBLE, structure: "schema", keyVariable: null, local: true } as const;

/** Presets by name. A user may change everything but the name's meaning. */
export const PROVIDER_PRESETS = {
  openai: {
    ...COMPATIBLE,
    title: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    structure: "schema",
    keyVariable: "OPENAI_API_KEY",
    // Its reasoning models refuse a temperature and the older name of the limit.
    temperature: null,
    limitField: "max_completion_tokens",
  },
  "openai-responses": {
    ...COMPATIBLE,
    kind: "openai-responses",
    title: "OpenAI, responses",
    baseUrl: "https://api.openai.com/v1",
    structure: "schema",
    keyVariable: "OPENAI_API_KEY",
    temperature: null,
  },
  anthropic: {
    ...COMPATIBLE,
    kind: "anthropic",
    title: "Anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    structure: "schema",
    keyVariable: "ANTHROPIC_API_KEY",
    temperature: null,
  },
  deepseek: {
    ...COMPATIBLE,
    title: "DeepSeek",
    baseUrl: "https://api.deepseek.com/v1",
    keyVariable: "DEEPSEEK_API_KEY",
  },
  qwen: {
    ...COMPATIBLE,
    title: "Qwen (DashScope)",
    baseUrl: "https://dashscope.aliyuncs.com/compatible-mode/v1",
    keyVariable: "DASHSCOPE_API_KEY",
  },
  kimi: {
    ...COMPATIBLE,
    title: "Kimi (Moonshot)",
    baseUrl: "https://api.moonshot.cn/v1",
    keyVariable: "MOONSHOT_API_KEY",
    temperature: null,
  },
  zhipu: {
    ...COMPATIBLE,
    title: "Zhipu GLM",
    baseUrl: "https://open.bigmodel.cn/api/paas/v4",
    keyVariable: "ZHIPU_API_KEY",
    temperature: null,
  },
  openrouter: {
    ...COMPATIBLE,
    title: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    keyVariable: "OPENROUTER_API_KEY",
    temperature: null,
  },
  ollama: { ...LOCAL, title: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" },
  "llama.cpp": { ...LOCAL, title: "llama.cpp server", baseUrl: "http://127.0.0.1:8080/v1" },
  vllm: { ...LOCAL, title: "vLLM", baseUrl: "http://127.0.0.1:8000/v1" },
  "lm-studio": { ...LOCAL, title: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1" },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PROVIDER_PRESETS;

const REMOTE_LIMITS = { concurrency: 8, timeoutMs: 120_000 } as const;
const LOCAL_LIMITS = { concurrency: 2, timeoutMs: 600_000 } as const;
/** What runs on the user's own machine costs no money; its tokens are counted all the same. */
const FREE = { "*": { currency: "USD", inputPerMillion: 0, outputPerMillion: 0 } } as const;

/** A provider made from a preset, or null when there is no preset of that name. */
export function providerFromPreset(name: string): ModelProvider | null {
  if (!Object.hasOwn(PROVIDER_PRESETS, name)) return null;
  const { title: _, local, ...wire } = PROVIDER_PRESETS[name as PresetName];
  return {
    id: name,
    preset: name,
    ...wire,
    ...(local ? LOCAL_LIMITS : REMOTE_LIMITS),
    perMinute: null,
    prices: local ? { ...FREE } : {},
  };
}

/** A provider at any other address that speaks the OpenAI wire. */
export function providerAt(id: string, baseUrl: string, keyVariable: string | null): ModelProvider {
  return {
    id,
    kind: "openai-compatible",
    preset: null,
    baseUrl,
    structure: "json",
    keyVariable,
    temperature: null,
    limitField: "max_tokens",
    ...REMOTE_LIMITS,
    perMinute: null,
    prices: {},
  };
}
