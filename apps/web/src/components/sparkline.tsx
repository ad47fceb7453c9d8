// Draws people a week as a line small enough for a card.

const WIDTH = 132;
const HEIGHT = 40;

export interface SparkWeek {
  readonly weekDate: string;
  readonly people: number;
}

/** A line over a soft area; flagged weeks get a dot. Nothing when fewer than two weeks tell. */
export function Sparkline({
  weeks,
  flagged,
  label,
}: {
  readonly weeks: readonly SparkWeek[];
  readonly flagged: readonly string[];
  readonly label: string;
}) {
  if (weeks.length < 2) return null;
  const most = Math.max(...weeks.map(({ people }) => people), 1);
  const points = weeks.map(({ people, weekDate }, index) => ({
    weekDate,
    x: 3 + (index / (weeks.length - 1)) * (WIDTH - 6),
    y: HEIGHT - 3 - (people / most) * (HEIGHT - 8),
  }));
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
      className="sparkline"
    >
      <path className="sparkline-area" d={`M${line}L${WIDTH - 3},${HEIGHT}L3,${HEIGHT}Z`} />
      <path className="sparkline-line" d={`M${line}`} />
      {points
        .filter(({ weekDate }) => flagged.includes(weekDate))
        .map(({ x, y, weekDate }) => (
          <circle key={weekDate} className="sparkline-flag" cx={x} cy={y} r={3} />
        ))}
    </svg>
  );
}
