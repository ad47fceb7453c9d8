// Where a server that listens is reached: from this machine, and from others.
import type { NetworkInterfaceInfo } from "node:os";

const EVERYWHERE = new Set(["0.0.0.0", "::", "[::]"]);

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Address for this machine's own programs: a server that listens everywhere is asked at the loopback address. */
export function ownAddress(host: string, port: number): string {
  return `http://${bracketed(EVERYWHERE.has(host) ? "127.0.0.1" : host)}:${port}`;
}

/** Address to tell people: of a server that listens everywhere, the machine's first IPv4 address in its network. */
export function toldAddress(host: string, port: number, interfaces: Interfaces): string {
  if (!EVERYWHERE.has(host)) return ownAddress(host, port);
  const outer = Object.values(interfaces)
    .flatMap((of) => of ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  return `http://${outer?.address ?? "127.0.0.1"}:${port}`;
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
