// The complementary error function, on which every normal tail rests.

/**
 * `erfc(x) = 1 - erf(x)`, relative error about 1e-16 as long as the result is a normal number.
 *
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23 (1969).
 */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * ratio(y < 1e-20 ? 0 : y * y, NEAR_TOP, NEAR_BOTTOM);
  const tail = y <= 4 ? ratio(y, MIDDLE_TOP, MIDDLE_BOTTOM) : farTail(y);
  const value = y > 27.3 ? 0 : tail * expMinusSquare(y);
  return x < 0 ? 2 - value : value;
}

function farTail(y: number): number {
  const z = 1 / (y * y);
  return (INVERSE_ROOT_PI - z * ratio(z, FAR_TOP, FAR_BOTTOM)) / y;
}

/** `exp(-y * y)` with `y` split, since the rounding of `y * y` alone would cost digits. */
function expMinusSquare(y: number): number {
  const head = Math.trunc(y * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(y - head) * (y + head));
}

/** Coefficients stand from the highest power down. */
function ratio(x: number, top: readonly number[], bottom: readonly number[]): number {
  let a = 0;
  let b = 0;
  for (let i = 0; i < top.length; i++) {
    a = a * x + top[i];
    b = b * x + bottom[i];
  }
  return a / b;
}

const INVERSE_ROOT_PI = 0.5641895835477563;
const NEAR_TOP = [
  0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
];
const NEAR_BOTTOM = [
  1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171,
];
const MIDDLE_TOP = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163,
  298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const MIDDLE_BOTTOM = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
  3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const FAR_TOP = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
  0.016083785148742275, 0.0006587491615298378,
];
const FAR_BOTTOM = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132,
  0.0023352049762686918,
];
