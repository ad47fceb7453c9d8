// The environment decides where data lies, and an empty variable decides nothing.
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultWorkspaceFolder, homeFolder } from "./config.ts";

test("data lies in the home folder unless the environment says otherwise", () => {
  expect(homeFolder({})).toBe(join(homedir(), ".heed"));
  expect(homeFolder({ HEED_HOME: "" })).toBe(join(homedir(), ".heed"));
  expect(homeFolder({ HEED_HOME: "/data/heed" })).toBe("/data/heed");
});

test("a workspace is named by its own variable, else it lies in the home", () => {
  expect(defaultWorkspaceFolder({ HEED_HOME: "/data" })).toBe("/data/workspace");
  expect(defaultWorkspaceFolder({ HEED_HOME: "/data", HEED_WORKSPACE: "/ws" })).toBe("/ws");
});
