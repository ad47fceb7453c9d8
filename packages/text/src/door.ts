// The part of @heed/text that every message of an import passes: small to load, since each thread loads it.
export { detectLanguage } from "./detect/detect-language.ts";
export { type FoundRedaction, type RedactedText, redact } from "./redact/redact.ts";
