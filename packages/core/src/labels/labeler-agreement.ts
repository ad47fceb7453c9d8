// How far the people who labelled agree: the ceiling over which no score can be believed.
import { cohensKappa, krippendorffsAlpha, wilsonInterval } from "@heed/stats";
import { type Example, type ExampleLabel, GIVEN_LABELER } from "../datasets/dataset.ts";

/** Agreement of labelers over the examples that two or more of them labelled. */
export interface LabelerAgreement {
  readonly labelers: readonly string[];
  /** Examples that two or more labelled. */
  readonly examples: number;
  /** Share of pairs of answers that are the same. */
  readonly same: { readonly value: number; readonly low: number; readonly high: number };
  /** Cohen's kappa for two labelers, Krippendorff's alpha for more; null with its reason where it cannot be told. */
  readonly beyondChance: {
    readonly measure: "cohens-kappa" | "krippendorffs-alpha";
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly reason: string | null;
}

/** Null when no example was labelled by two; the labels that came with `examples` count as one labeler's. */
export function labelerAgreement(
  labels: readonly ExampleLabel[],
  examples: readonly Pick<Example, "number" | "label">[] = [],
): LabelerAgreement | null {
  const latest = new Map<number, Map<string, string>>(
    examples.flatMap(({ number, label }) =>
      label === null ? [] : [[number, new Map([[GIVEN_LABELER, label]])]],
    ),
  );
  for (const { example, labeler, label } of labels) {
    const own = latest.get(example) ?? new Map<string, string>();
    if (label === null) own.delete(labeler);
    else own.set(labeler, label);
    latest.set(example, own);
  }
  const shared = [...latest.values()].filter(({ size }) => size >= 2);
  if (shared.length === 0) return null;
  const labelers = [...new Set(shared.flatMap((own) => [...own.keys()]))].sort();
  const classes = [...new Set(shared.flatMap((own) => [...own.values()]))].sort();
  const place = new Map(classes.map((name, at) => [name, at]));
  let [same, pairs] = [0, 0];
  for (const own of shared) {
    const answers = [...own.values()];
    for (let a = 0; a < answers.length; a += 1) {
      for (let b = a + 1; b < answers.length; b += 1) {
        pairs += 1;
        same += answers[a] === answers[b] ? 1 : 0;
      }
    }
  }
  const share = same / pairs;
  // Pairs of one example depend on one another, so the interval counts examples.
  const interval = wilsonInterval({
    successes: Math.round(share * shared.length),
    trials: shared.length,
  });
  const beyond =
    labelers.length === 2
      ? kappaOf(shared, labelers, classes)
      : alphaOf(shared.map((own) => [...own.values()].map((name) => place.get(name)!)));
  return {
    labelers,
    examples: shared.length,
    same: {
      value: share,
      low: interval.ok ? Math.min(share, interval.low) : 0,
      high: interval.ok ? Math.max(share, interval.high) : 1,
    },
    ...beyond,
  };
}

type Beyond = Pick<LabelerAgreement, "beyondChance" | "reason">;

function kappaOf(
  shared: readonly ReadonlyMap<string, string>[],
  labelers: readonly string[],
  classes: readonly string[],
): Beyond {
  const table = classes.map((row) =>
    classes.map(
      (column) =>
        shared.filter((own) => own.get(labelers[0]) === row && own.get(labelers[1]) === column)
          .length,
    ),
  );
  const kappa = cohensKappa({ table });
  if (!kappa.ok) return { beyondChance: null, reason: kappa.reason };
  const { kappa: value, low, high } = kappa;
  return {
    beyondChance: { measure: "cohens-kappa", value, low, high: Math.min(1, high) },
    reason: null,
  };
}

function alphaOf(units: readonly (readonly number[])[]): Beyond {
  const alpha = krippendorffsAlpha({ units });
  if (!alpha.ok) return { beyondChance: null, reason: alpha.reason };
  const { alpha: value, interval } = alpha;
  return {
    beyondChance: {
      ...{ measure: "krippendorffs-alpha", value },
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    },
    reason: null,
  };
}
