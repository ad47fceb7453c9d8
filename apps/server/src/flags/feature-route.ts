// The door at which GrowthBook's clients ask for features: open to every page, cacheable, without anything secret in the answer.
import type { Desk } from "@heed/workbench";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import { Refused } from "../problem.ts";

const FEATURES = /^\/api\/features\/[^/]+\/?$/;

export function isFeatureRoute(path: string): boolean {
  return FEATURES.test(path);
}

/** Mounts `GET /api/features/:key`; the key has the scope `flags` and opens nothing else. */
export function mountFeatures(app: OpenAPIHono, desk: Desk): void {
  const anyPage = cors({
    origin: "*",
    allowMethods: ["GET"],
    exposeHeaders: ["etag"],
    maxAge: 86_400,
  });
  app.use("/api/features/*", anyPage);
  app.get("/api/features/:key", async (c) => {
    const key = await desk.findKey(c.req.param("key"), "flags");
    if (key === null) {
      throw new Refused(
        401,
        "key-not-known",
        "The address names no key that may read flags.",
        "Make a key with the scope flags, and give it to the client as its clientKey.",
      );
    }
    const { body, tag } = await desk.publishedFeatures();
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "public, max-age=30, stale-while-revalidate=3600",
      etag: tag,
    };
    if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
    return c.body(body, 200, headers);
  });
}
