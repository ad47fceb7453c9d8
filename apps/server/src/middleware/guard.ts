// Decides by Host, Origin and route class whether a request may come in at all.
import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { isCaptureRoute } from "../capture/capture-routes.ts";
import { isLoopback, type ServerConfig } from "../config.ts";
import { isFeatureRoute } from "../flags/feature-route.ts";
import { Refused } from "../problem.ts";

/** Routes for other programs and other people's pages: a key decides, any origin may call. */
const PUBLIC =
  /^\/(api\/v1\/(feedback|release-announcements|widget\/[^/]+|webhooks\/[^/]+(\/releases)?)|widget\.js)$/;
/** A secret in the address decides, and nothing of the workspace but one report is told. */
const SHARED = /^\/share\/[\w-]{32}$/;
const ALWAYS = new Set(["/health", "/ready"]);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What proxies write: a server without sign-in would open the workspace to everyone whom they serve. */
const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded"];

export function isPublicRoute(path: string): boolean {
  return PUBLIC.test(path) || isCaptureRoute(path) || isFeatureRoute(path);
}

/** Refuses foreign hosts (DNS rebinding) and requests that another site's page makes in a person's name. */
export function guard(config: ServerConfig): MiddlewareHandler {
  return async (c, next) => {
    const path = c.req.path;
    const host = hostOf(c);
    const isLocal = host !== null && isLoopback(host.hostname);
    // A name can be made to point here by anyone; an address cannot, and a public name is told by the settings.
    const isAddress = host !== null && isIP(host.hostname.replace(/^\[|\]$/g, "")) !== 0;
    const isOurs =
      isLocal ||
      (isAddress && !isLoopback(config.host)) ||
      (host !== null && config.publicUrl !== null && host.host === config.publicUrl.host);
    if (!isOurs) {
      throw new Refused(
        421,
        "host-not-allowed",
        "The request names a host that this server is not.",
        "Open the address that Heed printed at its start, or set HEED_PUBLIC_URL.",
      );
    }
    if (!config.needsSignIn && FORWARDED.some((name) => c.req.header(name) !== undefined)) {
      throw new Refused(
        421,
        "proxy-not-set-up",
        "A proxy passed this request on, and this server takes whoever asks for the person at this machine.",
        "Set HEED_PUBLIC_URL to the address that people open, so that they sign in, and HEED_TRUSTED_PROXY to the proxy's.",
      );
    }
    if (isPublicRoute(path) || SHARED.test(path) || ALWAYS.has(path)) return next();
    checkOrigin(c, host!, config.publicUrl);
    return next();
  };
}

function checkOrigin(c: Context, host: URL, publicUrl: URL | null): void {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const isNavigation = c.req.header("sec-fetch-mode") === "navigate" && c.req.method === "GET";
  const isForeign = origin !== undefined && !sameOrigin(origin, host, publicUrl);
  const isCrossSite = site === "cross-site" || (site === "same-site" && !SAFE.has(c.req.method));
  if (isForeign || (isCrossSite && !isNavigation)) {
    throw new Refused(
      403,
      "origin-not-allowed",
      "Another site's page asked for this.",
      "Use the workbench's own pages, or call the API from a program.",
    );
  }
}

/** The same host and port, over TLS where people come over TLS; a loopback address may be spelled three ways. */
function sameOrigin(origin: string, host: URL, publicUrl: URL | null): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (isLoopback(url.hostname) && isLoopback(host.hostname)) return url.port === host.port;
  // Whoever can write pages of the plain http address is not the https address.
  const isDowngraded =
    publicUrl?.protocol === "https:" && url.protocol !== "https:" && host.host === publicUrl.host;
  return url.host === host.host && !isDowngraded;
}

function hostOf(c: Context): URL | null {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  return /^[\w.\-:[\]]+$/.test(host) && URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`)
    : null;
}
