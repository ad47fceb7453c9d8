// `heed digest`: what changed since last week, from the last analysis.
import { makeDigest } from "@heed/core";
import { readConcluded, renderDigest } from "@heed/workbench";
import type { Command } from "commander";
import { chooseLanguage } from "../output.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

export function addDigest(program: Command): void {
  const command = program
    .command("digest")
    .description(
      "say what is new, rising, falling and resolved since last week\n自上周以来有哪些新出现、上升、下降和平息的需求",
    );
  withWorkspace(command).action(async (flags: WorkspaceFlags) => {
    const { needs, summary } = await readConcluded(flags.workspace);
    const digest = makeDigest(needs, summary.earlier);
    if (flags.json === true) printJson({ ...digest, rivals: summary.rivals });
    else process.stdout.write(renderDigest(digest, chooseLanguage(flags.lang)));
  });
}
