// Cuts what a model wrote into sentences, each to be checked by itself, and leaves placeholders and quotes whole.

const WHOLE = /\[\[[^[\]]*\]\]|"[^"\n]*"|“[^“”\n]*”|「[^「」\n]*」|『[^『』\n]*』|‘[^‘’\n]*’/gu;
const END = /(?<=[.!?…])\s+|(?<=[。！？；])\s*|\n+/gu;

/** Sentences in order, without blanks at their ends; citations right after an end belong to the sentence before. */
export function splitSentences(words: string): string[] {
  const kept: string[] = [];
  // A mark of the private use area stands for each whole; such characters of the text itself are refused later.
  const masked = words.replace(WHOLE, (whole) => {
    kept.push(whole);
    return `\ue000${kept.length - 1}\ue001`;
  });
  const sentences: string[] = [];
  for (const piece of masked.split(END)) {
    const leading = /^(?:\s*\ue000\d+\ue001[.,;。，；]?)+\s*/u.exec(piece)?.[0] ?? "";
    // `Notes vanish. [[m1]]`: a citation with nothing behind it.
    if (
      sentences.length > 0 &&
      leading !== "" &&
      piece.length === leading.length &&
      isOnlyCitations(leading, kept)
    )
      sentences[sentences.length - 1] += ` ${leading}`;
    else sentences.push(piece);
  }
  return sentences
    .map((sentence) =>
      sentence.replace(/\ue000(\d+)\ue001/gu, (_all, index) => kept[Number(index)] ?? "").trim(),
    )
    .filter((sentence) => sentence !== "");
}

function isOnlyCitations(leading: string, kept: readonly string[]): boolean {
  return [...leading.matchAll(/\ue000(\d+)\ue001/gu)].every(([, index]) =>
    /^\[\[(?:m\d+|item_[\d.-]+)\]\]$/u.test(kept[Number(index)] ?? ""),
  );
}
