// What helps to decide, as part of the public surface of @heed/core: priorities, gold sets, opportunity trees, intents.

export * from "./gold/index.ts";
export * from "./intents/index.ts";
export * from "./opportunities/index.ts";
export * from "./priorities/index.ts";
