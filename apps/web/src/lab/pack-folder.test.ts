// A packed folder is an archive whose directory leads to each file, whole and with its checksum.
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { packFolder } from "./pack-folder.ts";

/** Members as the directory at the end of an archive tells them. */
function read(bytes: Buffer): { name: string; content: Buffer; sum: number }[] {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  const size = bytes.readUInt32LE(end + 12);
  let at = bytes.readUInt32LE(end + 16);
  expect(at + size).toBe(end);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [length, named] = [bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const sum = bytes.readUInt32LE(at + 16);
    expect(bytes.readUInt32LE(local + 14)).toBe(sum);
    const name = bytes.toString("utf8", at + 46, at + 46 + named);
    expect(bytes.toString("utf8", local + 30, local + 30 + named)).toBe(name);
    at += 46 + named;
    const start = local + 30 + named;
    return { name, sum, content: bytes.subarray(start, start + length) };
  });
}

test("a packed folder holds each file under its path, whole and with its checksum", async () => {
  const contents = { "shapes/red/1.png": "first", "形状/蓝/2.png": "\u0000ÿ二" };
  const files = Object.entries(contents).map(([path, text]) => ({
    path,
    file: new File([text], path.split("/").at(-1)!),
  }));
  const told: number[] = [];
  const packed = await packFolder(files, (done) => told.push(done));
  expect(told).toEqual([1, 2]);
  expect(
    read(Buffer.from(await packed.arrayBuffer())).map(({ name, content, sum }) => [
      name,
      content.toString(),
      sum,
    ]),
  ).toEqual(Object.entries(contents).map(([name, text]) => [name, text, crc32(text)]));
});
