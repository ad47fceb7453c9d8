// Tells who is asking: the socket's address, or what a trusted proxy says of it.
import { isIP } from "node:net";
import type { Context } from "hono";

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/**
 * Who is counted as one client: an IPv4 address, or the first 64 bits of an IPv6 address, since a household is given at least
 * that many to choose from; `local` where there is no socket.
 */
export function clientAddress(c: Context, trustedProxies: readonly string[]): string {
  return network(nearestAddress(c, trustedProxies));
}

function nearestAddress(c: Context, trustedProxies: readonly string[]): string {
  const bindings = c.env as NodeBindings | undefined;
  const socket = plain(bindings?.incoming?.socket?.remoteAddress ?? "local");
  if (!trustedProxies.includes(socket)) return socket;
  const said = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => plain(part.trim()));
  // The nearest address that is no proxy of ours: what stands before it anyone may have written.
  const nearest = said.findLast((address) => address !== "" && !trustedProxies.includes(address));
  // What is no address could be another each time.
  return nearest !== undefined && isIP(nearest) !== 0 ? nearest : socket;
}

/** An address without the port that some proxies write behind it, and IPv4 as such. */
function plain(address: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  return bare.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The first 64 bits of an IPv6 address, such as `2001:db8:0:1::`; any other address, and `::1`, as it is. */
function network(address: string): string {
  if (isIP(address) !== 6 || address === "::1") return address;
  const [left = "", right] = address.split("%")[0]!.split("::");
  const groups = left.split(":").filter((group) => group !== "");
  // What stands behind `::` reaches into the first half where little is left out.
  const behind = (right ?? "").split(":").filter((group) => group !== "");
  const width = behind.length + (right?.includes(".") === true ? 1 : 0);
  while (right !== undefined && groups.length < 8 - width) groups.push("0");
  const first = [...groups, ...behind].slice(0, 4);
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::`;
}
