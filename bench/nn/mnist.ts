// Reads the MNIST files (IDX format, gzip) as data sets.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Dataset, dataset, tensorColumn } from "../../packages/nn/src/index.ts";

/** One part of MNIST: images [1, 28, 28] from 0 to 1, and the digits. */
export function readMnist(folder: string, part: "train" | "t10k"): Dataset {
  const bytes = gunzipSync(readFileSync(join(folder, `${part}-images-idx3-ubyte.gz`)));
  const digits = gunzipSync(readFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`)));
  const images = Float32Array.from(bytes.subarray(16), (pixel) => pixel / 255);
  const labels = Int32Array.from(digits.subarray(8));
  return dataset({ inputs: tensorColumn(images, [1, 28, 28]), targets: tensorColumn(labels) });
}
