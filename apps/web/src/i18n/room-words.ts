// Words of one room, loaded with its pages: the first page carries only the words that every page needs.
import i18next from "i18next";
import { useTranslation } from "react-i18next";

/** The same keys with any text: what a second dictionary has to look like. */
export type SameKeys<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : SameKeys<Words[Key]>;
};
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${"one" | "other"}`
  ? Base
  : Key;
type Leaves<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string
    ? WithoutPlural<Key>
    : `${Key}.${Leaves<Words[Key]>}`;
}[keyof Words & string];

/**
 * Adds the dictionaries of a room and returns the hook that speaks them. Keys are dotted paths; a key that no dictionary has
 * is a compile error. Plurals end in `_one` and `_other` and are asked for without, with `count` among the values.
 *
 * @param room name of the room's folder; no other room may have it
 */
export function roomWords<const Words extends object>(
  room: string,
  words: { readonly en: Words; readonly zh: SameKeys<Words> },
): () => (key: Leaves<Words>, values?: Readonly<Record<string, unknown>>) => string {
  const add = () => {
    for (const [language, dictionary] of Object.entries(words))
      i18next.addResourceBundle(language, room, dictionary);
  };
  // A room of the first page is loaded before the languages are started.
  if (i18next.isInitialized) add();
  else i18next.on("initialized", add);
  return () => {
    const { t } = useTranslation(room as "translation");
    return t as unknown as (
      key: Leaves<Words>,
      values?: Readonly<Record<string, unknown>>,
    ) => string;
  };
}
