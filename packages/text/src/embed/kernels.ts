// The two products that theme finding spends its time in, on four lanes at once in WebAssembly.
import type { SparseMatrix } from "./sparse-matrix.ts";
import {
  add,
  addLanes,
  assembleModule,
  below,
  type Code,
  get,
  I32,
  int,
  loadFloat,
  loadInt,
  loadLanes,
  set,
  smaller,
  spread,
  stepLoop,
  storeFloat,
  storeLanes,
  sumLanes,
  times,
  timesLanes,
  V128,
  type WasmFunction,
  whileLoop,
  zeroLanes,
} from "./wasm-assembler.ts";

const LANES = 4;
const BLOCK = 32;
const TILE_ROWS = 64;

/** C = A x transpose(B): two rows of A against four of B at a time, B in tiles that stay in cache. */
function dotsFunction(): WasmFunction {
  const [a, aEnd, b, bEnd, bytes, c, stride] = [0, 1, 2, 3, 4, 5, 6];
  const [tileEnd, aAt, bAt, out, at, aEnd0, p0, q0, q1, q2, q3, tileC] = [
    7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
  ];
  const sums = [19, 20, 21, 22, 23, 24, 25, 26];
  const [x0, x1, y] = [27, 28, 29];
  const pointers = [q0, q1, q2, q3];
  const inner: Code = [
    ...set(x0, loadLanes(get(p0))),
    ...set(x1, loadLanes(add(get(p0), get(bytes)))),
    ...pointers.flatMap((pointer, j) => [
      ...set(y, loadLanes(get(pointer))),
      ...set(sums[j]!, addLanes(get(sums[j]!), timesLanes(get(x0), get(y)))),
      ...set(sums[j + 4]!, addLanes(get(sums[j + 4]!), timesLanes(get(x1), get(y)))),
      ...set(pointer, add(get(pointer), int(16))),
    ]),
  ];
  const cell: Code = [
    ...sums.flatMap((sum) => set(sum, zeroLanes())),
    ...set(q0, get(bAt)),
    ...set(q1, add(get(q0), get(bytes))),
    ...set(q2, add(get(q1), get(bytes))),
    ...set(q3, add(get(q2), get(bytes))),
    ...set(p0, get(aAt)),
    ...set(aEnd0, add(get(aAt), get(bytes))),
    ...stepLoop(p0, get(aEnd0), int(16), inner),
    ...[0, 1, 2, 3].flatMap((j) => [
      ...storeFloat(get(at), sumLanes(sums[j]!), 4 * j),
      ...storeFloat(add(get(at), get(stride)), sumLanes(sums[j + 4]!), 4 * j),
    ]),
    ...set(at, add(get(at), int(16))),
  ];
  const body: Code = [
    ...set(tileC, get(c)),
    ...whileLoop(below(get(b), get(bEnd)), [
      ...set(tileEnd, smaller(add(get(b), times(get(bytes), int(TILE_ROWS))), get(bEnd))),
      ...set(aAt, get(a)),
      ...set(out, get(tileC)),
      ...stepLoop(aAt, get(aEnd), times(get(bytes), int(2)), [
        ...set(bAt, get(b)),
        ...set(at, get(out)),
        ...stepLoop(bAt, get(tileEnd), times(get(bytes), int(4)), cell),
        ...set(out, add(get(out), times(get(stride), int(2)))),
      ]),
      ...set(b, get(tileEnd)),
      ...set(tileC, add(get(tileC), int(4 * TILE_ROWS))),
    ]),
  ];
  const locals = [...new Array<number>(12).fill(I32), ...new Array<number>(11).fill(V128)];
  return { name: "dots", parameters: 7, locals, body };
}

/** Each row of the product gathers its columns' rows of `dense`, 32 numbers at a time in registers. */
function gatherFunction(): WasmFunction {
  const [starts, startsEnd, columns, values, dense, bytes, out] = [0, 1, 2, 3, 4, 5, 6];
  const [k, kEnd, block, from, offset] = [7, 8, 9, 10, 11];
  const sums = Array.from({ length: BLOCK / LANES }, (_, i) => 12 + i);
  const value = 12 + sums.length;
  const inner: Code = [
    ...set(value, spread(loadFloat(add(get(values), get(k))))),
    ...set(
      from,
      add(add(get(dense), get(block)), times(loadInt(add(get(columns), get(k))), get(bytes))),
    ),
    ...sums.flatMap((sum, i) =>
      set(sum, addLanes(get(sum), timesLanes(get(value), loadLanes(get(from), 16 * i)))),
    ),
  ];
  const rowBlock: Code = [
    ...sums.flatMap((sum) => set(sum, zeroLanes())),
    ...set(k, times(loadInt(get(starts)), int(4))),
    ...stepLoop(k, get(kEnd), int(4), inner),
    ...set(offset, add(get(out), get(block))),
    ...sums.flatMap((sum, i) => storeLanes(get(offset), get(sum), 16 * i)),
  ];
  const body: Code = stepLoop(starts, get(startsEnd), int(4), [
    ...set(kEnd, times(loadInt(add(get(starts), int(4))), int(4))),
    ...set(block, int(0)),
    ...stepLoop(block, get(bytes), int(4 * BLOCK), rowBlock),
    ...set(out, add(get(out), get(bytes))),
  ]);
  const locals = [
    ...new Array<number>(5).fill(I32),
    ...new Array<number>(sums.length + 1).fill(V128),
  ];
  return { name: "gather", parameters: 7, locals, body };
}

