// Tells addresses of the open internet from those of this machine and the networks behind it.
import { BlockList, isIP } from "node:net";

/** Special-purpose address blocks (IANA registries after RFC 6890) but loopback. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const CLOSED_V6: readonly (readonly [string, number])[] = [
  // Also IPv4 addresses in the first form that was thought of for them (`::127.0.0.1`).
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const closed = new BlockList();
for (const [address, bits] of CLOSED_V4) closed.addSubnet(address, bits, "ipv4");
for (const [address, bits] of CLOSED_V6) closed.addSubnet(address, bits, "ipv6");
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export type Reach = "public" | "loopback" | "closed";

/** Where an IP address leads; IPv4 inside IPv6 (`::ffff:10.0.0.1`) leads where the IPv4 address does. */
export function reachOf(address: string): Reach {
  const mapped = /^::(?:ffff:)?(?:0:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return reachOf(mapped);
  const version = isIP(address);
  if (version === 0) return "closed";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (loopback.check(address, family)) return "loopback";
  if (version === 6 && /^::ffff:/i.test(address)) return "closed";
  return closed.check(address, family) ? "closed" : "public";
}
