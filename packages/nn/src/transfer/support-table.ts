// The support table: every operator of foreign models that can be trained through.
import type { ImportRule } from "./imported.ts";
import { elementwiseImports } from "./rules/elementwise.ts";
import { linearImports } from "./rules/linear.ts";
import { structureImports } from "./rules/structure.ts";

/** How each operator is read as a graph. `Constant` is read by the importer itself. */
export const importRules: ReadonlyMap<string, ImportRule> = new Map(
  Object.entries({ ...elementwiseImports, ...linearImports, ...structureImports }),
);

/** Names of the operators that a trainable front may hold, in alphabetical order. */
export const trainableOperators: readonly string[] = [...importRules.keys(), "Constant"].sort();
