// Reads the MNIST files (IDX format, gzip): handwritten digits of 28 x 28 pixels.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Dataset, dataset, selectExamples, tensorColumn } from "@heed/nn";
import { seededOrder } from "../frame/parts.ts";

/** One part of MNIST, at most `limit` of its digits: images [1, 28, 28] from 0 to 1, and class numbers. */
export function readMnist(folder: string, part: "train" | "t10k", limit: number): Dataset {
  const bytes = gunzipSync(readFileSync(join(folder, `${part}-images-idx3-ubyte.gz`)));
  const digits = gunzipSync(readFileSync(join(folder, `${part}-labels-idx1-ubyte.gz`)));
  const images = Float32Array.from(bytes.subarray(16), (pixel) => pixel / 255);
  const labels = Int32Array.from(digits.subarray(8));
  const all = dataset({ inputs: tensorColumn(images, [1, 28, 28]), targets: tensorColumn(labels) });
  if (limit >= all.size) return all;
  return selectExamples(all, seededOrder(all.size, 1, limit));
}
