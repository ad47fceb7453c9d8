// What results are looked at by: language, length, channel and time of each example.
import { detectLanguage } from "@heed/text";

const SHORT = 40;
const LONG = 200;

/** Slices of a text; `given` adds those that the data itself names. */
export function textSlices(
  text: string,
  time: string | null,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  // A Chinese character says about as much as three letters.
  const length = text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
  return {
    language: detectLanguage(text),
    length: length <= SHORT ? "short" : length <= LONG ? "medium" : "long",
    ...timeSlice(time),
    ...given,
  };
}

/** The quarter of a year. */
export function timeSlice(time: string | null): Record<string, string> {
  if (time === null) return {};
  return { time: `${time.slice(0, 4)}-Q${Math.floor((Number(time.slice(5, 7)) - 1) / 3) + 1}` };
}