/** What is used of the runtime's WebAssembly, whose types come with no library of this workspace. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface WasmEngine {
  readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

interface Machine {
  readonly memory: WasmMemory;
  readonly dots: (...addresses: number[]) => void;
  readonly gather: (...addresses: number[]) => void;
}

let machine: Machine | null = null;

function start(): Machine {
  if (machine !== null) return machine;
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WasmEngine };
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const module = new WebAssembly.Module(assembleModule([dotsFunction(), gatherFunction()]));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  machine = {
    memory,
    dots: exports.dots as Machine["dots"],
    gather: exports.gather as Machine["gather"],
  };
  return machine;
}

/** Makes room for blocks of the given sizes in bytes; returns their addresses, each a multiple of 16. */
function reserve(memory: WasmMemory, sizes: readonly number[]): number[] {
  let end = 16;
  const addresses = sizes.map((size) => {
    const address = end;
    end = (end + size + 15) & ~15;
    return address;
  });
  const missing = end + 64 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  return addresses;
}

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/**
 * All dot products of the rows of `a` with the rows of `b` (both row-major, `width` columns): row-major
 * `a rows x b rows`, summed in 32-bit floats on four lanes, so the same on every machine.
 */
export function dots(a: Float32Array, b: Float32Array, width: number): Float32Array {
  if (width === 0) return new Float32Array(0);
  const { memory, dots: run } = start();
  const [aRows, bRows] = [a.length / width, b.length / width];
  const [aRoom, bRoom, wide] = [roundUp(aRows, 2), roundUp(bRows, 4), roundUp(width, LANES)];
  const bytes = wide * 4;
  const [atA, atB, atC] = reserve(memory, [aRoom * bytes, bRoom * bytes, aRoom * bRoom * 4]) as [
    number,
    number,
    number,
  ];
  copyIn(memory, atA, a, width, wide, aRoom);
  copyIn(memory, atB, b, width, wide, bRoom);
  run(atA, atA + aRoom * bytes, atB, atB + bRoom * bytes, bytes, atC, bRoom * 4);
  return copyOut(memory, atC, aRows, bRows, bRoom);
}

/** `matrix x dense`; `dense` is row-major `columnCount x width`, the result row-major `rowCount x width`. */
export function sparseProduct(
  matrix: SparseMatrix,
  dense: Float32Array,
  width: number,
): Float32Array {
  if (width === 0) return new Float32Array(0);
  const { memory, gather: run } = start();
  const wide = roundUp(width, BLOCK);
  const bytes = wide * 4;
  const { starts, columns, values, rowCount, columnCount } = matrix;
  const sizes = [starts.length, columns.length, values.length].map((length) => length * 4);
  const [atStarts, atColumns, atValues, atDense, atOut] = reserve(memory, [
    ...sizes,
    columnCount * bytes,
    rowCount * bytes,
  ]) as [number, number, number, number, number];
  new Int32Array(memory.buffer, atStarts, starts.length).set(starts);
  new Int32Array(memory.buffer, atColumns, columns.length).set(columns);
  new Float32Array(memory.buffer, atValues, values.length).set(values);
  copyIn(memory, atDense, dense, width, wide, columnCount);
  run(atStarts, atStarts + rowCount * 4, atColumns, atValues, atDense, bytes, atOut);
  return copyOut(memory, atOut, rowCount, width, wide);
}

function copyIn(
  memory: WasmMemory,
  address: number,
  dense: Float32Array,
  width: number,
  wide: number,
  rows: number,
): void {
  const room = new Float32Array(memory.buffer, address, rows * wide);
  if (width === wide) {
    room.set(dense);
    room.fill(0, dense.length);
    return;
  }
  room.fill(0);
  for (let from = 0, to = 0; from < dense.length; from += width, to += wide)
    for (let j = 0; j < width; j++) room[to + j] = dense[from + j]!;
}

function copyOut(
  memory: WasmMemory,
  address: number,
  rows: number,
  width: number,
  wide: number,
): Float32Array {
  const room = new Float32Array(memory.buffer, address, rows * wide);
  if (width === wide) return room.slice();
  const dense = new Float32Array(rows * width);
  for (let from = 0, to = 0; to < dense.length; from += wide, to += width)
    for (let j = 0; j < width; j++) dense[to + j] = room[from + j]!;
  return dense;
}
