// Counts what the server does, in the text format that Prometheus reads.
import { monitorEventLoopDelay } from "node:perf_hooks";

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Timing {
  readonly buckets: number[];
  sum: number;
  count: number;
}

export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #timings = new Map<string, Timing>();
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });
  /** Open event streams. */
  streams = 0;

  constructor() {
    this.#loop.enable();
  }

  /** Counts an answer. `route` is a template such as `/api/v1/items/{itemId}`, never an address. */
  count(method: string, route: string, status: number, seconds: number): void {
    const key = `method="${method}",route="${route}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    const timing = this.#timings.get(route) ?? {
      buckets: BUCKETS_S.map(() => 0),
      sum: 0,
      count: 0,
    };
    this.#timings.set(route, timing);
    timing.sum += seconds;
    timing.count += 1;
    for (const [index, most] of BUCKETS_S.entries())
      if (seconds <= most) timing.buckets[index]! += 1;
  }

  /** The longest that the event loop was held up since the last reset, in milliseconds. */
  worstDelayMs(): number {
    return this.#loop.max / 1e6;
  }

  resetDelay(): void {
    this.#loop.reset();
  }

  /** All figures; `gauges` are told by the caller. */
  render(gauges: Readonly<Record<string, number>>): string {
    const lines = ["# TYPE heed_requests_total counter"];
    for (const [key, count] of this.#requests) lines.push(`heed_requests_total{${key}} ${count}`);
    lines.push("# TYPE heed_request_seconds histogram");
    for (const [route, { buckets, sum, count }] of this.#timings) {
      const label = `route="${route}"`;
      for (const [index, most] of BUCKETS_S.entries())
        lines.push(`heed_request_seconds_bucket{${label},le="${most}"} ${buckets[index]}`);
      lines.push(`heed_request_seconds_bucket{${label},le="+Inf"} ${count}`);
      lines.push(`heed_request_seconds_sum{${label}} ${sum.toFixed(6)}`);
      lines.push(`heed_request_seconds_count{${label}} ${count}`);
    }
    const all = {
      heed_event_loop_delay_p99_seconds: this.#loop.percentile(99) / 1e9,
      heed_event_loop_delay_max_seconds: this.#loop.max / 1e9,
      heed_resident_memory_bytes: process.memoryUsage.rss(),
      heed_open_streams: this.streams,
      ...gauges,
    };
    for (const [name, value] of Object.entries(all))
      lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
    return `${lines.join("\n")}\n`;
  }

  stop(): void {
    this.#loop.disable();
  }
}
