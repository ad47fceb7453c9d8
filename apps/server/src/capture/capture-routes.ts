// The doors for events: the paths of PostHog's and Segment's senders, spoken as they expect, and Heed's own.
import type { Desk } from "@heed/workbench";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { cors } from "hono/cors";
import { RateLimit } from "../middleware/rate-limit.ts";
import { Refused } from "../problem.ts";
import { answerConfig, answerFlags, type TellFlags } from "./answer-flags.ts";
import { readSentBody } from "./read-sent-body.ts";

/** Paths that any page and program may call with a write key. */
const CAPTURE =
  /^\/(?:(?:capture|batch|e|track|engage|i\/v0\/e|s|decide|flags)\/?|v1\/(?:track|identify|page|screen|group|alias|batch|import|t|i|p|s|g|a|b)|array\/[\w-]{1,100}\/config(?:\.js)?|api\/surveys\/?|api\/v1\/events|events\.js)$/;
/** Segment's short names of its calls. */
const CALLS: Readonly<Record<string, string>> = {
  ...{ t: "track", i: "identify", p: "page", s: "screen", g: "group", a: "alias" },
};
const PER_KEY = 120_000;
const PER_CLIENT = 30_000;
/** Requests without a known key that one address may send in a minute: each is unpacked and read to look for one. */
const PER_STRANGER = 600;

export function isCaptureRoute(path: string): boolean {
  return CAPTURE.test(path);
}

export interface CaptureDoor {
  readonly desk: Desk;
  readonly clientOf: (c: Context) => string;
  /** Default: no features. */
  readonly tellFlags?: TellFlags;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Mounts the routes. Anything but a known key is refused; a known key's bad events are listed and the good ones kept. */
export function mountCapture(app: OpenAPIHono, door: CaptureDoor): void {
  const keys = new RateLimit(PER_KEY, PER_KEY / 4);
  const clients = new RateLimit(PER_CLIENT, PER_CLIENT / 3);
  const strangers = new RateLimit(PER_STRANGER, PER_STRANGER / 2);
  const { desk, now = Date.now } = door;
  const anyPage = cors({ origin: "*", allowMethods: ["GET", "POST"], maxAge: 86_400 });
  app.use(async (c, next) => (isCaptureRoute(c.req.path) ? anyPage(c, next) : next()));

  /** Reads a request and finds its key; an address that brings none again and again is told to wait before anything is read. */
  const admit = async <Sent extends { readonly key: string }>(
    c: Context,
    read: () => Promise<Sent>,
    scopes: readonly ("events:write" | "flags")[] = ["events:write"],
  ) => {
    const client = door.clientOf(c);
    strangers.check(client);
    try {
      const sent = await read();
      const secret = writtenKey(c.req.raw) ?? sent.key;
      for (const scope of scopes) {
        const key = await desk.findKey(secret, scope);
        if (key !== null) return { sent, key };
      }
      throw keyNotKnown();
    } catch (error) {
      strangers.take(client);
      throw error;
    }
  };

  const receive = async (
    c: Context,
    sender: "posthog" | "segment" | "heed",
    call: string | null,
  ) => {
    const receivedMs = now();
    const { sent, key } = await admit(c, async () =>
      desk.events.readSent(sender, await readSentBody(c.req.raw), receivedMs, call),
    );
    keys.take(key.id);
    clients.take(`${key.id} ${door.clientOf(c)}`);
    const said = Number(c.req.query("_"));
    const sentAtMs = sent.sentAtMs ?? (Number.isFinite(said) && said > 0 ? said : null);
    return desk.events.receive(key, sent.drafts, { receivedMs, sentAtMs });
  };

  for (const path of ["/capture", "/batch", "/e", "/track", "/engage", "/i/v0/e"])
    for (const written of [path, `${path}/`])
      app.on(["GET", "POST"], written, async (c) => {
        const { rejected } = await receive(c, "posthog", null);
        return c.json({
          status: 1,
          ...(rejected.length === 0 ? {} : { rejected: rejected.slice(0, 20) }),
        });
      });
  // Recordings of screens are not kept: who sends them is content, and nothing is read.
  app.post("/s/", (c) => c.json({ status: 1 }));
  for (const path of ["/decide", "/decide/", "/flags", "/flags/"])
    app.on(["GET", "POST"], path, async (c) => {
      const { sent, key } = await admit(c, async () => {
        const body = c.req.method === "POST" ? await readSentBody(c.req.raw) : c.req.query();
        return { key: desk.events.readSent("posthog", body, 0, null).key, person: personOf(body) };
      }, ["events:write", "flags"]);
      keys.take(key.id);
      const tell = door.tellFlags ?? (async () => ({}));
      return c.json(await answerFlags(c.req.path, sent.person, tell));
    });
  app.get("/array/:key/:file", (c) => {
    const { type, text } = answerConfig(c.req.param("key"), c.req.param("file").endsWith(".js"));
    return c.body(text, 200, { "content-type": type, "cache-control": "public, max-age=300" });
  });
  for (const path of ["/api/surveys", "/api/surveys/"])
    app.get(path, (c) => c.json({ surveys: [] }));
  app.post("/v1/:call", async (c) => {
    const call = c.req.param("call");
    await receive(c, "segment", CALLS[call] ?? (/^(?:b|batch|import)$/.test(call) ? null : call));
    return c.json({ success: true });
  });
  app.post("/api/v1/events", async (c) => c.json(await receive(c, "heed", null)));
}

/** The key of a header: `Bearer`, or the name of `Basic` as Segment's senders write it. */
function writtenKey({ headers }: Request): string | null {
  const [, scheme = "", value = ""] =
    /^(Bearer|Basic) (\S+)$/.exec(headers.get("authorization") ?? "") ?? [];
  if (scheme === "Bearer") return value;
  if (scheme === "Basic") return Buffer.from(value, "base64").toString("utf8").split(":")[0]!;
  return null;
}

function personOf(body: unknown): string {
  const { distinct_id: person } = (body ?? {}) as { distinct_id?: unknown };
  return typeof person === "string" ? person : "";
}

function keyNotKnown(): Refused {
  return new Refused(
    401,
    "key-not-known",
    "The request has no key that may send events.",
    "Make a key with the scope events:write under Analyse, and give it to the sender as its project or write key.",
    { "www-authenticate": "Bearer" },
  );
}
