// What the operations that help to decide do: parse, call the desk, answer.
import type { Desk } from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

type DecisionOperation =
  | "getPriorities"
  | "putGuesses"
  | "putPrioritySettings"
  | "getGold"
  | "evaluateReaders"
  | "promoteReader"
  | "importGold"
  | "sampleGold"
  | "getTree"
  | "changeTree"
  | "exportTree"
  | "getIntents"
  | "planIntent"
  | "trainRecogniser"
  | "recogniseIntent"
  | "exportIntents";

export function decisionHandlers(desk: Desk): Pick<Handlers, DecisionOperation> {
  return {
    getPriorities: ({ query }) => desk.getPriorities(query),
    putGuesses: ({ params, body }) => desk.putGuesses(params.themeId, body),
    putPrioritySettings: ({ body }) => desk.putPrioritySettings(body),
    getGold: () => desk.getGold(),
    evaluateReaders: ({ body }) => desk.evaluateReaders(body),
    promoteReader: ({ body }) => desk.promoteReader(body),
    getTree: () => desk.getTree(),
    changeTree: ({ body }) => desk.changeTree(body),
    exportTree: async ({ params: { format }, query }) =>
      new Response(await desk.exportTree(format, query.language ?? "en"), {
        headers: {
          "content-type": format === "svg" ? "image/svg+xml" : "text/markdown; charset=utf-8",
          "content-disposition": `attachment; filename="heed-tree.${format}"`,
          "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          "cache-control": "no-store",
        },
      }),
    getIntents: () => desk.getIntents(),
    planIntent: ({ params, body }) => desk.planIntent(params.themeId, body),
    trainRecogniser: ({ request }) => desk.trainRecogniser(request.signal),
    recogniseIntent: ({ body }) => desk.recogniseIntent(body.text),
    exportIntents: async ({ params: { format } }) =>
      new Response(await desk.exportIntents(format), {
        headers: {
          "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
          "content-disposition": `attachment; filename="heed-intents.${format}"`,
          "cache-control": "no-store",
        },
      }),
    importGold: ({ body }) => desk.importGold(body.csv),
    sampleGold: async ({ query }) =>
      new Response(await desk.sampleGold(query.count, query.seed), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="heed-gold-sample.csv"',
          "cache-control": "no-store",
        },
      }),
  };
}
