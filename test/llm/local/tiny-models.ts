// Models of a few hundred bytes in the layout that transformers.js reads: an encoder and a classifier over a few words.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeModel } from "../../../packages/nn/src/onnx/encode.ts";
import type { OnnxModel, OnnxNode } from "../../../packages/nn/src/onnx/schema.ts";

const WORDS = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "crash",
  "lost",
  "love",
  "nice",
  "<|notimestamps|>",
];
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
  [0, 0, 0, 0],
];

const SHELL = { irVersion: 9, producer: "heed-test", opsets: { "": 20 }, metadata: {} };
const AXIS = {
  name: "axis",
  type: "int64",
  dims: [1],
  data: new Uint8Array(BigInt64Array.of(1n).buffer),
} as const;

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

/** Writes a classifier of pictures into a folder: which of red, green and blue they have most of. */
export function writeTinyEye(folder: string): void {
  writeFiles(folder, {
    "onnx/model.onnx": encodeModel({
      ...SHELL,
      graph: {
        name: "tiny",
        nodes: [meanColour("logits")],
        initializers: [PLANE],
        inputs: [PIXELS],
        outputs: [{ name: "logits", type: "float32", dims: ["batch", 3], sequence: false }],
      },
    }),
    "config.json": {
      ...{ model_type: "vit", architectures: ["ViTForImageClassification"] },
      id2label: { 0: "red", 1: "green", 2: "blue" },
    },
    "preprocessor_config.json": PICTURES,
  });
}

/** Writes a detector into a folder: one box over the middle, named by the picture's colour. */
export function writeTinyDetector(folder: string): void {
  const nodes = [
    meanColour("colours"),
    node("Mul", ["colours", "sure"], "surer"),
    node("Concat", ["surer", "nothing"], "flat", { axis: { kind: "int", value: 1 } }),
    node("Unsqueeze", ["flat", "axis"], "logits"),
    node("Identity", ["box"], "pred_boxes"),
  ];
  writeFiles(folder, {
    "onnx/model.onnx": encodeModel({
      ...SHELL,
      graph: {
        name: "tiny",
        nodes,
        initializers: [
          PLANE,
          AXIS,
          { name: "sure", type: "float32", dims: [1], data: floats([20]) },
          { name: "nothing", type: "float32", dims: [1, 1], data: floats([0]) },
          { name: "box", type: "float32", dims: [1, 1, 4], data: floats([0.5, 0.5, 0.5, 0.5]) },
        ],
        inputs: [PIXELS],
        outputs: [
          { name: "logits", type: "float32", dims: ["batch", 1, 4], sequence: false },
          { name: "pred_boxes", type: "float32", dims: [1, 1, 4], sequence: false },
        ],
      },
    }),
    "config.json": {
      ...{ model_type: "detr", architectures: ["DetrForObjectDetection"] },
      id2label: { 0: "red", 1: "green", 2: "blue" },
    },
    "preprocessor_config.json": { ...PICTURES, image_processor_type: "DetrFeatureExtractor" },
  });
}

/** Writes a voice into a folder: a tenth of a second for each word, as loud as the word's place in the list. */
export function writeTinyVoice(folder: string): void {
  const table = WORDS.flatMap((_, id) => new Array<number>(FRAME).fill(id / WORDS.length));
  writeFiles(folder, {
    "onnx/model.onnx": encodeModel({
      ...SHELL,
      graph: {
        name: "tiny",
        nodes: [
          node("Gather", ["table", "input_ids"], "frames"),
          node("Reshape", ["frames", "flat"], "waveform"),
        ],
        initializers: [
          { name: "table", type: "float32", dims: [WORDS.length, FRAME], data: floats(table) },
          {
            ...{ name: "flat", type: "int64", dims: [2] },
            data: new Uint8Array(BigInt64Array.of(1n, -1n).buffer),
          },
        ],
        inputs: [{ name: "input_ids", type: "int64", dims: ["batch", "length"], sequence: false }],
        outputs: [{ name: "waveform", type: "float32", dims: [1, "samples"], sequence: false }],
      },
    }),
    "config.json": { model_type: "vits", architectures: ["VitsModel"], sampling_rate: 16_000 },
    "tokenizer_config.json": WORD_TOKENIZER,
    "tokenizer.json": tokenizer(),
  });
}

/** Writes a translator into a folder, which says `love nice` to whatever it is asked. */
export function writeTinyTranslator(folder: string): void {
  const inputs = ["input_ids", "attention_mask"].map((name) => ({
    ...{ name, type: "int64" as const, dims: ["batch", "length"], sequence: false },
  }));
  writeFiles(folder, {
    "onnx/encoder_model.onnx": encodeModel(
      encoder([gather("last_hidden_state")], [WORD_TABLE], inputs),
    ),
    "onnx/decoder_model_merged.onnx": encodeModel(LOVE_NICE),
    "config.json": {
      ...{ model_type: "marian", architectures: ["MarianMTModel"], ...DECODER, d_model: WIDTH },
      ...{ encoder_layers: 1, encoder_attention_heads: 1, is_encoder_decoder: true },
    },
    ...SPEAKING,
  });
}

/** Writes a reader of pictures into a folder, which sees `love nice` in whatever it is shown. */
export function writeTinyCaptioner(folder: string): void {
  const nodes = [meanColour("colour"), node("Unsqueeze", ["colour", "axis"], "last_hidden_state")];
  writeFiles(folder, {
    "onnx/encoder_model.onnx": encodeModel(encoder(nodes, [PLANE, AXIS], [PIXELS])),
    "onnx/decoder_model_merged.onnx": encodeModel(LOVE_NICE),
    "config.json": {
      model_type: "vision-encoder-decoder",
      architectures: ["VisionEncoderDecoderModel"],
      is_encoder_decoder: true,
      encoder: { model_type: "vit", hidden_size: 3 },
      decoder: { model_type: "gpt2", n_head: 1, n_layer: 1, n_embd: WIDTH, ...DECODER },
      ...DECODER,
    },
    "preprocessor_config.json": PICTURES,
    ...SPEAKING,
  });
}

