// Opens a workspace that is there; a mistyped folder is refused instead of becoming an empty workspace.
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { NotFound } from "@heed/core";
import { openWorkspace, type Workspace } from "./open-workspace.ts";

/** Like `openWorkspace`, for a folder that holds a workspace already. */
export async function openExistingWorkspace(folder: string): Promise<Workspace> {
  try {
    await access(join(resolve(folder), "heed.sqlite"));
  } catch (cause) {
    throw new NotFound("workspace-not-found", `There is no workspace in ${folder}.`, {
      cause,
      hint: "Name one with --workspace DIR, or make one: heed analyze FILE --workspace DIR",
    });
  }
  return openWorkspace(folder);
}
