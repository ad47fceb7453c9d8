// The public surface of @heed/core/testing: builders for tests of any room.
export { buildItem } from "./build-feedback.ts";
export { buildTheme, buildVoices, type VoicePlan } from "./build-voices.ts";