/** Writes a model of Whisper's kind into a folder, which hears `love nice` in whatever it is played. */
export function writeTinyWhisper(folder: string): void {
  const features: OnnxModel["graph"]["inputs"] = [
    { name: "input_features", type: "float32", dims: ["batch", 80, 3000], sequence: false },
  ];
  const nodes = [
    node("Transpose", ["input_features"], "last_hidden_state", {
      perm: { kind: "ints", value: [0, 2, 1] },
    }),
  ];
  const special = { decoder_start_token_id: 0, eos_token_id: 3, pad_token_id: 0 };
  writeFiles(folder, {
    "onnx/encoder_model.onnx": encodeModel(encoder(nodes, [], features)),
    "onnx/decoder_model_merged.onnx": encodeModel(LOVE_NICE),
    "config.json": {
      ...{ model_type: "whisper", architectures: ["WhisperForConditionalGeneration"], ...DECODER },
      ...{ d_model: WIDTH, encoder_layers: 1, encoder_attention_heads: 1, num_mel_bins: 80 },
      ...{ is_encoder_decoder: true, max_source_positions: 1500 },
    },
    "preprocessor_config.json": {
      ...{ feature_extractor_type: "WhisperFeatureExtractor", processor_class: "WhisperProcessor" },
      ...{ feature_size: 80, n_fft: 400, hop_length: 160, chunk_length: 30 },
      ...{ n_samples: 480_000, nb_max_frames: 3000, sampling_rate: 16_000 },
    },
    ...SPEAKING,
    "generation_config.json": {
      ...{ ...special, max_length: 16, is_multilingual: false, no_timestamps_token_id: 8 },
    },
    "tokenizer_config.json": {
      ...WORD_TOKENIZER,
      tokenizer_class: "WhisperTokenizer",
      eos_token: "[SEP]",
    },
  });
}

function encoder(
  nodes: OnnxNode[],
  initializers: OnnxModel["graph"]["initializers"],
  inputs: OnnxModel["graph"]["inputs"],
): OnnxModel {
  const output = { name: "last_hidden_state", type: "float32" as const, sequence: false };
  const outputs = [{ ...output, dims: ["batch", "length", "width"] }];
  return { ...SHELL, graph: { name: "tiny", nodes, initializers, inputs, outputs } };
}

const PICTURES = {
  image_processor_type: "ViTFeatureExtractor",
  ...{ do_resize: true, size: { height: 8, width: 8 }, do_rescale: true, rescale_factor: 1 / 255 },
  do_normalize: false,
};
const WORD_TOKENIZER = {
  ...{ tokenizer_class: "BertTokenizer", model_max_length: 32 },
  ...{ pad_token: "[PAD]", unk_token: "[UNK]" },
};
const WORD_TABLE: OnnxModel["graph"]["initializers"][number] = {
  ...{ name: "table", type: "float32", dims: [WORDS.length, WIDTH] },
  data: floats(TABLE.flat()),
};
const PIXELS: OnnxModel["graph"]["inputs"][number] = {
  ...{ name: "pixel_values", type: "float32", sequence: false },
  dims: ["batch", 3, "height", "width"],
};
const PLANE: OnnxModel["graph"]["initializers"][number] = {
  ...{ name: "plane", type: "int64", dims: [2] },
  data: new Uint8Array(BigInt64Array.of(2n, 3n).buffer),
};

const DECODER = {
  ...{ vocab_size: WORDS.length, decoder_layers: 1, decoder_attention_heads: 1 },
  ...{ decoder_start_token_id: 0, eos_token_id: 3, pad_token_id: 0 },
};
/** A decoder in which each word leads to one next word: none to `love`, `love` to `nice`, and `nice` to the end. */
const LOVE_NICE: OnnxModel = {
  ...SHELL,
  graph: {
    name: "tiny",
    nodes: [node("Gather", ["next", "input_ids"], "logits")],
    initializers: [
      {
        ...{ name: "next", type: "float32", dims: [WORDS.length, WORDS.length] },
        data: floats(
          [6, 3, 3, 3, 3, 3, 7, 3, 6].flatMap((to) => WORDS.map((_, id) => (id === to ? 10 : 0))),
        ),
      },
    ],
    inputs: [
      { name: "input_ids", type: "int64", dims: ["batch", "said"], sequence: false },
      {
        ...{ name: "encoder_hidden_states", type: "float32", sequence: false },
        dims: ["batch", "length", "width"],
      },
    ],
    outputs: [
      {
        ...{ name: "logits", type: "float32", sequence: false },
        dims: ["batch", "said", WORDS.length],
      },
    ],
  },
};
const SPEAKING = {
  "generation_config.json": {
    ...{ decoder_start_token_id: 0, eos_token_id: 3, pad_token_id: 0, max_length: 16 },
  },
  "tokenizer_config.json": {
    ...WORD_TOKENIZER,
    tokenizer_class: "PreTrainedTokenizer",
    eos_token: "[SEP]",
  },
  "tokenizer.json": tokenizer(),
};

function meanColour(output: string): OnnxNode {
  return node("ReduceMean", ["pixel_values", "plane"], output, {
    keepdims: { kind: "int", value: 0 },
  });
}

function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | object>>): void {
  mkdirSync(join(folder, "onnx"), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(folder, name),
      content instanceof Uint8Array ? content : JSON.stringify(content),
    );
}

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
    added_tokens: [0, 1, 2, 3, 8].map(special),
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
