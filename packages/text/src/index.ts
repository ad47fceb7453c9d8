// The public surface of @heed/text: every export named by hand.
export { createLexiconReader } from "./classify/lexicon-reader.ts";
export { createThemeFinder } from "./cluster/create-theme-finder.ts";
export { detectLanguage } from "./detect/detect-language.ts";
export { createEmbedder } from "./embed/create-embedder.ts";
export { createReader, type ReaderOptions } from "./read/reader.ts";
export { type FoundRedaction, type RedactedText, redact } from "./redact/redact.ts";
export { splitMentions } from "./segment/split-mentions.ts";
