// The client asks the right address, reads answers by their kind, and throws refusals with their code.
import { expect, test } from "vitest";
import { type ApiError, createApiClient, readJobEvents } from "./client.ts";

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}
const answering = (answer: () => Response) => {
  const asked: Asked[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    return answer();
  };
  return { asked, api: createApiClient({ baseUrl: "http://heed.test", fetch }) };
};

test("parts of the path and the query are encoded, bodies are JSON", async () => {
  const { api, asked } = answering(() => Response.json({ rows: [] }));
  await api.listNeeds({ query: { language: ["zh"], words: "a b" } });
  await api.getItem({ params: { itemId: "item_7" } });
  await api.putBrief({
    body: { question: "why?", users: [], outcome: "", hypotheses: [], rivals: [] },
  });
  expect(asked.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
    "GET http://heed.test/api/v1/needs?language=zh&words=a+b",
    "GET http://heed.test/api/v1/items/item_7",
    "PUT http://heed.test/api/v1/brief",
  ]);
  expect(JSON.parse(String(asked[2]?.init.body))).toMatchObject({ question: "why?" });
});

test("a refusal is thrown with the problem that the server told", async () => {
  const problem = { code: "job-not-found", detail: "There is no job job_9.", status: 404 };
  const { api } = answering(() => Response.json(problem, { status: 404 }));
  await expect(api.getJob({ params: { jobId: "job_9" } })).rejects.toMatchObject({
    name: "ApiError",
    message: "There is no job job_9.",
    problem: { code: "job-not-found" },
  });
});

test("a server that does not answer, or answers no JSON, is a problem too", async () => {
  const silent = createApiClient({ baseUrl: "", fetch: () => Promise.reject(new TypeError()) });
  const error = await silent.getBrief().catch((thrown: unknown) => thrown);
  expect((error as ApiError).problem).toMatchObject({ code: "network", retryable: true });
  const { api } = answering(() => new Response("<html>", { status: 502 }));
  await expect(api.getBrief()).rejects.toMatchObject({ problem: { code: "unexpected-answer" } });
});

test("a reading whose connection broke is asked once more, a change never", async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    if (asked === 1) throw new TypeError("other side closed");
    return Response.json({ rows: [] });
  };
  const api = createApiClient({ baseUrl: "", fetch });
  expect(await api.listJobs()).toEqual({ rows: [] });
  expect(asked).toBe(2);
  asked = 0;
  await expect(api.startAnalysis()).rejects.toMatchObject({ problem: { code: "network" } });
  expect(asked).toBe(1);
});

test("events of the stream come whole, however they were cut on the way", async () => {
  const text = 'event: workspace\ndata: {"revision":3}\n\nevent: heartbeat\ndata: \n\n';
  const body = new ReadableStream({
    start(controller) {
      for (const part of [text.slice(0, 11), text.slice(11, 40), text.slice(40)])
        controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  const { api } = answering(
    () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
  );
  const events = [];
  for await (const event of readJobEvents(api, new AbortController().signal)) events.push(event);
  expect(events).toEqual([{ event: "workspace", revision: 3 }, { event: "heartbeat" }]);
});
