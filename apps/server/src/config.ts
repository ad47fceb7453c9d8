// What the environment says of the server, read once and checked.
import { isIP } from "node:net";
import { InvalidInput } from "@heed/core";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface ServerConfig {
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Where people reach the server when a proxy stands before it; null for none. */
  readonly publicUrl: URL | null;
  /** True where others than this machine's own user can reach the server. */
  readonly needsSignIn: boolean;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly log: LogLevel;
  /** Where mail goes out; null where none does. */
  readonly smtpUrl: string | null;
}

export const DEFAULT_PORT = 4310;
const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/** Reads `HEED_HOST`, `HEED_PORT`, `HEED_PUBLIC_URL`, `HEED_TRUSTED_PROXY`, `HEED_LOG` and `HEED_SMTP_URL`; refuses what cannot be used. */
export function readServerConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const host = env.HEED_HOST?.trim() || "127.0.0.1";
  const publicUrl = readUrl(env.HEED_PUBLIC_URL);
  return {
    host,
    port: readPort(env.HEED_PORT),
    publicUrl,
    needsSignIn: publicUrl !== null || !isLoopback(host),
    trustedProxies: readAddresses(env.HEED_TRUSTED_PROXY),
    log: readLevel(env.HEED_LOG),
    smtpUrl: readSmtp(env.HEED_SMTP_URL),
  };
}

/** True for names and addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.toLowerCase());
}

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === "") return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text.trim()) && port <= 65_535) return port;
  throw notUsable("HEED_PORT", text, "a whole number from 0 to 65535 (0: any free port)");
}

function readUrl(text: string | undefined): URL | null {
  if (text === undefined || text.trim() === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/";
  if (isPlain && url.search === "" && url.hash === "" && url.username === "") return url;
  throw notUsable("HEED_PUBLIC_URL", text, "an address such as https://heed.example.com");
}

function readSmtp(text: string | undefined): string | null {
  if (text === undefined || text.trim() === "") return null;
  if (URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol)) return text;
  // What stands there may hold a password.
  throw notUsable(
    "HEED_SMTP_URL",
    "something else",
    "an address such as smtp://user:password@mail.example.com:587?from=heed@example.com",
  );
}

function readAddresses(text: string | undefined): string[] {
  const addresses = (text ?? "").split(/[\s,]+/).filter((part) => part !== "");
  const wrong = addresses.find((address) => isIP(address) === 0);
  if (wrong === undefined) return addresses;
  throw notUsable("HEED_TRUSTED_PROXY", wrong, "IP addresses, with commas between them");
}

function readLevel(text: string | undefined): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (text?.trim() || "warn"));
  if (level !== undefined) return level;
  throw notUsable("HEED_LOG", text ?? "", `one of ${LOG_LEVELS.join(", ")}`);
}

function notUsable(name: string, received: string, expected: string): InvalidInput {
  return new InvalidInput(
    "setting-not-usable",
    `${name} cannot be used: received ${received.slice(0, 100)}, expected ${expected}.`,
    { hint: `Change ${name}, or leave it unset.` },
  );
}
