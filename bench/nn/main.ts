// `npm run bench:nn -- --against torch,tfjs`: steps of training a second against the rivals, in turns on the same machine.
import { execFileSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { matrixProductRate } from "./matrix-product-rate.ts";
import { workloads } from "./workloads.ts";

const { values } = parseArgs({
  options: {
    against: { type: "string", default: "torch,tfjs" },
    workloads: { type: "string", default: Object.keys(workloads).join(",") },
    /** Turns that each side takes, and how long one lasts. */
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
  },
});
const rivals = values.against.split(",");
const { seconds, threads } = values;
const rounds = Number(values.rounds);

type Timed = {
  readonly medianMs: number;
  /** Processor time of a step over all threads, waiting for one another included; steadier on a busy machine. */
  readonly cpuMs: number;
  readonly steps: number;
  readonly peakMib: number;
  readonly version: string;
  /** What the rival's own product of 1024 x 1024 matrices reaches: a build without a good BLAS is slow here. */
  readonly productGflops?: number;
};

/** Multiplications and additions of a step of the convnet: each product once forward and twice backward, the first layer's input aside. */
const convnetFlops = 2 * 128 * (2 * 26 * 26 * 32 * 9 + 3 * (5408 * 128 + 128 * 10));
const processor = cpus()[0]?.model ?? "unknown processor";
console.log(
  `Steps of training, batch and network alike, ${threads} threads; ${availableParallelism()} cores, ${processor}, ` +
    `Node ${process.versions.node}. The best of ${rounds} medians on each side, in turns.`,
);
const rate = await matrixProductRate(Number(threads));
console.log(`matrix product 1024 x 1024: ${(rate / 1e9).toFixed(0)} GFLOP/s`);
for (const name of values.workloads.split(",")) compare(name);

function compare(name: string): void {
  const sides: Record<string, () => Timed | undefined> = {
    nn: () => timed(process.execPath, ["timed-steps.ts", name, seconds, threads]),
  };
  if (rivals.includes("torch")) {
    sides.torch = () => timed("/usr/bin/python3", ["torch_steps.py", name, seconds, threads]);
    if (name === "convnet" || name === "photos") {
      sides["torch channels_last"] = () =>
        timed("/usr/bin/python3", ["torch_steps.py", name, seconds, threads, "channels_last"]);
    }
  }
  const turns = Array.from({ length: rounds }, () =>
    Object.entries(sides).map(([side, run]) => [side, run()] as const),
  ).flat();
  const ours = best(turns, "nn")!;
  const found = ["torch", "torch channels_last"].flatMap((side) => best(turns, side) ?? []);
  if (name === "convnet") {
    const share = convnetFlops / (ours.medianMs / 1000) / rate;
    console.log(
      `convnet: ${(convnetFlops / 1e6).toFixed(0)} MFLOP a step, ${(share * 100).toFixed(0)} % of the matrix-product rate`,
    );
    if (rivals.includes("tfjs"))
      printAgainst(name, "TensorFlow.js", ours, timed(process.execPath, ["tfjs-steps.ts", "3"]));
  }
  if (!rivals.includes("torch")) return;
  const rival = found.sort((a, b) => a.medianMs - b.medianMs)[0];
  printAgainst(name, "PyTorch", ours, rival);
  if (rival !== undefined) {
    const least = Math.min(...found.map(({ cpuMs }) => cpuMs));
    console.log(
      `${name}: processor time a step ${ours.cpuMs.toFixed(1)} ms, PyTorch ${least.toFixed(1)} ms, times ${(least / ours.cpuMs).toFixed(2)}`,
    );
    if (name === "convnet") {
      const own = Math.max(...found.map(({ productGflops = 0 }) => productGflops));
      console.log(`PyTorch's own matrix product 1024 x 1024: ${own.toFixed(0)} GFLOP/s`);
    }
    const memory = ours.peakMib / Math.min(...found.map(({ peakMib }) => peakMib));
    console.log(
      `${name}: peak memory ${ours.peakMib.toFixed(0)} MiB, PyTorch ${rival.peakMib.toFixed(0)} MiB, times ${memory.toFixed(2)}`,
    );
  }
}

function printAgainst(name: string, rival: string, ours: Timed, theirs: Timed | undefined): void {
  if (theirs === undefined) {
    console.log(`${name}: ${rival} not run, it is not installed`);
    return;
  }
  const perSecond = ({ medianMs }: Timed) =>
    `${(1000 / medianMs).toFixed(1)} steps/s (${medianMs.toFixed(2)} ms)`;
  console.log(
    `${name}: nn ${perSecond(ours)}, ${rival} ${theirs.version} ${perSecond(theirs)}, ratio ${(theirs.medianMs / ours.medianMs).toFixed(2)}`,
  );
}

function best(
  turns: readonly (readonly [string, Timed | undefined])[],
  side: string,
): Timed | undefined {
  const own = turns.flatMap(([name, result]) =>
    name === side && result !== undefined ? [result] : [],
  );
  return own.sort((a, b) => a.medianMs - b.medianMs)[0];
}

/** Runs a side in a process of its own; undefined when it is not installed here. */
function timed(program: string, [file, ...args]: readonly string[]): Timed | undefined {
  try {
    const output = execFileSync(program, [join(import.meta.dirname, file!), ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(output.trim().split("\n").at(-1)!) as Timed;
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error);
    if (/ENOENT|ModuleNotFoundError|ERR_MODULE_NOT_FOUND/.test(said)) return undefined;
    throw error;
  }
}
