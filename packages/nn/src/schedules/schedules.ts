// Learning-rate schedules: the rate as a function of the step.
import { NnError } from "../errors.ts";

/** Learning rate at a step, counted from 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constantSchedule(rate: number): Schedule {
  return () => rate;
}

/** Settings of the falling schedules. */
export type DecayOptions = {
  /** Rate at the start, or after the warmup. */
  readonly from: number;
  /** Rate at the end and after it; 0 by default. */
  readonly to?: number;
  /** Steps until the end, warmup included. */
  readonly steps: number;
  /** Steps in which the rate first rises linearly from 0; 0 by default. */
  readonly warmup?: number;
};

/** Falls on a straight line. */
export function linearSchedule(options: DecayOptions): Schedule {
  return decay(options, (progress) => 1 - progress);
}

/** Falls on half a cosine (Loshchilov & Hutter, SGDR, 2017, eq. 5, without restarts). */
export function cosineSchedule(options: DecayOptions): Schedule {
  return decay(options, (progress) => (1 + Math.cos(Math.PI * progress)) / 2);
}

/** Rises linearly from 0 over some steps, then follows another schedule counted from there. */
export function warmupSchedule(steps: number, then: Schedule): Schedule {
  return (step) => (step < steps ? (then(0) * (step + 1)) / steps : then(step - steps));
}

function decay(options: DecayOptions, shape: (progress: number) => number): Schedule {
  const { from, to = 0, steps, warmup = 0 } = options;
  if (!(steps > warmup && warmup >= 0)) {
    throw new NnError(
      "invalid-argument",
      `A schedule must end after its warmup: received ${steps} steps and ${warmup} of warmup, ` +
        "expected steps > warmup >= 0.",
    );
  }
  const falling = (step: number) => {
    const progress = Math.min(step / (steps - warmup), 1);
    return to + (from - to) * shape(progress);
  };
  return warmup === 0 ? falling : warmupSchedule(warmup, falling);
}
