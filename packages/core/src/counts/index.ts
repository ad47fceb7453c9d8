// What of counts the rest of the house uses.
export {
  COUNT_MEASURES,
  type CountFilter,
  type CountMeasure,
  type CountQuery,
  NEED_VOICES,
  readCount,
  writeCount,
} from "./count-query.ts";
export { describeCount, figureText } from "./describe-count.ts";
