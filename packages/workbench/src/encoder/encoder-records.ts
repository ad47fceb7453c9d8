// Which encoders made vectors of this workspace: under which name and version, and how another model under the same name is told.
import { InvalidInput, type ModelName, type RecordStore } from "@heed/core";
import { LONGEST_VECTOR, reduceVectors } from "@heed/text";
import type { ChosenEncoder, EmbedOptions } from "../models/embed-texts.ts";

export interface EncoderRecord {
  /** `provider/model`, or `local/ID`. */
  readonly choice: string;
  /** Under this name and version its vectors are kept, in files and in search. */
  readonly model: ModelName;
  /** Numbers in a vector as the encoder gives it. */
  readonly given: number;
  /** The same as they are kept. */
  readonly dimensions: number;
  /** Its vector of a fixed text. */
  readonly probe: readonly number[];
  /** 1, and one more whenever another model was found under the same name. */
  readonly generation: number;
}

/** Under this setting a workspace keeps the encoders it met, by their choice. */
const ENCODERS = "encoders";
/** The fixed text. */
export const PROBE = "dimensions";
/** Cosine between two answers to the probe below which they are from two models; precision and hardware change far less. */
const SAME_MODEL = 0.98;

type Records = Pick<RecordStore, "setting" | "saveSetting">;

/** The encoder as it was met last; null when it never was. */
export async function knownEncoder(
  records: Records,
  choice: string,
): Promise<EncoderRecord | null> {
  return (await loadEncoders(records))[choice] ?? null;
}

/** Every encoder met. */
export async function loadEncoders(records: Records): Promise<Record<string, EncoderRecord>> {
  const saved = await records.setting(ENCODERS);
  return saved === null ? {} : (JSON.parse(saved) as Record<string, EncoderRecord>);
}

/** Asks an encoder for its vector of a fixed text, and tells by it whether it is the model that it was. */
export async function meetEncoder(
  records: Records,
  encoder: ChosenEncoder,
  options: EmbedOptions,
): Promise<EncoderRecord> {
  const given = await encoder.ask([PROBE], options);
  const { rows, width } = reduceVectors(given);
  const known = await knownEncoder(records, encoder.choice);
  if (known !== null && known.given === given.width && isSameEncoder(known, rows)) return known;
  const generation = (known?.generation ?? 0) + 1;
  const { choice } = encoder;
  const shortened = given.width > LONGEST_VECTOR ? `-${LONGEST_VECTOR}` : "";
  const version = `${given.width}${shortened}${generation === 1 ? "" : `.${generation}`}`;
  const met: EncoderRecord = {
    ...{ choice, generation, given: given.width, dimensions: width },
    model: { name: choice, version },
    probe: Array.from(rows, (value) => Math.round(value * 1e4) / 1e4),
  };
  const all = { ...(await loadEncoders(records)), [choice]: met };
  await records.saveSetting(ENCODERS, JSON.stringify(all));
  return met;
}

/** Vectors as they are kept. @throws `encoder-changed` when they are not of the length that was met. */
export function keptVectors(
  { choice, given }: EncoderRecord,
  vectors: { readonly rows: Float32Array; readonly width: number },
): Float32Array {
  if (vectors.width === given) return reduceVectors(vectors).rows;
  throw new InvalidInput(
    "encoder-changed",
    `${choice} answered with vectors of ${vectors.width} numbers, expected ${given}: vectors of two models cannot be compared.`,
    {
      hint: "Another model answers under this name. Analyse again, and all is embedded anew: heed analyze",
      zh: {
        message: `${choice} 返回了 ${vectors.width} 维的向量，应为 ${given} 维：不同模型的向量不能相互比较。`,
        hint: "该名称下已是另一个模型。请重新分析（heed analyze），全部内容将重新生成向量。",
      },
    },
  );
}

/** Whether a vector of the probe is from the model that was met. */
export function isSameEncoder({ probe }: EncoderRecord, vector: Float32Array): boolean {
  if (probe.length !== vector.length) return false;
  return probe.reduce((sum, value, at) => sum + value * vector[at]!, 0) >= SAME_MODEL;
}
