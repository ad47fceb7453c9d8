// Adam and AdamW.
import { add, div, mul, sqrt, square, sub } from "../graph/builder.ts";
import { asSchedule, type LearningRate, type Optimizer } from "./optimizer.ts";

/** Settings of {@link adam}. */
export type AdamOptions = {
  /** 0.001 by default. */
  readonly learningRate?: LearningRate;
  /** Decay of the mean of gradients; 0.9 by default. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients; 0.999 by default. */
  readonly beta2?: number;
  /** 1e-8 by default. */
  readonly epsilon?: number;
};

/** Settings of {@link adamW}. */
export type AdamWOptions = AdamOptions & {
  /** Share of each decayed parameter taken off per step, times the learning rate; 0.01. */
  readonly weightDecay?: number;
};

/**
 * Adam (Kingma & Ba, 2015, algorithm 1). The kept numbers are M = m / (1 - beta1) and V = v / (1 - beta2), sums
 * that fade instead of means, which spares two products for each parameter; with s = sqrt((1 - beta2^t) /
 * (1 - beta2)) the corrected step rate m^ / (sqrt(v^) + epsilon) is rate s (1 - beta1) / (1 - beta1^t) M /
 * (sqrt(V) + s epsilon): the same number with all corrections moved into two scalars.
 * Rows of tables that a batch does not touch keep their m and v unchanged ("lazy" Adam).
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return { ...adamW({ ...options, weightDecay: 0 }), kind: "adam" };
}

/** Adam with decoupled weight decay (Loshchilov & Hutter, 2019, algorithm 2). */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 } = options;
  const schedule = asSchedule(options.learningRate ?? 1e-3);
  return {
    kind: "adamw",
    slots: ["m", "v"],
    scalars: (step) => {
      const root = Math.sqrt((1 - beta2 ** (step + 1)) / (1 - beta2));
      const rate = schedule(step);
      return {
        rate: (rate * root * (1 - beta1)) / (1 - beta1 ** (step + 1)),
        epsilon: epsilon * root,
        shrink: 1 - rate * weightDecay,
      };
    },
    update({ parameter, gradient, slots, scalars, decay }) {
      const m = add(mul(beta1, slots[0]!), gradient);
      const v = add(mul(beta2, slots[1]!), square(gradient));
      const change = div(mul(scalars.rate!, m), add(sqrt(v), scalars.epsilon!));
      const shrink = decay === 1 ? scalars.shrink! : sub(1, mul(decay, sub(1, scalars.shrink!)));
      const kept = decay * weightDecay > 0 ? mul(shrink, parameter) : parameter;
      return { parameter: sub(kept, change), slots: [m, v] };
    },
  };
}
