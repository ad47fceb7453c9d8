// What the design stage's operations do: parse, call the desk, answer; sentences of an answer are streamed as they are checked.

import type { AnswerSentenceView, ClaimView, DESIGN_PATHS, Operations } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import { problemOf } from "../problem.ts";
import type { Asked, Handlers } from "./handlers.ts";

type DesignOperation = keyof typeof DESIGN_PATHS;

export function designHandlers(desk: Desk): Pick<Handlers, DesignOperation> {
  return {
    getAnswer: ({ query }) => desk.answer(query),
    askQuestion: ({ body, request }) => desk.answer({ ...body, signal: request.signal }),
    streamAnswer: async (asked) => streamAnswer(desk, asked),

    listSpecs: () => desk.listSpecs(),
    draftSpec: ({ body }) => desk.draftSpec(body),
    draftSpecWithModel: ({ body }) => desk.draftSpecWithModel(body),
    streamSpecDraft: async (asked) => streamDraft(desk, asked),
    getSpec: ({ params, query }) => desk.getSpec(params.specId, query.version),
    saveSpec: ({ params, body }) => desk.saveSpec(params.specId, body),
    deleteSpec: async ({ params }) => {
      await desk.deleteSpec(params.specId);
      return undefined;
    },
    refreshSpec: ({ params, body }) => desk.refreshSpec(params.specId, body.after),
    restoreSpec: ({ params, body }) => desk.restoreSpec(params.specId, body),
    listSpecVersions: ({ params }) => desk.listSpecVersions(params.specId),
    diffSpec: ({ params, query }) => desk.diffSpec(params.specId, query),
    exportSpec: async ({ params: { specId, format }, query }) => {
      const { bytes, type, name } = await desk.exportSpec(specId, format, query.lang ?? "en");
      return new Response(bytes, {
        headers: {
          "content-type": type,
          "content-disposition": `${format === "html" ? "inline" : "attachment"}; filename="${name}"`,
          "content-security-policy":
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
          "cache-control": "no-store",
        },
      });
    },
    getWireframe: async ({ params, query }) =>
      new Response(await desk.wireframe(params.specId, query.lang ?? "en"), {
        headers: {
          "content-type": "text/html; charset=utf-8",
          // Shown in a sandboxed frame of the workbench's own pages; nothing in it may run or reach out.
          "content-security-policy":
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
          "cache-control": "no-store",
        },
      }),
    proposeWireframe: ({ params, body, request }) =>
      desk.proposeWireframe(params.specId, body.language ?? "en", request.signal),
    getSpecWriter: () => desk.getSpecWriter(),
  };
}

/** Each sentence when it is checked, then the whole answer. */
function streamAnswer(desk: Desk, { body, request }: Asked<Operations["streamAnswer"]>): Response {
  return streamEvents(request, async (signal, send) => {
    const onSentence = (one: AnswerSentenceView) => send("sentence", one);
    send("answer", await desk.answer({ ...body, signal, onSentence }));
  });
}

/** Each claim when it is checked, then what was kept. */
function streamDraft(
  desk: Desk,
  { body, request }: Asked<Operations["streamSpecDraft"]>,
): Response {
  return streamEvents(request, async (signal, send) => {
    const onClaim = (claim: ClaimView) => send("claim", claim);
    send("draft", await desk.writeSpecDraft(body, { signal, onClaim }));
  });
}

type SendEvent = (event: string, data: unknown) => void;

/** Server-sent events of one piece of work, with what went wrong as the last; the work is stopped when the caller goes away. */
function streamEvents(
  request: Request,
  work: (signal: AbortSignal, send: SendEvent) => Promise<void>,
): Response {
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const send: SendEvent = (event, data) => {
        if (!stop.signal.aborted)
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      try {
        await work(signal, send);
      } catch (error) {
        send("problem", problemOf(error));
      }
      if (!stop.signal.aborted) controller.close();
    },
    cancel: () => stop.abort(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
