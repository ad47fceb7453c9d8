// Why meaning takes no part in a search, told alike wherever a person reads it.

export const ENCODER_GAPS = [
  "encoder-unreachable",
  "encoder-changed",
  "encoder-gone",
  "vectors-changing",
] as const;

export interface EncoderGap {
  readonly code: (typeof ENCODER_GAPS)[number];
  /** The encoder as it was chosen, `provider/model`; null for the built-in embedder. */
  readonly model: string | null;
}

/** The sentence for a gap: what is the matter, what was done instead, what to do. */
export function describeGap({ code, model }: EncoderGap): {
  readonly en: string;
  readonly zh: string;
} {
  const [name, nameZh] = [model ?? "the built-in embedder", model ?? "自带向量模型"];
  switch (code) {
    case "encoder-unreachable":
      return {
        en: `${name}, which search goes by, cannot be asked now, so this goes by words alone. Try it: heed models test embed`,
        zh: `检索所用的向量模型 ${nameZh} 目前无法调用，因此仅按词语查找。可运行 heed models test embed 试用。`,
      };
    case "encoder-changed":
      return {
        en: `Another model answers as ${name} now; its vectors cannot be compared with those of the last analysis, so this goes by words alone. Analyse again.`,
        zh: `${nameZh} 现在由另一个模型作答，其向量无法与上次分析的相比，因此仅按词语查找。请重新分析。`,
      };
    case "encoder-gone":
      return {
        en: `${name}, which search goes by, is set up no more, so this goes by words alone. Add it again, or choose another and analyse again.`,
        zh: `检索所用的向量模型 ${nameZh} 已不在设置中，因此仅按词语查找。请重新添加，或选择其他模型后重新分析。`,
      };
    case "vectors-changing":
      return {
        en: `Search is being brought over to ${name}, so this goes by words alone until an analysis has ended.`,
        zh: `检索正在改用 ${nameZh}，分析完成之前仅按词语查找。`,
      };
  }
}
