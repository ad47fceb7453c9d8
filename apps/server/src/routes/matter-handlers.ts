// What the operations on matters do: parse, call the desk, answer.
import type { Desk } from "@heed/workbench";
import type { Handlers } from "./handlers.ts";

type MatterOperation =
  | "listMatters"
  | "defineMatter"
  | "changeMatter"
  | "removeMatter"
  | "examineMatter"
  | "findConcepts";

export function matterHandlers(desk: Desk): Pick<Handlers, MatterOperation> {
  return {
    listMatters: () => desk.listMatters(),
    defineMatter: ({ body }) => desk.defineMatter(body),
    changeMatter: ({ params, body }) => desk.changeMatter(params.matterId, body),
    removeMatter: async ({ params }) => {
      await desk.removeMatter(params.matterId);
      return undefined;
    },
    examineMatter: ({ body }) => desk.examineMatter(body),
    findConcepts: async ({ query }) => desk.findConcepts(query.word),
  };
}
