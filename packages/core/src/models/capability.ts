// What models can be asked to do, whichever tier or vendor answers.

export const CAPABILITIES = [
  "classify",
  "generate",
  "translate",
  "embed",
  "transcribe",
  "see",
  "speak",
] as const;
/**
 * One thing a model can do: read sentiment and kind (`classify`), write (`generate`), put into the other language
 * (`translate`), make vectors (`embed`), turn speech into words (`transcribe`), images into words (`see`), words into
 * speech (`speak`).
 */
export type Capability = (typeof CAPABILITIES)[number];
