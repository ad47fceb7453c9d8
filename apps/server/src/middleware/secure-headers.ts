// What every answer tells the browser to be strict about.
import type { MiddlewareHandler } from "hono";
import type { ServerConfig } from "../config.ts";
import { isPublicRoute } from "./guard.ts";

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // The component library writes styles into the page.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function secureHeaders(config: ServerConfig): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has("content-security-policy")) headers.set("content-security-policy", POLICY);
    // Whoever sits at a shared machine next, or a proxy in between, keeps nothing that is not said to be keepable.
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (!headers.has("cross-origin-resource-policy"))
      headers.set(
        "cross-origin-resource-policy",
        isPublicRoute(c.req.path) ? "cross-origin" : "same-origin",
      );
    if (config.publicUrl?.protocol === "https:")
      headers.set("strict-transport-security", "max-age=31536000");
  };
}
