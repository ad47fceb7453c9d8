// A server that listens everywhere is told by an address that a browser can open.
import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { ownAddress, toldAddress } from "./addresses.ts";

const at = (address: string, internal: boolean) =>
  ({ address, internal, family: "IPv4" }) as NetworkInterfaceInfo;
const interfaces = { lo: [at("127.0.0.1", true)], eth0: [at("192.168.1.20", false)] };

test.each([
  ["127.0.0.1", "http://127.0.0.1:4310", "http://127.0.0.1:4310"],
  ["0.0.0.0", "http://127.0.0.1:4310", "http://192.168.1.20:4310"],
  ["::", "http://127.0.0.1:4310", "http://192.168.1.20:4310"],
  ["::1", "http://[::1]:4310", "http://[::1]:4310"],
  ["192.168.1.20", "http://192.168.1.20:4310", "http://192.168.1.20:4310"],
])("%s is %s for programs here and %s for people", (host, own, told) => {
  expect(ownAddress(host, 4310)).toBe(own);
  expect(toldAddress(host, 4310, interfaces)).toBe(told);
});

test("a machine without a network is told by its loopback address", () => {
  expect(toldAddress("0.0.0.0", 1, { lo: [at("127.0.0.1", true)] })).toBe("http://127.0.0.1:1");
});
