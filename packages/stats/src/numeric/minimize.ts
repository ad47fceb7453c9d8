// Finds the least value of a smooth function of a few variables, without derivatives.

/** Where a minimum was found. */
export type Minimum = {
  readonly at: readonly number[];
  readonly value: number;
  readonly converged: boolean;
};

/**
 * Nelder and Mead's simplex with restarts: a restart from the best point guards against a simplex
 * that has collapsed early.
 *
 * Source: J. Nelder and R. Mead, The Computer Journal 7 (1965).
 */
export function minimize(
  objective: (x: readonly number[]) => number,
  start: readonly number[],
  options: { readonly step?: number; readonly tolerance?: number; readonly restarts?: number } = {},
): Minimum {
  const { step = 0.5, tolerance = 1e-10, restarts = 3 } = options;
  let best = simplexSearch(objective, start, step, tolerance);
  for (let i = 0; i < restarts; i++) {
    const again = simplexSearch(objective, best.at, step / 5, tolerance);
    const gain = best.value - again.value;
    best = again.value <= best.value ? again : best;
    if (gain <= tolerance * (1 + Math.abs(best.value)) && best.converged) break;
  }
  return best;
}

type Vertex = { readonly x: readonly number[]; readonly value: number };

function simplexSearch(
  objective: (x: readonly number[]) => number,
  start: readonly number[],
  step: number,
  tolerance: number,
): Minimum {
  const vertex = (x: readonly number[]): Vertex => {
    const value = objective(x);
    return { x, value: Number.isFinite(value) ? value : Infinity };
  };
  const simplex = [vertex(start)];
  for (let i = 0; i < start.length; i++) {
    simplex.push(vertex(start.map((value, j) => (i === j ? value + step : value))));
  }
  const limit = 400 * start.length;
  let converged = false;
  for (let i = 0; i < limit && !converged; i++) {
    simplex.sort((a, b) => a.value - b.value);
    moveWorst(simplex, vertex);
    converged = isSmall(simplex, tolerance);
  }
  simplex.sort((a, b) => a.value - b.value);
  return { at: simplex[0].x, value: simplex[0].value, converged };
}

/** One step of the search; `simplex` is sorted from best to worst. */
function moveWorst(simplex: Vertex[], vertex: (x: readonly number[]) => Vertex): void {
  const k = simplex.length - 1;
  const worst = simplex[k];
  const centre = worst.x.map((_, j) => {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += simplex[i].x[j];
    return sum / k;
  });
  const along = (t: number) => vertex(centre.map((c, j) => c + t * (worst.x[j] - c)));
  const reflected = along(-1);
  if (reflected.value < simplex[0].value) {
    const expanded = along(-2);
    simplex[k] = expanded.value < reflected.value ? expanded : reflected;
  } else if (reflected.value < simplex[k - 1].value) {
    simplex[k] = reflected;
  } else {
    const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
    if (contracted.value < Math.min(worst.value, reflected.value)) simplex[k] = contracted;
    else {
      const best = simplex[0].x;
      for (let i = 1; i <= k; i++) {
        simplex[i] = vertex(simplex[i].x.map((value, j) => best[j] + 0.5 * (value - best[j])));
      }
    }
  }
}

function isSmall(simplex: readonly Vertex[], tolerance: number): boolean {
  let spread = 0;
  let size = 0;
  for (const { x, value } of simplex) {
    spread = Math.max(spread, Math.abs(value - simplex[0].value));
    x.forEach((entry, j) => {
      size = Math.max(size, Math.abs(entry - simplex[0].x[j]) / (1 + Math.abs(entry)));
    });
  }
  return spread <= tolerance * (1 + Math.abs(simplex[0].value)) && size <= Math.sqrt(tolerance);
}
