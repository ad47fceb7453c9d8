// The server as one function from request to answer: routes, checks, documentation and pages, without a socket.

import { HeedError } from "@heed/core";
import type { Desk, People } from "@heed/workbench";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { routePath } from "hono/route";
import { isCaptureRoute, mountCapture } from "./capture/capture-routes.ts";
import type { ServerConfig } from "./config.ts";
import { mountFeatures } from "./flags/feature-route.ts";
import { faultFields, type Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { clientAddress } from "./middleware/client-address.ts";
import { guard } from "./middleware/guard.ts";
import { RateLimit } from "./middleware/rate-limit.ts";
import { secureHeaders } from "./middleware/secure-headers.ts";
import { createWhoAsks, requireRole } from "./middleware/who-asks.ts";
import { type ApiDocument, apiDocsPage } from "./pages/api-docs.ts";
import { WebBundle } from "./pages/web-bundle.ts";
import { problemOf, problemResponse, Refused } from "./problem.ts";
import { createHandlers, htmlFile } from "./routes/handlers.ts";
import { streamJobs } from "./routes/job-stream.ts";
import { mountLending } from "./routes/lend-workspace.ts";
import { MOST_JSON_BYTES, mountOperations } from "./routes/mount-operations.ts";
import { createPeopleHandlers } from "./routes/people-handlers.ts";

export interface AppOptions {
  readonly desk: Desk;
  readonly config: ServerConfig;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Members who sign in; null where whoever asks is this machine's own user. */
  readonly people: People | null;
  /** What the terminal on this machine shows in place of a session. */
  readonly localToken: string;
  /** Folder of the built web bundle. */
  readonly webFolder: string;
  /** Aborts when the server stops: streams end, `/ready` says no. */
  readonly closing: AbortSignal;
}

/** What one caller from afar may ask in a minute; the owner on this machine is not counted. */
const PER_MINUTE = 1_200;

export function createApp(options: AppOptions) {
  const { desk, config, log, metrics, people, webFolder, closing } = options;
  const whoAsks = createWhoAsks(options);
  const app = new OpenAPIHono();
  const bundle = new WebBundle(webFolder);
  const limit = new RateLimit(PER_MINUTE, PER_MINUTE / 2);

  app.use(async (c, next) => {
    const startedAt = performance.now();
    await next();
    // Nobody reads the body behind a head: a file that is left open to be collected ends the process, a stream stays for ever.
    if (c.req.method === "HEAD") await c.res.body?.cancel();
    const ms = performance.now() - startedAt;
    const route = templateOf(routePath(c));
    metrics.count(c.req.method, route, c.res.status, ms / 1000);
    log.info("request", { method: c.req.method, route, status: c.res.status, ms: Math.round(ms) });
  });
  app.use(secureHeaders(config));
  app.use(async (c, next) => {
    const address = clientAddress(c, config.trustedProxies);
    // Senders of events have limits of their own.
    if (isCaptureRoute(c.req.path)) return next();
    if (address !== "local" && address !== "127.0.0.1" && address !== "::1") limit.take(address);
    return next();
  });
  app.use(guard(config));
  app.use("/api/*", async (c, next) =>
    /\/uploads\/[^/]+\/content$/.test(c.req.path) ? next() : limitBody(c, next),
  );

  // Any page may send feedback, with a key and without a person's cookies.
  const anyPage = cors({
    origin: "*",
    allowMethods: ["POST"],
    allowHeaders: ["authorization", "content-type", "idempotency-key"],
    maxAge: 86_400,
  });
  app.use("/api/v1/feedback", anyPage);
  app.use("/api/v1/widget/*", anyPage);
  app.use("/widget.js", cors({ origin: "*" }));
  mountCapture(app, {
    desk,
    clientOf: (c) => clientAddress(c, config.trustedProxies),
    tellFlags: desk.flagsFor,
  });
  mountFeatures(app, desk);
  app.get("/share/:secret", async (c) => htmlFile(await desk.openShare(c.req.param("secret"))));
  app.get("/health", (c) => c.json({ status: "ok" }));
  app.get("/ready", (c) =>
    closing.aborted ? c.json({ status: "closing" }, 503) : c.json({ status: "ready" }),
  );
  app.get("/metrics", async (c) => {
    requireRole(await whoAsks(c.req.raw.headers), "viewer");
    const { counts, jobs } = await desk.summary();
    const gauges = { heed_items: counts.items, heed_jobs_running: jobs.running };
    return c.text(metrics.render({ ...gauges, heed_jobs_queued: jobs.queued }));
  });
  app.get("/api/v1/jobs/stream", async (c) => {
    requireRole(await whoAsks(c.req.raw.headers), "viewer");
    return streamJobs(c, desk, metrics, closing);
  });
  mountLending(app, { desk, localToken: options.localToken, closing });
  const handlers = { ...createHandlers(desk, people), ...createPeopleHandlers(people) };
  mountOperations(app, handlers, {
    clientOf: (c) => clientAddress(c, config.trustedProxies),
    whoAsks,
  });
  const document = () =>
    app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Heed",
        version: "1",
        description: "What users say, turned into evidenced needs.",
      },
      servers: [{ url: "/" }],
    });
  app.get("/api/openapi.json", (c) => c.json(document()));
  app.get("/api/docs", (c) => c.html(apiDocsPage(document() as unknown as ApiDocument)));
  app.all("/api/*", () => {
    throw noRoute();
  });
  app.on(["GET", "HEAD"], "*", async (c) => {
    const page = await bundle.serve(c);
    if (page === null) throw noRoute();
    return page;
  });
  app.notFound(() => problemResponse(noRoute()));
  app.onError((error, c) => {
    const problem = problemOf(error);
    const fields = { code: problem.code, status: problem.status, method: c.req.method };
    if (!HeedError.is(error)) log.error("fault", { ...fields, ...faultFields(error) });
    else log.debug("refused", fields);
    return problemResponse(error);
  });
  return app;
}

const limitBody = bodyLimit({
  maxSize: MOST_JSON_BYTES,
  onError: () =>
    problemResponse(
      new Refused(
        413,
        "body-too-large",
        `The body is larger than ${MOST_JSON_BYTES} bytes.`,
        "Send less at a time; files go through uploads.",
      ),
    ),
});

function noRoute(): Refused {
  return new Refused(
    404,
    "route-not-found",
    "Nothing is here.",
    "See /api/docs for what there is.",
  );
}

/** `/api/v1/items/:itemId` as documentation writes it. */
function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}");
}
