// What heads a theme or a need as the API tells it: its statement in each language, and who gave its name.
import { z } from "zod";
import { ItemIdText, MentionIdText } from "./values.ts";

/** Part of a mention, word for word: the theme's matter in one clause. */
export const StatementView = z
  .object({ mentionId: MentionIdText, itemId: ItemIdText, text: z.string() })
  .meta({ id: "Statement" });
export type StatementView = z.infer<typeof StatementView>;

const NamedBy = z.enum(["person", "model"]).nullable();
/** Fields beside `name` of whatever is headed by a theme. */
export const heading = {
  /** Null in a language whose voices hold no clause that says it. */
  statement: z.object({ en: StatementView.nullable(), zh: StatementView.nullable() }),
  /** Who gave the name; null where it is made of key words, and the statement goes before it. */
  namedBy: z.object({ en: NamedBy, zh: NamedBy }),
};
