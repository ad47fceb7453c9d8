// The one reader of the environment: where Heed keeps its data when nobody says otherwise.
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Variables that Heed reads. */
export interface Environment {
  /** Folder of everything that Heed keeps; default `~/.heed`. */
  readonly HEED_HOME?: string | undefined;
  /** Folder of the workspace to work on; default `workspace` inside the home. */
  readonly HEED_WORKSPACE?: string | undefined;
}

/** Folder of everything that Heed keeps on this machine. */
export function homeFolder(environment: Environment = process.env): string {
  return resolve(environment.HEED_HOME || join(homedir(), ".heed"));
}

/** Folder of the workspace that a command works on when it names none. */
export function defaultWorkspaceFolder(environment: Environment = process.env): string {
  return environment.HEED_WORKSPACE
    ? resolve(environment.HEED_WORKSPACE)
    : join(homeFolder(environment), "workspace");
}

/** Value of a variable that the user's settings name, such as the one that holds a model's key. */
export function environmentVariable(
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return environment[name]?.trim() || undefined;
}
