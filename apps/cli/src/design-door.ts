// The design stage for commands: through the server that runs on the workspace, or the workspace itself when none does.
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { NotFound } from "@heed/core";
import { type ApiClient, createApiClient } from "@heed/core/api";
import { type Desk, findServer, openDesk } from "@heed/workbench";
import { throughServer } from "./server-refusal.ts";

/** What commands need of the design stage. */
export type DesignDoor = Pick<
  Desk,
  | "answer"
  | "listNeeds"
  | "listSpecs"
  | "draftSpec"
  | "draftSpecWithModel"
  | "getJob"
  | "getSpec"
  | "getSpecExperiments"
  | "refreshSpec"
  | "deleteSpec"
  | "diffSpec"
  | "listSpecVersions"
  | "exportSpec"
  | "wireframe"
  | "proposeWireframe"
>;

/** Opens the door, lets `use` through, and closes it. */
export async function withDesign<Result>(
  folder: string,
  use: (door: DesignDoor) => Promise<Result>,
): Promise<Result> {
  const server = await findServer(folder);
  if (server !== null) {
    const api = createApiClient({ baseUrl: server.url, fetch, headers: server.headers });
    return throughServer(() => use(doorOf(api)));
  }
  await readFile(join(resolve(folder), "heed.sqlite")).catch((cause) => {
    throw new NotFound("workspace-not-found", `There is no workspace in ${folder}.`, {
      cause,
      hint: "Name one with --workspace DIR, or make one: heed analyze FILE --workspace DIR",
      zh: {
        message: `${folder} 中没有工作区。`,
        hint: "用 --workspace 指定，或先运行：heed analyze 文件 --workspace 目录",
      },
    });
  });
  const desk = await openDesk(folder);
  try {
    return await use(desk);
  } finally {
    await desk.close();
  }
}

function doorOf(api: ApiClient): DesignDoor {
  return {
    answer: ({ signal, onSentence: _told, ...body }) =>
      api.askQuestion({ body }, signal === undefined ? {} : { signal }),
    listNeeds: (query) => api.listNeeds({ query: structuredClone(query) as object }),
    listSpecs: () => api.listSpecs(),
    draftSpec: (body) => api.draftSpec({ body }),
    draftSpecWithModel: (body) => api.draftSpecWithModel({ body }),
    getJob: (jobId) => api.getJob({ params: { jobId } }),
    getSpec: (specId, version) =>
      api.getSpec({ params: { specId }, query: version === undefined ? {} : { version } }),
    getSpecExperiments: (specId) => api.getSpecExperiments({ params: { specId } }),
    refreshSpec: (specId, after) => api.refreshSpec({ params: { specId }, body: { after } }),
    deleteSpec: async (specId) => void (await api.deleteSpec({ params: { specId } })),
    diffSpec: (specId, between) => api.diffSpec({ params: { specId }, query: between }),
    listSpecVersions: (specId) => api.listSpecVersions({ params: { specId } }),
    exportSpec: async (specId, format, lang) => {
      const response = await api.exportSpec({ params: { specId, format }, query: { lang } });
      return {
        name: `${specId}.${format}`,
        type: response.headers.get("content-type") ?? "",
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    },
    wireframe: async (specId, lang) =>
      (await api.getWireframe({ params: { specId }, query: { lang } })).text(),
    proposeWireframe: (specId, language) =>
      api.proposeWireframe({ params: { specId }, body: { language } }),
  };
}
