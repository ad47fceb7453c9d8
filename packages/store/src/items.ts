// The part of @heed/store that packs items, without the engines: threads of an import load it alone.
export { type PackableItem, packItems } from "./facts/pack-items.ts";
