// What the design stage's operations do: parse, call the desk, answer; sentences of an answer are streamed as they are checked.

import type { Operations } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import { problemOf } from "../problem.ts";
import type { Asked, Handlers } from "./handlers.ts";

type DesignOperation = "getAnswer" | "askQuestion" | "streamAnswer";

export function designHandlers(desk: Desk): Pick<Handlers, DesignOperation> {
  return {
    getAnswer: ({ query }) => desk.answer(query),
    askQuestion: ({ body, request }) => desk.answer({ ...body, signal: request.signal }),
    streamAnswer: async (asked) => streamAnswer(desk, asked),
  };
}

/** Server-sent events: each sentence when it is checked, then the whole answer, or what went wrong. */
function streamAnswer(desk: Desk, { body, request }: Asked<Operations["streamAnswer"]>): Response {
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const send = (event: string, data: unknown) => {
        if (!stop.signal.aborted)
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      try {
        const answer = await desk.answer({
          ...body,
          signal,
          onSentence: (one) => send("sentence", one),
        });
        send("answer", answer);
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
