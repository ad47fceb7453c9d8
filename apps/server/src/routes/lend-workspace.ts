// The terminal's door on this machine: commands borrow the workspace that the server holds, with the secret of its folder.
import { type Desk, tellEngineError } from "@heed/workbench";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamText } from "hono/streaming";
import { isSame } from "../middleware/who-asks.ts";
import { problemOf, problemResponse, Refused } from "../problem.ts";

interface Lent {
  readonly desk: Desk;
  readonly localToken: string;
  /** Aborts when the server stops. */
  readonly closing: AbortSignal;
}

interface NodeBindings {
  readonly incoming?: {
    readonly socket?: { readonly remoteAddress?: string; readonly localAddress?: string };
  };
}

const HEARTBEAT_MS = 15_000;

/**
 * Mounts `/local/*`: `hello` tells that this server holds the folder of the secret, `engine` answers one call to the engine,
 * `refresh` and `changes` bring pages level, `turns` holds the right to write while its answer is open, `alone` holds up what arrives. Whoever does not show
 * the secret of the folder, or asks from another machine, sees nothing here.
 */
export function mountLending(app: OpenAPIHono, { desk, localToken, closing }: Lent): void {
  app.use("/local/*", async (c, next) => {
    const bearer = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (bearer === undefined || !isSame(bearer, localToken) || !isOwnMachine(c)) {
      throw new Refused(
        404,
        "route-not-found",
        "Nothing is here.",
        "See /api/docs for what there is.",
      );
    }
    return next();
  });
  app.get("/local/hello", (c) => c.json({ folder: desk.folder }));
  app.post("/local/engine", async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    try {
      const answer = await desk.lending.answer(body, c.req.raw.signal);
      return c.body(answer as Uint8Array<ArrayBuffer>);
    } catch (error) {
      const engine = tellEngineError(error);
      if (engine === null) return problemResponse(error);
      return c.json({ ...problemOf(error), engine }, 422);
    }
  });
  app.post("/local/refresh", async (c) => {
    const { timeZone } = (await c.req.json()) as { timeZone: string };
    await desk.lending.refresh(timeZone);
    return c.body(null, 204);
  });
  app.post("/local/changes", async (c) => {
    await desk.lending.showOutside();
    return c.body(null, 204);
  });
  app.post("/local/turns", async (c) => {
    const { words } = (await c.req.json()) as { words: string };
    return holdOpen(c, closing, (left, go) => desk.lending.takeTurn(words.slice(0, 40), left, go));
  });
  app.post("/local/alone", (c) => holdOpen(c, closing, (left, go) => desk.lending.alone(left, go)));
}

/** Answers "go" when it is given and stays open for as long as `hold` lasts; `left` aborts when the command or the server ends. */
function holdOpen(
  c: Context,
  closing: AbortSignal,
  hold: (left: AbortSignal, go: () => void) => Promise<void>,
): Response {
  return streamText(c, async (stream) => {
    const left = new AbortController();
    const leave = () => left.abort();
    stream.onAbort(leave);
    closing.addEventListener("abort", leave, { once: true });
    if (closing.aborted) leave();
    const beat = setInterval(() => void stream.write("."), HEARTBEAT_MS);
    try {
      await hold(left.signal, () => void stream.write("go"));
    } finally {
      clearInterval(beat);
      closing.removeEventListener("abort", leave);
    }
  });
}

/** True for a socket whose two ends are on this machine, and where there is no socket. */
function isOwnMachine(c: Context): boolean {
  const { remoteAddress, localAddress } =
    (c.env as NodeBindings | undefined)?.incoming?.socket ?? {};
  return (
    remoteAddress === undefined ||
    remoteAddress === localAddress ||
    /^(::ffff:)?127\./.test(remoteAddress) ||
    remoteAddress === "::1"
  );
}
