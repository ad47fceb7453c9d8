// When each arm was seen: arms of different times are no experiment, and names may have changed midway (EX38).
import type { ExperimentDoubt } from "./experiment.ts";
import type { RawRows } from "./unit-tally.ts";

const DAY_MS = 86_400_000;

/** When each arm was seen: arms of different times are no experiment, and names may have changed midway. */
export function timeDoubt(raw: RawRows, kept: Uint8Array, codes: readonly number[]) {
  const first = codes.map(() => Infinity);
  const last = codes.map(() => -Infinity);
  for (let row = 0; row < raw.rows; row += 1) {
    const at = raw.at.get(row);
    if (Number.isNaN(at) || kept[row] === 0) continue;
    const arm = codes.indexOf(raw.arm.get(row));
    if (arm < 0) continue;
    first[arm] = Math.min(first[arm]!, at);
    last[arm] = Math.max(last[arm]!, at);
  }
  const from = Math.min(...first);
  const to = Math.max(...last);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { period: null, doubt: null };
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const days = Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS) + 1;
  const period = { firstDay: day(from), lastDay: day(to), days };
  const names = raw.arms.names();
  const told = codes.map((code, arm) => ({
    name: names[code]!,
    first: first[arm]!,
    last: last[arm]!,
  }));
  const cuts = told.flatMap(({ last: end }) => {
    const early = told.filter((arm) => arm.last <= end);
    const late = told.filter((arm) => arm.first > end);
    return late.length > 0 && early.length + late.length === told.length ? [{ early, late }] : [];
  });
  const renamed = cuts.find(({ early, late }) => early.length > 1 && late.length > 1);
  const cut = renamed ?? cuts[0];
  if (cut === undefined) return { period, doubt: null };
  const list = (group: typeof told) => group.map(({ name }) => name).join(", ");
  const details = {
    ...{ early: list(cut.early), late: list(cut.late) },
    day: day(Math.min(...cut.late.map((arm) => arm.first))),
  };
  const reason = renamed === undefined ? "arms-not-concurrent" : "arms-renamed";
  return { period, doubt: { reason, details } satisfies ExperimentDoubt };
}
