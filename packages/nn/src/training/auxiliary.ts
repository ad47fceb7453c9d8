// Inputs of a training graph that no data set brings: rows of tables, groups of ids, random masks.
import type { Shape } from "../graph/dims.ts";

/** The distinct table rows that a batch touches; feeds `rows` (int32). */
export type RowsInput = { readonly kind: "rows"; readonly table: string; readonly rows: string };

/**
 * A bag cut into groups of equal width, with ids as positions among the touched rows of a table:
 * feeds `ids` and `weights` [groups, width], `owners` [groups] and `like` [batch].
 */
export type GroupedBagInput = {
  readonly kind: "grouped-bag";
  readonly table: string;
  readonly bag: string;
  readonly ids: string;
  readonly weights: string;
  readonly owners: string;
  readonly like: string;
};

/** A dropout mask. */
export type MaskInput = {
  readonly kind: "mask";
  readonly name: string;
  readonly shape: Shape;
  readonly rate: number;
};

/** Any of these. */
export type AuxiliaryInput = RowsInput | GroupedBagInput | MaskInput;

/** Pairs in a group of a {@link GroupedBagInput}: waste is below one group for each example. */
export const groupWidth = 16;
