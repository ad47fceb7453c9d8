// Rates of rare events per exposure, such as complaints per thousand sessions.
import { gammaQuantile } from "../distributions/gamma.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import { checkLevel, isCount, isScale } from "../outcome-checks.ts";
import { binomialTest, clopperPearson } from "./binomial-test.ts";

/** Events counted over an exposure in any unit: sessions, person-weeks, reviews. */
export type EventRate = {
  readonly events: number;
  readonly exposure: number;
};

/** A rate with its interval. */
export type RateInterval = {
  /** Events per unit of exposure. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
};

/**
 * The exact interval of a Poisson rate. Refuses with `no-exposure` and `invalid-input`.
 *
 * Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
 */
export function poissonRateInterval(
  input: EventRate & { readonly confidenceLevel?: number },
): Outcome<RateInterval> {
  const { events, exposure, confidenceLevel = 0.95 } = input;
  const refusal = checkLevel(confidenceLevel) ?? checkRate(input);
  if (refusal) return refusal;
  const tail = (1 - confidenceLevel) / 2;
  return answer({
    rate: events / exposure,
    low: events === 0 ? 0 : gammaQuantile(tail, events) / exposure,
    high: gammaQuantile(1 - tail, events + 1) / exposure,
  });
}

/** Two rates compared. */
export type RateComparison = {
  /** Treatment's rate divided by control's; Infinity where control has no events. */
  readonly rateRatio: number;
  /** The ratio's interval; `high` is Infinity where control has no events. */
  readonly low: number;
  readonly high: number;
  /** Exact: at most as many false alarms as the level says, usually fewer. */
  readonly pValue: number;
  /** Less strict: near the level, without a guarantee. */
  readonly midPValue: number;
};

/**
 * The exact conditional comparison of two Poisson rates with their exposures: given all events,
 * treatment's share of them is binomial. Counts that vary more than Poisson's need
 * `compareOverdispersedRates`. Refuses with `no-exposure`, `no-data` (no event at all) and
 * `invalid-input`.
 *
 * Source: J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson
 * series", Biometrika 31 (1940).
 */
export function comparePoissonRates(input: {
  readonly control: EventRate;
  readonly treatment: EventRate;
  readonly confidenceLevel?: number;
}): Outcome<RateComparison> {
  const { control, treatment, confidenceLevel = 0.95 } = input;
  const refusal = checkLevel(confidenceLevel) ?? checkRate(control) ?? checkRate(treatment);
  if (refusal) return refusal;
  const events = control.events + treatment.events;
  if (events === 0) return refuse("no-data", "Neither side has any event, so no ratio is known.");
  const share = treatment.exposure / (control.exposure + treatment.exposure);
  const test = binomialTest({ successes: treatment.events, trials: events, share });
  if (!test.ok) return test;
  const interval = clopperPearson(treatment.events, events, confidenceLevel);
  const toRatio = (p: number) => (p * control.exposure) / ((1 - p) * treatment.exposure);
  return answer({
    rateRatio: toRatio(treatment.events / events),
    low: toRatio(interval.low),
    high: toRatio(interval.high),
    pValue: test.pValue,
    midPValue: test.midPValue,
  });
}

function checkRate({ events, exposure }: EventRate): Refusal | undefined {
  if (!isCount(events)) {
    return refuse("invalid-input", `Events are a count: received ${events}.`);
  }
  if (exposure === 0) return refuse("no-exposure", "A rate needs an exposure above 0.");
  if (isScale(exposure)) return undefined;
  return refuse("invalid-input", `An exposure is finite and above 0: received ${exposure}.`);
}
