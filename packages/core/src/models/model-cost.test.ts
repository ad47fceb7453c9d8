// Money is exact, what a call can cost is bounded from above, and names are read as they are written.
import fc from "fast-check";
import { expect, test } from "vitest";
import { localTaskOf } from "./local-model.ts";
import {
  budgetUnits,
  costOf,
  formatPico,
  likelyTokens,
  mostInputTokens,
  NO_USAGE,
} from "./model-cost.ts";
import {
  chosenModels,
  modelChoiceName,
  NO_MODELS,
  parseModelChoice,
  priceOf,
} from "./model-settings.ts";
import { providerFromPreset } from "./provider-presets.ts";

const price = { currency: "USD", inputPerMillion: 0.27, outputPerMillion: 1.1 };

test("a million tokens cost their price, one token a millionth of it, and nothing costs nothing", () => {
  const usage = { ...NO_USAGE, inputTokens: 1_000_000, outputTokens: 1_000_000 };
  expect(formatPico(costOf(usage, price))).toBe("1.37");
  expect(formatPico(costOf({ ...NO_USAGE, inputTokens: 1 }, price))).toBe("0.00000027");
  expect(formatPico(costOf(NO_USAGE, price))).toBe("0");
  const cached = { ...usage, cachedInputTokens: 1_000_000, outputTokens: 0 };
  expect(formatPico(costOf(cached, { ...price, cachedInputPerMillion: 0.07 }))).toBe("0.07");
  expect(formatPico(costOf(cached, price))).toBe("0.27");
  expect(formatPico(costOf({ ...NO_USAGE, seconds: 90 }, { ...price, perMinute: 0.006 }))).toBe(
    "0.009",
  );
});

test("the cost of parts is the cost of their sum, to the last digit", () => {
  const tokens = fc.nat(10_000_000);
  fc.assert(
    fc.property(tokens, tokens, fc.nat(50_000_000), (a, b, millionths) => {
      const each = { ...price, inputPerMillion: millionths / 1e6 };
      const one = (inputTokens: number) => costOf({ ...NO_USAGE, inputTokens }, each);
      expect(one(a) + one(b)).toBe(one(a + b));
    }),
    { seed: 7 },
  );
});

test("an amount is written without losing a digit, and a budget is read in the same units", () => {
  expect(formatPico(9_007_199_254_740_993_000_000_000_001n)).toBe("9007199254740993.000000000001");
  expect(formatPico(-1_500_000_000_000n)).toBe("-1.5");
  expect(formatPico(budgetUnits("USD", 0.1))).toBe("0.1");
  expect(budgetUnits("tokens", 1000.9)).toBe(1000n);
});

test("no text has more tokens than its bytes, which bound what is set aside", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const bytes = new TextEncoder().encode(text).length;
      const most = mostInputTokens({ texts: [text], images: 0 });
      expect(most - mostInputTokens({ texts: [], images: 0 })).toBe(bytes);
      expect(likelyTokens(text)).toBeLessThanOrEqual(most);
    }),
    { seed: 7 },
  );
});

test("a model's name may hold slashes, and what names none is told apart", () => {
  const choice = parseModelChoice("openrouter/qwen/qwen3-8b");
  expect(choice).toEqual({ provider: "openrouter", model: "qwen/qwen3-8b" });
  expect(modelChoiceName(choice!)).toBe("openrouter/qwen/qwen3-8b");
  for (const none of ["", "gpt", "/gpt", "Open AI/gpt", "a/", "a/b c"])
    expect(parseModelChoice(none), none).toBeNull();
});

test("models are chosen in order, and one whose provider is gone is passed over", () => {
  const provider = providerFromPreset("ollama")!;
  const settings = {
    ...NO_MODELS,
    providers: [provider],
    choices: {
      generate: [
        { provider: "gone", model: "x" },
        { provider: "ollama", model: "qwen3:8b" },
      ],
    },
  };
  expect(chosenModels(settings, "generate")).toEqual([{ provider, model: "qwen3:8b" }]);
  expect(chosenModels(settings, "embed")).toEqual([]);
  expect(priceOf(provider, "qwen3:8b")).toMatchObject({ inputPerMillion: 0 });
  expect(priceOf(providerFromPreset("openai")!, "any")).toBeNull();
});

test("a folder's kind is told by its architecture, and one that is not known is none", () => {
  const kinds = {
    BertModel: "feature-extraction",
    XLMRobertaModel: "feature-extraction",
    BertForMaskedLM: "feature-extraction",
    RobertaForSequenceClassification: "text-classification",
    WhisperForConditionalGeneration: "automatic-speech-recognition",
    Wav2Vec2ForCTC: "automatic-speech-recognition",
    MarianMTModel: "translation",
    VitsModel: "text-to-speech",
    VisionEncoderDecoderModel: "image-to-text",
    ViTForImageClassification: "image-classification",
    DetrForObjectDetection: "object-detection",
    T5Model: null,
    LlamaForCausalLM: null,
  };
  for (const [name, kind] of Object.entries(kinds)) expect(localTaskOf([name]), name).toBe(kind);
});
