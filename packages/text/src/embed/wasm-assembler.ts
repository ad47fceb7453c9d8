// Assembles small WebAssembly functions from readable parts, so that no opaque bytes stand in the source.

/** Instructions as bytes of the binary format (WebAssembly Core Specification 2.0, section 5.4). */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

/** One function: its parameters are 32-bit integers; `locals` are declared after them; it returns nothing. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly number[];
  readonly body: Code;
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const int = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const times = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const below = (a: Code, b: Code): Code => [...a, ...b, 0x49];
export const smaller = (a: Code, b: Code): Code => [...a, ...b, ...a, ...b, 0x49, 0x1b];
export const loadInt = (address: Code): Code => [...address, 0x28, 2, 0];
export const loadFloat = (address: Code): Code => [...address, 0x2a, 2, 0];
export const storeFloat = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x38,
  2,
  ...unsigned(offset),
];
export const loadLanes = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(0x00),
  4,
  ...unsigned(offset),
];
export const storeLanes = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...simd(0x0b),
  4,
  ...unsigned(offset),
];
export const spread = (value: Code): Code => [...value, ...simd(0x13)];
export const zeroLanes = (): Code => [...simd(0x0c), ...new Array<number>(16).fill(0)];
export const addLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe4)];
export const timesLanes = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xe6)];
/** The sum of the four lanes of a local. */
export const sumLanes = (local: number): Code => [
  ...lane(local, 0),
  ...lane(local, 1),
  0x92,
  ...lane(local, 2),
  ...lane(local, 3),
  0x92,
  0x92,
];

/** Runs `body` while `condition` holds, tested first. */
export const whileLoop = (condition: Code, body: Code): Code => [
  0x02,
  0x40,
  0x03,
  0x40,
  ...condition,
  0x45,
  0x0d,
  1,
  ...body,
  0x0c,
  0,
  0x0b,
  0x0b,
];

/** `local` from its value on in steps of `step` while below `end`. */
export const stepLoop = (local: number, end: Code, step: Code, body: Code): Code =>
  whileLoop(below(get(local), end), [...body, ...set(local, add(get(local), step))]);

function lane(local: number, index: number): Code {
  return [...get(local), ...simd(0x1f), index];
}

function simd(operation: number): Code {
  return [0xfd, ...unsigned(operation)];
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  do {
    const low = left & 0x7f;
    left >>>= 7;
    bytes.push(left === 0 ? low : low | 0x80);
  } while (left !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  for (;;) {
    const low = left & 0x7f;
    left >>= 7;
    if ((left === 0 && (low & 0x40) === 0) || (left === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

/** A module that imports `env.memory` and exports every function by name. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...vector(new Array<number[]>(parameters).fill([I32])),
    0,
  ]);
  const imported = [...text("env"), ...text("memory"), 0x02, 0x00, ...unsigned(1)];
  const exported = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([imported])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(exported)),
    ...section(10, vector(bodies)),
  ]);
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(name: string): number[] {
  const bytes = [...new TextEncoder().encode(name)];
  return [...unsigned(bytes.length), ...bytes];
}
