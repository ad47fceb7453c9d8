// The map of mentions: every theme as an island, every mention as a point on it, at the same place each time.
import { z } from "zod";
import { MAP_SIZE } from "./map-size.ts";
import { BothLanguages, MentionIdText, ThemeIdText } from "./values.ts";

const coordinate = z
  .int()
  .min(-MAP_SIZE.width)
  .max(2 * MAP_SIZE.width);

export const ThemeMap = z
  .object({
    themes: z.array(
      z.object({
        id: ThemeIdText,
        parentId: ThemeIdText.nullable(),
        name: BothLanguages,
        x: coordinate,
        y: coordinate,
        /** Of the island; its area grows with its mentions. */
        radius: z.int(),
        mentions: z.int(),
      }),
    ),
    /** One place of each list is one point. */
    points: z.object({
      mentionIds: z.array(MentionIdText),
      x: z.array(coordinate),
      y: z.array(coordinate),
      /** Index into `themes`. */
      theme: z.array(z.int()),
      /** Index into the six kinds (bug, request, complaint, praise, question, other). */
      kind: z.array(z.int()),
    }),
    /** Mentions with a theme, of which at most 50,000 are points: every so many items gives its own. */
    total: z.int(),
  })
  .meta({ id: "ThemeMap" });
export type ThemeMap = z.infer<typeof ThemeMap>;
