// A trained classifier as one file: saved with the features it knows, opened for use.
import { compile, type Initializer, openModel, sgd, softmaxCrossEntropy } from "@heed/nn";
import { classifierNetwork } from "./classifier-network.ts";
import { bagsOf, createFeatureTable } from "./feature-table.ts";
import type { TrainedClassifier } from "./fit-classifier.ts";
import { groupByWidth } from "./group-by-width.ts";
import type { HashedTexts } from "./hash-texts.ts";

/** Reads texts as probabilities of classes. */
export interface TextClassifier {
  readonly labels: readonly string[];
  /** What was saved with the model. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Row-major texts x labels. */
  classify(texts: HashedTexts): Promise<Float32Array>;
}

/** Metadata entry with the hashes of the features, little-endian 32-bit numbers in base64, row by row. */
const FEATURES_KEY = "heed.features";
/** Texts of one run; a multiple of four, as the groups are. */
const BATCH = 512;
const LABELS_KEY = "labels";

/** The bytes of an `.onnx` file: the table in 8 bits a number, the features and labels as metadata. */
export function encodeClassifier(
  trained: TrainedClassifier,
  labels: readonly string[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { table, classes, hidden, parameters } = trained;
  const held = (name: string): Initializer => {
    return () => parameters.get(name)!;
  };
  const shape = { rows: table.hashes.length, classes, hidden };
  const network = classifierNetwork({
    ...shape,
    initializeTable: held("features/table"),
    initializeMix: held("mix/weights"),
    initializeBias: held("mix/bias"),
  });
  const model = compile(network, {
    loss: softmaxCrossEntropy(),
    optimizer: sgd({ learningRate: 0 }),
    seed: 0,
  });
  const features = Buffer.from(table.hashes.buffer, table.hashes.byteOffset, 4 * shape.rows);
  return model.toOnnx(
    { ...metadata, [LABELS_KEY]: labels.join(","), [FEATURES_KEY]: features.toString("base64") },
    { tables: "int8" },
  );
}

/** Opens what {@link encodeClassifier} made, from a path or bytes. */
export async function openClassifier(source: string | Uint8Array): Promise<TextClassifier> {
  const model = await openModel(source, { threads: 1 });
  const bytes = Buffer.from(model.metadata[FEATURES_KEY] ?? "", "base64");
  const hashes = new Int32Array(bytes.length / 4);
  for (let row = 0; row < hashes.length; row += 1) hashes[row] = bytes.readInt32LE(4 * row);
  const table = createFeatureTable(hashes);
  const labels = model.metadata[LABELS_KEY]!.split(",");
  return {
    labels,
    metadata: model.metadata,
    classify: async (texts) => {
      const count = texts.offsets.length - 1;
      const shares = new Float32Array(count * labels.length);
      for (const group of groupByWidth(bagsOf(texts, table))) {
        const { data } = await model.predict(group.bags, { batchSize: BATCH });
        for (const [at, text] of group.texts.entries()) {
          const own = data.subarray(at * labels.length, (at + 1) * labels.length);
          shares.set(own, text * labels.length);
        }
      }
      return shares;
    },
  };
}
