// Writes searchable mentions as tab-separated lines, the engine's fastest way in.
import {
  indexedWords,
  itemNumber,
  type ModelName,
  quote,
  type SearchableMention,
} from "@heed/core";

/** Longest length that the column holds. */
const LONGEST = 65_535;

/** One line; `generation` makes a later line of the same mention the one that stands. */
export function searchLine(
  { mention, item, reading, vector }: SearchableMention,
  vectorModel: string,
  generation: number,
): string {
  const { words, length } = indexedWords(quote(item.text, mention));
  const cells = [
    itemNumber(mention.itemId),
    mention.revision,
    mention.start,
    mention.end,
    escaped(item.importId),
    words,
    Math.min(length, LONGEST),
    escaped(item.language),
    escaped(item.source),
    escaped(item.appVersion ?? ""),
    escaped(item.rival ?? ""),
    item.rating ?? "\\N",
    item.writtenAt === null ? "\\N" : item.writtenAt.replace("T", " ").replace("Z", ""),
    reading.sentiment,
    reading.sentimentScore,
    reading.kind,
    escaped(reading.model.name),
    escaped(reading.model.version),
    vector === undefined ? "[]" : vectorCell(vector),
    vector === undefined ? "" : escaped(vectorModel),
    generation,
  ];
  return `${cells.join("\t")}\n`;
}

/** The one name of a model and its version in a column. */
export function modelKey(model: ModelName | undefined): string {
  return model === undefined ? "" : `${model.name} ${model.version}`;
}

/** Five decimals are more than the eight bits of a BFloat16's fraction can keep. */
function vectorCell(vector: Float32Array): string {
  let cell = "[";
  for (let k = 0; k < vector.length; k++) {
    if (k > 0) cell += ",";
    cell += Math.round(vector[k]! * 1e5) / 1e5;
  }
  return `${cell}]`;
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text
        .replaceAll("\\", "\\\\")
        .replaceAll("\t", "\\t")
        .replaceAll("\n", "\\n")
        .replaceAll("\r", "\\r")
    : text;
}
