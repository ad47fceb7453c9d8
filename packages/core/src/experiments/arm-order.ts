// Which arms are compared, in which order, and which of them is control.
import { foldValue } from "./column-profile.ts";
import { CONTROL, NO_ARM } from "./data/column-names.ts";

/** What a person said of the arms. */
export interface ArmAsk {
  /** Spelling of control. */
  readonly control?: string | undefined;
  /** Arms that are compared; all that were given one when absent. */
  readonly arms?: readonly string[] | undefined;
}

/** Control first, the others by name; whether control was only guessed. */
export function orderArms(
  names: readonly string[],
  { control: asked, arms }: ArmAsk,
): { codes: number[]; isGuessed: boolean; leftOut: string[] } {
  const wanted = arms?.map(foldValue);
  const isWanted = (name: string) =>
    wanted === undefined ? !NO_ARM.test(foldValue(name)) : wanted.includes(foldValue(name));
  const codes = names.flatMap((name, code) => (isWanted(name) ? [code] : []));
  const leftOut = names.filter((name) => !isWanted(name));
  codes.sort((a, b) => names[a]!.localeCompare(names[b]!, "en", { numeric: true }) || a - b);
  const named = codes.find((code) => foldValue(names[code]!) === foldValue(asked ?? ""));
  const known = codes.filter((code) => CONTROL.test(foldValue(names[code]!)));
  const control = named ?? known[0] ?? codes[0];
  if (control === undefined) return { codes, isGuessed: false, leftOut };
  const isGuessed = named === undefined && known.length !== 1;
  return { codes: [control, ...codes.filter((code) => code !== control)], isGuessed, leftOut };
}
