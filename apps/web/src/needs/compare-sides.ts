// Which of two sides voices a need more: exact comparisons of rates, with chance held down over all needs together.
import { benjaminiHochberg, comparePoissonRates } from "@heed/stats";

/** People who voice a need, of how many heard. */
export interface SideCount {
  readonly people: number;
  readonly heard: number;
}

export interface ComparedNeed<Id> {
  readonly id: Id;
  readonly a: SideCount;
  readonly b: SideCount;
  /** Rate of `b` divided by that of `a`, 95 %; null where nobody on either side voices it. */
  readonly ratio: {
    readonly value: number | null;
    readonly low: number;
    readonly high: number | null;
  } | null;
  /** What `b` says, beyond chance. */
  readonly says: "more" | "less" | "same";
}

/** Share of false alarms among what is called more or less. */
const FALSE_DISCOVERY_RATE = 0.05;

/** Both sides must have been heard. Those that differ come first, then those with the most voices. */
export function compareSides<Id>(
  rows: readonly { readonly id: Id; readonly a: SideCount; readonly b: SideCount }[],
): ComparedNeed<Id>[] {
  const compared = rows.map((row) => ({ ...row, ...compareTwo(row.a, row.b) }));
  const adjusted = benjaminiHochberg(compared.map(({ pValue }) => pValue));
  const told = compared.map(({ pValue: _pValue, ...row }, index): ComparedNeed<Id> => {
    const isTold = adjusted.ok && adjusted.adjusted[index]! < FALSE_DISCOVERY_RATE;
    const isMore = row.b.people * row.a.heard > row.a.people * row.b.heard;
    return { ...row, says: isTold ? (isMore ? "more" : "less") : "same" };
  });
  return told.sort(
    (x, y) =>
      Number(x.says === "same") - Number(y.says === "same") ||
      y.a.people + y.b.people - x.a.people - x.b.people,
  );
}

function compareTwo(a: SideCount, b: SideCount) {
  const compared = comparePoissonRates({
    control: { events: a.people, exposure: a.heard },
    treatment: { events: b.people, exposure: b.heard },
  });
  if (!compared.ok) return { ratio: null, pValue: 1 };
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const { rateRatio, low, high, pValue } = compared;
  return { ratio: { value: finite(rateRatio), low, high: finite(high) }, pValue };
}
