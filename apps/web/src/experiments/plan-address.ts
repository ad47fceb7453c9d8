// What the address of the experiments' page asks for: the specification whose experiment is planned.

export interface PlanAddress {
  readonly spec?: string;
}

/** Anything that is no specification's id is left out. */
export function readPlanAddress(search: Readonly<Record<string, unknown>>): PlanAddress {
  const { spec } = search;
  return typeof spec === "string" && /^spec_\d{1,15}$/.test(spec) ? { spec } : {};
}
