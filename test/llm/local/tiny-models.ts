// Models of a few hundred bytes in the layout that transformers.js reads: an encoder and a classifier over six words.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeModel } from "../../../packages/nn/src/onnx/encode.ts";
import type { OnnxModel, OnnxNode } from "../../../packages/nn/src/onnx/schema.ts";

const WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "crash", "lost", "love", "nice"];
const WIDTH = 4;
/** One vector for each word: what is broken points one way, what is loved another. */
const TABLE = [
  [0, 0, 0, 0],
  [0, 0, 0.1, 0],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
  [1, 0, 0, 0.1],
  [0.9, 0.1, 0, 0],
  [0, 1, 0, 0.1],
  [0.1, 0.9, 0, 0],
];

/** Writes a sentence encoder into a folder: each word's vector, which the pipeline averages. */
export function writeTinyEncoder(folder: string): void {
  writeModel(folder, ["BertModel"], [gather("last_hidden_state")], "last_hidden_state", [
    "batch",
    "length",
    WIDTH,
  ]);
}

/** Writes a classifier into a folder: the sum of the words' first two values, as two labels. */
export function writeTinyClassifier(folder: string): void {
  const nodes: OnnxNode[] = [
    gather("words"),
    node("ReduceSum", ["words", "axis"], "summed", { keepdims: { kind: "int", value: 0 } }),
    node("MatMul", ["summed", "choose"], "logits"),
  ];
  writeModel(folder, ["BertForSequenceClassification"], nodes, "logits", ["batch", 2], {
    id2label: { 0: "broken", 1: "loved" },
    label2id: { broken: 0, loved: 1 },
  });
}

const LETTERS = ["<pad>", "h", "i", "|"];
/** Samples of one frame: a tenth of a second at 16 kHz. */
const FRAME = 1_600;

/**
 * Writes a recogniser into a folder: how loud a tenth of a second is says its letter (silence none, a third `h`, two
 * thirds `i`, full a space).
 */
export function writeTinyRecogniser(folder: string): void {
  const centres = [0, 0.3, 0.6, 0.9];
  const nodes: OnnxNode[] = [
    node("Abs", ["input_values"], "loud"),
    node("Unsqueeze", ["loud", "axis"], "channel"),
    node("AveragePool", ["channel"], "frames", {
      kernel_shape: { kind: "ints", value: [FRAME] },
      strides: { kind: "ints", value: [FRAME] },
    }),
    node("Transpose", ["frames"], "turned", { perm: { kind: "ints", value: [0, 2, 1] } }),
    node("MatMul", ["turned", "weights"], "scored"),
    node("Add", ["scored", "bias"], "logits"),
  ];
  const model: OnnxModel = {
    ...SHELL,
    graph: {
      name: "tiny",
      nodes,
      initializers: [
        AXIS,
        // -(x - c)^2 without its square of x, so that the nearest centre scores highest.
        { name: "weights", type: "float32", dims: [1, 4], data: floats(centres.map((c) => 2 * c)) },
        { name: "bias", type: "float32", dims: [4], data: floats(centres.map((c) => -c * c)) },
      ],
      inputs: [
        { name: "input_values", type: "float32", dims: ["batch", "samples"], sequence: false },
      ],
      outputs: [{ name: "logits", type: "float32", dims: ["batch", "frames", 4], sequence: false }],
    },
  };
  mkdirSync(join(folder, "onnx"), { recursive: true });
  writeFileSync(join(folder, "onnx", "model.onnx"), encodeModel(model));
  const write = (name: string, value: object) =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  write("config.json", {
    model_type: "wav2vec2",
    architectures: ["Wav2Vec2ForCTC"],
    vocab_size: 4,
  });
  write("preprocessor_config.json", {
    feature_extractor_type: "Wav2Vec2FeatureExtractor",
    processor_class: "Wav2Vec2Processor",
    ...{ sampling_rate: 16_000, feature_size: 1, do_normalize: false },
  });
  write("tokenizer_config.json", {
    tokenizer_class: "Wav2Vec2CTCTokenizer",
    pad_token: "<pad>",
    word_delimiter_token: "|",
  });
  write("tokenizer.json", {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: "CTC", pad_token: "<pad>", word_delimiter_token: "|", cleanup: true },
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(LETTERS.map((letter, id) => [letter, id])),
      unk_token: "<pad>",
    },
  });
}

const SHELL = { irVersion: 9, producer: "heed-test", opsets: { "": 20 }, metadata: {} };
const AXIS = {
  name: "axis",
  type: "int64",
  dims: [1],
  data: new Uint8Array(BigInt64Array.of(1n).buffer),
} as const;

function node(
  opType: string,
  inputs: string[],
  output: string,
  attributes: OnnxNode["attributes"] = {},
): OnnxNode {
  return { name: output, opType, inputs, outputs: [output], attributes, domain: "" };
}

const gather = (output: string) => node("Gather", ["table", "input_ids"], output);

function floats(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

function writeModel(
  folder: string,
  architectures: string[],
  nodes: OnnxNode[],
  output: string,
  dims: (string | number)[],
  more: object = {},
): void {
  const model: OnnxModel = {
    irVersion: 9,
    producer: "heed-test",
    opsets: { "": 20 },
    metadata: {},
    graph: {
      name: "tiny",
      nodes,
      initializers: [
        { name: "table", type: "float32", dims: [WORDS.length, WIDTH], data: floats(TABLE.flat()) },
        {
          name: "axis",
          type: "int64",
          dims: [1],
          data: new Uint8Array(BigInt64Array.of(1n).buffer),
        },
        {
          name: "choose",
          type: "float32",
          dims: [WIDTH, 2],
          data: floats([4, 0, 0, 4, 0, 0, 0, 0]),
        },
      ],
      inputs: ["input_ids", "attention_mask", "token_type_ids"].map((name) => ({
        name,
        type: "int64" as const,
        dims: ["batch", "length"],
        sequence: false,
      })),
      outputs: [{ name: output, type: "float32" as const, dims, sequence: false }],
    },
  };
  mkdirSync(join(folder, "onnx"), { recursive: true });
  writeFileSync(join(folder, "onnx", "model.onnx"), encodeModel(model));
  const write = (name: string, value: object) =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  write("config.json", { model_type: "bert", architectures, hidden_size: WIDTH, ...more });
  write("tokenizer_config.json", {
    tokenizer_class: "BertTokenizer",
    model_max_length: 32,
    pad_token: "[PAD]",
    unk_token: "[UNK]",
  });
  write("tokenizer.json", tokenizer());
}

function tokenizer(): object {
  const special = (id: number) => ({
    ...{ id, content: WORDS[id], single_word: false, lstrip: false, rstrip: false },
    ...{ normalized: false, special: true },
  });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [0, 1, 2, 3].map(special),
    normalizer: { type: "Lowercase" },
    pre_tokenizer: { type: "Whitespace" },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
      unk_token: "[UNK]",
    },
  };
}
