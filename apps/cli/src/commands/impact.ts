// `heed impact RELEASE`: did it help? A verdict for each theme that it was meant to help, and what else changed.
import {
  measureImpact,
  openExistingWorkspace,
  type ReleaseImpact,
  readExposure,
} from "@heed/workbench";
import { type Command, InvalidArgumentError } from "commander";
import { chooseLanguage } from "../output.ts";
import { impactText } from "./impact-words.ts";
import { printJson, type WorkspaceFlags, withWorkspace } from "./workspace-option.ts";

interface ImpactFlags extends WorkspaceFlags {
  readonly exposure?: string;
  readonly weeks?: number;
}

export function addImpact(program: Command): void {
  withWorkspace(
    program
      .command("impact")
      .description(
        "did a release help? a verdict for each theme\n某个版本是否有效：逐个主题给出结论",
      )
      .argument("<release>", "its version")
      .option("--exposure <file>", "CSV of users: week,users or version,users or all three")
      .option("--weeks <n>", "weeks looked at on each side (default 26 and 12)", readWeeks),
  ).action(async (version: string, flags: ImpactFlags) => {
    const users = flags.exposure === undefined ? undefined : await readExposure(flags.exposure);
    const workspace = await openExistingWorkspace(flags.workspace);
    let measured: ReleaseImpact;
    try {
      measured = await measureImpact(workspace, version, {
        ...(users === undefined ? {} : { users }),
        ...(flags.weeks === undefined ? {} : { weeks: flags.weeks }),
      });
    } finally {
      await workspace.close();
    }
    if (flags.json === true) printJson(measured);
    else process.stdout.write(`${impactText(measured, chooseLanguage(flags.lang)).join("\n")}\n`);
  });
}

function readWeeks(text: string): number {
  const weeks = Number(text);
  if (Number.isInteger(weeks) && weeks >= 4 && weeks <= 520) return weeks;
  throw new InvalidArgumentError("expected a whole number of weeks from 4 to 520.");
}
