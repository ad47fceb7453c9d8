// Stochastic gradient descent, plain or with momentum.
import { add, mul, sub } from "../graph/builder.ts";
import { asSchedule, type LearningRate, type Optimizer } from "./optimizer.ts";

/** Settings of {@link sgd}. */
export type SgdOptions = {
  readonly learningRate: LearningRate;
  /** Share of the last velocity that is kept; 0 by default. */
  readonly momentum?: number;
  /** Whether the step looks ahead along the velocity (Sutskever et al., 2013). */
  readonly nesterov?: boolean;
  /** Added to the gradient as weightDecay times the parameter; 0 by default. */
  readonly weightDecay?: number;
};

/** v <- momentum v + g; p <- p - rate v (Polyak, 1964; Sutskever et al., 2013). */
export function sgd(options: SgdOptions): Optimizer {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
  const schedule = asSchedule(options.learningRate);
  return {
    kind: "sgd",
    slots: momentum === 0 ? [] : ["velocity"],
    scalars: (step) => ({ rate: schedule(step) }),
    update({ parameter, gradient, slots, scalars, decay }) {
      const rate = scalars.rate!;
      const share = decay * weightDecay;
      const slope = share > 0 ? add(gradient, mul(share, parameter)) : gradient;
      if (momentum === 0) return { parameter: sub(parameter, mul(rate, slope)), slots: [] };
      const velocity = add(mul(momentum, slots[0]!), slope);
      const direction = nesterov ? add(slope, mul(momentum, velocity)) : velocity;
      return { parameter: sub(parameter, mul(rate, direction)), slots: [velocity] };
    },
  };
}
