// Tells who is asking: the socket's address, or what a trusted proxy says of it.
import type { Context } from "hono";

interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** Address of the client; `local` where there is no socket. */
export function clientAddress(c: Context, trustedProxies: readonly string[]): string {
  const bindings = c.env as NodeBindings | undefined;
  const socket = plain(bindings?.incoming?.socket?.remoteAddress ?? "local");
  if (!trustedProxies.includes(socket)) return socket;
  const said = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => plain(part.trim()));
  // The nearest address that is no proxy of ours: what stands before it anyone may have written.
  return said.findLast((address) => address !== "" && !trustedProxies.includes(address)) ?? socket;
}

function plain(address: string): string {
  return address.replace(/^::ffff:/, "");
}
